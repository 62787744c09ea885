"""Reading PDF beside pdfplumber's `extract_tables`, on the same pages in the same run: seconds a page, and how many of
the figures labelled by hand are whole cells, in their row, below their heading. Files of other formats have a line of
their own, with nobody beside them.

    python -m tests.bench.bench_pdf [DISCLOSURES [LABELS]]

DISCLOSURES is a folder of PDF files (default: CITYBUDGET_DISCLOSURES), LABELS one of tables of figures, one a document,
of the document's name (default: `labels` beside it; documents without labels are only timed).
"""

from __future__ import annotations

import csv
import os
import pathlib
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict

import pdfplumber

from dagster_project.formats import detect
from dagster_project.formats.document import Document, Grid

Cell = tuple[int, int, int, int, str]  # row, column, row span, column span, text
Tables = dict[int, list[list[Cell]]]  # by page

ROUNDS = 3  # the best of which counts, for both


def main() -> int:
    folder = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CITYBUDGET_DISCLOSURES")
    if not folder or not pathlib.Path(folder).is_dir():
        print("which folder of disclosures? name it, or set CITYBUDGET_DISCLOSURES", file=sys.stderr)
        return 2
    labels = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else pathlib.Path(folder).parent / "labels"
    total, seconds = Counter(), [0.0, 0.0]
    print(
        "format  pages  ours ms/page  pdfplumber  ratio  labelled  ours cell/row/column  pdfplumber cell/row/column  "
        "document"
    )
    for path in sorted(p for p in pathlib.Path(folder).rglob("*") if p.suffix in detect.MODULES and p.is_file()):
        content = path.read_bytes()
        ours, document = best_of(lambda content=content, path=path: detect.read(content, path.name))
        if path.suffix != ".pdf":
            pages = document.page_count
            print(f"{document.format:6}  {pages:5}  {ours / pages * 1000:12.2f}  {'':76}  {path.name}")
            continue
        theirs, plumbed = best_of(lambda path=path: plumb(path))
        label_file = labels / f"{path.stem}.csv"
        rows = list(csv.DictReader(label_file.open(encoding="utf-8-sig"))) if label_file.exists() else []
        scores = [score(tables_of(document), rows), score(plumbed, rows)]
        shown = ["/".join(str(s[k]) for k in ("cell", "row", "column")) for s in scores]
        pages = document.page_count
        print(
            f"{document.format:6}  {pages:5}  {ours / pages * 1000:12.2f}  {theirs / pages * 1000:10.2f}  "
            f"{theirs / ours:5.1f}  "
            f"{len(rows):8}  {shown[0]:>20}  {shown[1]:>26}  {path.name}"
        )
        seconds[0] += ours
        seconds[1] += theirs
        total.update(pages=pages, labelled=len(rows))
        for name, one in zip(("ours", "plumbed"), scores, strict=True):
            total.update({f"{name} {k}": v for k, v in one.items()})
    n = total["labelled"] or 1
    pages = total["pages"] or 1
    print(f"\n{total['pages']} pages of PDF: ours {seconds[0] / pages * 1000:.2f} ms a page, ", end="")
    print(f"pdfplumber {seconds[1] / pages * 1000:.2f}, {seconds[1] / (seconds[0] or 1):.1f} times")
    for name, words in (("ours", "ours"), ("plumbed", "pdfplumber")):
        shares = ", ".join(f"{k} {total[f'{name} {k}'] / n:.4%}" for k in ("cell", "row", "column"))
        print(f"{total['labelled']} labelled figures, {words}: {shares}")
    return 0


def best_of(work):
    """Least processor seconds of `ROUNDS` (other work on the machine does not count), and the result."""
    least, result = float("inf"), None
    for _ in range(ROUNDS):
        start = time.process_time()
        result = work()
        least = min(least, time.process_time() - start)
    return least, result


def plumb(path: pathlib.Path) -> Tables:
    tables: Tables = {}
    with pdfplumber.open(path) as document:
        for page in document.pages:
            tables[page.page_number] = [
                [(r, c, 1, 1, text) for r, row in enumerate(table) for c, text in enumerate(row) if text is not None]
                for table in page.extract_tables()
            ]
            page.close()
    return tables


def tables_of(document: Document) -> Tables:
    tables: Tables = defaultdict(list)
    for block in document.blocks:
        if isinstance(block, Grid):
            tables[block.page].append([(c.row, c.column, c.row_span, c.column_span, c.text) for c in block.cells])
    return tables


def norm(text: object) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))


def score(tables: Tables, labels: list[dict[str, str]]) -> Counter:
    """How many labelled figures are a whole cell on their page; with their label or code in the same row; with their
    heading above, on this page or on the page where a table of as many columns began."""
    pool: dict[tuple[int, str], list[tuple[list[Cell], Cell]]] = defaultdict(list)
    headings: dict[tuple[int, int], str] = defaultdict(str)
    for page, of_page in sorted(tables.items()):
        for cells in of_page:
            wide = max((c[1] + c[3] for c in cells), default=0)
            for cell in cells:
                text = norm(cell[4])
                if text:
                    pool[page, text].append((cells, cell))
                for column in range(cell[1], cell[1] + cell[3]):
                    headings[wide, column] += text + "|"
    found: Counter = Counter()
    for label in labels:
        candidates = pool.get((int(label["page"]), norm(label["printed_text"])), [])
        ranked = [(*judge(cells, cell, label, headings), -n) for n, (cells, cell) in enumerate(candidates)]
        if not ranked:
            continue
        in_row, in_column, _, n = max(ranked)
        found.update(cell=1, row=in_row, column=in_row and in_column)
        if in_row and in_column:
            candidates.pop(-n)
    return found


def judge(cells: list[Cell], cell: Cell, label: dict[str, str], headings: dict) -> tuple[bool, bool, bool]:
    """In its row, in its column, and with exactly its words."""
    row, column, _, span, _ = cell
    words = [norm(c[4]) for c in cells if c[0] <= row < c[0] + c[2]]
    name, code = norm(label["row_label"]).split("/")[-1], norm(label["function_or_economic_code"])
    heading = norm(label["column_label"]).split("/")[-1]
    above = "".join(norm(c[4]) for c in cells if c[0] < row and c[1] < column + span and column < c[1] + c[3])
    wide = max(c[1] + c[3] for c in cells)
    in_row = any(name and (name in w or (len(w) > 3 and w in name)) for w in words)
    in_row = in_row or bool(code and code in "".join(words)) or not (name or code)
    return in_row, heading in above or heading in headings.get((wide, column), ""), name in words


if __name__ == "__main__":
    sys.exit(main())
