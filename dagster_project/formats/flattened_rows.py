"""Rows of tables within runs of text lines: a row on one line between bars, or a label and its figures line by line.

Only shapes that leave no choice become grids: every row of as many fields as its heading, every label followed by the
same number of figures. `flattened` has the dresses of one cell a line with bars, and of two columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.formats.document import Grid, GridCell, Line
from dagster_project.formats.regions import is_figure

_LEAST_ROWS = 3
_LONGEST_LABEL = 30
_SENTENCE = "。；;，,？！"
_CODE = re.compile(r"\d{3}|\d{5}|\d{7}")


def is_label(line: Line) -> bool:
    """Whether a line may be the label of a row or a heading: short words, no sentence, no figure."""
    text = line.text
    return not is_figure(text) and 0 < len(text) <= _LONGEST_LABEL and not any(c in text for c in _SENTENCE)


def grid_of(rows: Sequence[Sequence[Line]], spans_known: bool = True) -> Grid:
    """Rows of as many cells each as a grid, every cell at its line; its number is given later. `spans_known` as in
    `Grid`."""
    cells = tuple(
        GridCell(r, c, cell.text, page=cell.page, line=cell.line)
        for r, row in enumerate(rows, start=1)
        for c, cell in enumerate(row, start=1)
    )
    return Grid(0, rows[0][0].page, len(rows), len(rows[0]), cells, spans_known)


def looks_like_amounts(figures: Sequence[str]) -> bool:
    """Figures with decimals or separators: a list of contents has plain page numbers."""
    return any("." in text or "," in text for text in figures)


def between_bars(lines: list[Line]) -> list[Line | Grid]:
    """Rows written on one line each, a bar between fields. A line of fewer fields above them whose number divides theirs
    spans evenly: 收入 | 支出 over two columns each."""
    out: list[Line | Grid] = []
    at = 0
    while at < len(lines):
        end, width = at, len(_fields(lines[at]))
        while width >= 2 and end < len(lines) and len(_fields(lines[end])) == width:
            end += 1
        rows = [_fields(line) for line in lines[at:end]]
        if len(rows) < _LEAST_ROWS or not _is_table(rows):
            out.extend(_without_padding(line) for line in lines[at : max(end, at + 1)])
            at = max(end, at + 1)
            continue
        while out and isinstance(above := out[-1], Line) and _spans(above, width):
            rows.insert(0, _spread(_fields(above), width))
            out.pop()
        out.append(grid_of(rows, spans_known=False))
        at = end
    return out


def _fields(line: Line) -> list[Line]:
    if "|" not in line.text:
        return []
    texts = line.text.split("|")
    if not texts[-1].strip():
        texts = texts[:-1]
    return [Line(line.page, line.line, text.strip()) for text in texts]


def _without_padding(line: Line) -> Line:
    """A title that spans the table is a line: 收支总表 | |||."""
    fields = line.text.split("|")
    is_title = len(fields) > 3 and fields[0].strip() and not any(f.strip() for f in fields[1:])
    return Line(line.page, line.line, fields[0].strip(), line.heading_level) if is_title else line


def _is_table(rows: list[list[Line]]) -> bool:
    """Words above, and in each row words before the first figure; figures somewhere."""
    if any(is_figure(cell.text) for cell in rows[0]):
        return False
    figures = [cell.text for row in rows for cell in row if is_figure(cell.text)]
    firsts = [next((cell.text for cell in row if cell.text and not _CODE.fullmatch(cell.text)), "") for row in rows]
    return bool(figures) and not any(is_figure(first) and "." in first for first in firsts)


def _spans(line: Line, width: int) -> bool:
    fields = _fields(line)
    return 2 <= len(fields) < width and width % len(fields) == 0 and not any(is_figure(f.text) for f in fields)


def _spread(fields: list[Line], width: int) -> list[Line]:
    each = width // len(fields)
    return [f if n == 0 else Line(f.page, f.line, "") for f in fields for n in range(each)]


def label_and_figures(lines: list[Line], at: int) -> tuple[Grid, int, int] | None:
    """The table whose first row begins at `at`: where its heading begins and where it ends; none where there is none.

    Each row is a label, before it perhaps its code, and always as many figures, two or more; as many headings stand
    above as a row has cells."""
    width = _figures_from(lines, _label_at(lines, at) + 1)
    if width < 2:
        return None
    rows: list[tuple[Line | None, list[Line]]] = []
    end = at
    while end < len(lines):
        label = _label_at(lines, end)
        if label >= len(lines) or not is_label(lines[label]):
            break
        stop = label + 1 + width
        figures = lines[label + 1 : stop]
        if len(figures) < width or not all(is_figure(f.text) for f in figures):
            break
        if stop < len(lines) and is_figure(lines[stop].text) and _label_at(lines, stop) == stop:
            break  # one figure more: which of them is blank elsewhere cannot be told
        rows.append((lines[end] if label > end else None, [lines[label], *figures]))
        end = stop
    coded = any(code for code, _ in rows)
    start, heading = at - width - 1 - coded, lines[max(at - width - 1 - coded, 0) : at]
    if rows and _numbers_columns([cell.text for cell in rows[0][1]]):
        start, heading = _heading_above(lines, at, width, coded)
        rows = rows[1:]
    if len(rows) < _LEAST_ROWS or start < 0 or not all(is_label(h) for h in heading):
        return None
    if not looks_like_amounts([f.text for _, row in rows for f in row[1:]]):
        return None
    blank = lambda row: Line(row[0].page, row[0].line, "")  # noqa: E731
    body = [[code or blank(row), *row] if coded else row for code, row in rows]
    return grid_of([heading, *body]), start, end


def _numbers_columns(texts: list[str]) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3."""
    return texts[1:] == [str(n) for n in range(1, len(texts))]


def _heading_above(lines: list[Line], at: int, width: int, coded: bool) -> tuple[int, list[Line]]:
    """Where the headings above a row of column numbers begin, and one for each column. A first heading over the labels
    stands before those of the amounts and theirs behind them: 项目 | 本年支出合计 … | 科目编码 | 科目名称."""
    names = 1 + coded
    start = at
    while start > 0 and is_label(lines[start - 1]) and ":" not in lines[start - 1].text.replace("：", ":"):
        start -= 1
    labels = lines[start:at]
    if len(labels) == width + names + 1:
        return start, [*labels[-names:], *labels[1 : 1 + width]]
    return at - width - names, lines[max(at - width - names, 0) : at]


def _label_at(lines: list[Line], at: int) -> int:
    """Where the label of a row stands: behind its code, where it has one."""
    is_coded = at + 1 < len(lines) and _CODE.fullmatch(lines[at].text) and is_label(lines[at + 1])
    return at + 1 if is_coded else at


def _figures_from(lines: list[Line], at: int) -> int:
    """How many figures follow one another from `at` on, up to the code of the next row."""
    count = 0
    while at + count < len(lines) and is_figure(lines[at + count].text):
        if _label_at(lines, at + count) > at + count:
            break
        count += 1
    return count
