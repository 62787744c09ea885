"""`make test-scan`: the pages of real disclosures drawn as scans and read again, beside their own text layer.

Prints a line a file and kind of scan; fails below the marks. Takes some seconds a page.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pypdfium2

from dagster_project.formats import detect
from dagster_project.formats.document import Grid
from tests.scans.pictures import CLEAN_DOTS, POOR_DOTS, clean, poor, tiff
from tests.scans.scoring import Score, score

MARKS = {"clean": 0.995, "poor": 0.98}  # of the cells that must be right


def main(wanted: list[str]) -> int:
    """`wanted` are parts of names of files; all where there are none. 0, or 1 where a mark is missed."""
    folder = Path(os.environ.get("CITYBUDGET_DISCLOSURES", ""))
    paths = sorted(p for p in folder.rglob("*.pdf") if not wanted or any(w in p.name for w in wanted))
    if not os.environ.get("CITYBUDGET_DISCLOSURES") or not paths:
        print("CITYBUDGET_DISCLOSURES names no folder of real disclosures with PDF files", file=sys.stderr)
        return 2
    totals = {kind: Score() for kind in MARKS}
    print("scan   cells right figures right doubted  wrong, unmarked  s/page  file")
    for path in paths:
        content = path.read_bytes()
        truth = detect.read(content, path.name)
        if not any(isinstance(b, Grid) for b in truth.blocks):
            continue
        for kind in MARKS:
            drawn = pypdfium2.PdfDocument(content)
            pages = [clean(p) if kind == "clean" else poor(p, n) for n, p in enumerate(drawn)]
            picture = tiff(pages, CLEAN_DOTS if kind == "clean" else POOR_DOTS)
            start = time.process_time()
            found = detect.read(picture, "scan.tif")
            seconds = (time.process_time() - start) / len(pages)
            one = score(truth, found)
            totals[kind].add(one)
            _say(kind, one, f"{seconds:6.2f}  {path.name}")
            for place in one.hidden:
                print(f"       {place}")
    for kind, total in totals.items():
        _say(kind, total, "        in all")
    missed = [kind for kind, total in totals.items() if total.right < MARKS[kind] * total.cells]
    return int(bool(missed))


def _say(kind: str, one: Score, rest: str) -> None:
    print(
        f"{kind:6} {one.cells:5} {one.right / max(one.cells, 1):6.2%} {one.figures:5} "
        f"{one.figures_right / max(one.figures, 1):7.2%} {one.doubted:5} {len(one.hidden):10}   {rest}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
