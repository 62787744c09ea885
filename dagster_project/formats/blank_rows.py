"""Tables of web pages copied as text that give a row a line, a blank between its cells: 公务接待费 14.83 14.83.

Blank cells leave no trace, so that only a table can be told whose rows have as many figures each, or none, and whose
heading names as many columns. Columns that blanks hold in their places are of `spaced_text`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.formats.document import Grid, Line
from dagster_project.formats.flattened_rows import grid_of, is_label
from dagster_project.formats.regions import is_figure

_LEAST_ROWS = 3
_MOST_BLANKS = 3  # rows without a figure in a row
_UNIT = re.compile(r"单位[:：]")
_NO_HEADING = re.compile(r"单位[:：]|^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[。；;]")  # a unit, a row, prose
_REACH = 4  # lines above the heading among which the unit stands


def tables_of_blanks(lines: Sequence[Line]) -> list[Line | Grid]:
    """The lines with such tables as grids, numbered 0."""
    out: list[Line | Grid] = []
    at = 0
    while at < len(lines):
        found = _table(lines, at)
        if found is None:
            out.append(lines[at])
            at += 1
            continue
        grid, start, end = found
        del out[len(out) - (at - start) :]
        out.append(grid)
        at = end
    return out


def _table(lines: Sequence[Line], at: int) -> tuple[Grid, int, int] | None:
    """The table whose first row is at `at`: where its heading begins, and where it ends."""
    width = len(_figures(lines[at]))
    if not width or not _label(lines[at]):
        return None
    rows: list[Line] = []
    end = kept = at
    while end < len(lines):
        figures = len(_figures(lines[end]))
        if figures not in (0, width) or not _is_row(lines[end]) or (not figures and end - kept >= _MOST_BLANKS):
            break
        rows.append(lines[end])
        end += 1
        kept = end if figures else kept
    rows = rows[: kept - at]
    heading = _heading(lines, at, width)
    if sum(bool(_figures(row)) for row in rows) < _LEAST_ROWS or heading is None:
        return None
    start, names = heading
    unit = any(_UNIT.search(line.text) for line in lines[max(0, start - _REACH) : start])
    if not unit and not any("." in figure or "," in figure for row in rows for figure in _figures(row)):
        return None  # a list of contents has plain page numbers
    return grid_of([*names, *(_cells(row, width) for row in rows)], spans_known=False), start, kept


def _figures(line: Line) -> list[str]:
    """The figures at the end of a line."""
    words = line.text.split()
    n = len(words)
    while n and is_figure(words[n - 1]):
        n -= 1
    return words[n:]


def _label(line: Line) -> str:
    words = line.text.split()
    return " ".join(words[: len(words) - len(_figures(line))])


def _is_row(line: Line) -> bool:
    return bool(_label(line)) and is_label(Line(line.page, line.line, _label(line)))


def _cells(line: Line, width: int) -> list[Line]:
    """A label and its figures; where words stand in the place of figures (不填), they are its last words."""
    words, figures = line.text.split(), _figures(line)
    if not figures and len(words) == width + 1:
        return [Line(line.page, line.line, word) for word in words]
    return [Line(line.page, line.line, text) for text in [_label(line), *(figures or [""] * width)]]


def _heading(lines: Sequence[Line], at: int, width: int) -> tuple[int, list[list[Line]]] | None:
    """Where the heading above a row begins, and its rows: one with a name for each column, or the names of the amounts below
    a line that names the labels and what spans the amounts. None where there is none."""
    above = [lines[n].text.split() for n in range(max(0, at - 2), at)]
    if not above or any(is_figure(word) for word in above[-1]) or _NO_HEADING.search(lines[at - 1].text):
        return None
    place = lambda n, word: Line(lines[n].page, lines[n].line, word)  # noqa: E731
    if len(above[-1]) == width + 1:
        return at - 1, [[place(at - 1, word) for word in above[-1]]]
    if len(above) < 2 or len(above[-1]) != width or len(above[0]) != 2 or _UNIT.search(lines[at - 2].text):
        return None
    first = [place(at - 2, word) for word in above[0]] + [place(at - 2, "")] * (width - 1)
    return at - 2, [first, [place(at - 1, ""), *(place(at - 1, word) for word in above[-1])]]
