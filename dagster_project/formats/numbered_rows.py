"""Tables of web pages copied as text whose rows are numbered: the number in each row tells where its cells stand.

Forms of final accounts print in each half a column of row numbers (行次), 1, 2, 3 … on the left, going on on the right. In
a text that gives one cell after the other, blank ones left out, the numbers show which half and which row a figure is of.
Belongs here: such a run of cells, one a line or all in one line. Other runs of cells are `flattened`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.formats.document import Grid, Line
from dagster_project.formats.flattened_rows import grid_of
from dagster_project.formats.regions import is_figure

_NUMBER_HEADING = re.compile(r"行\s*次")  # the heading of the row numbers
_COLUMN_NUMBERS = re.compile(r"栏\s*次")
_BARS = re.compile(r"(?:\s*\|)+\s*$")  # bars end cells; how many of them says nothing where rows have numbers
_LEAST_ROWS = 3
_LONGEST_LABEL = 40
_LONG_LINE = 10  # words of one line that may be cells
_END = re.compile(r"^[（(]?[备附]?注\d?[)）]?[:：.、]|[。；;]")
_NUMBER = re.compile(r"\d{1,3}")


@dataclass(slots=True)
class _Half:
    """One half of the table: its headings (label, number, amounts), and the next row number, none before the first."""

    headings: list[Line]
    expected: int | None = None

    @property
    def amounts(self) -> int:
        return len(self.headings) - 2


def numbered_tables(lines: Sequence[Line]) -> list[Line | Grid]:
    """The lines with such tables as grids, numbered 0; what is in none stays as it was."""
    if not any(_NUMBER_HEADING.search(line.text) for line in lines):
        return list(lines)
    cells = [(cell, n) for n, line in enumerate(lines) for cell in _cells(line)]
    plain = [cell for cell, _ in cells]
    out: list[Line | Grid] = []
    at = done = 0  # cells looked at, lines given back
    while at < len(cells):
        found = _table(plain, at)
        if not found:
            at += 1
            continue
        grid, end = found
        first, last = cells[at][1], cells[end - 1][1]
        out += [*lines[done:first], *_left_over(cells[:at], first, done), grid]
        rest = _left_over(cells[end:], last, done)
        out += rest if end < len(cells) and cells[end][1] == last and first == last else []
        at, done = end, last + 1
    return [*out, *lines[done:]]


def _left_over(cells: Sequence[tuple[Line, int]], source: int, done: int) -> list[Line]:
    """The words of a line of which a table took some, as one line."""
    words = [cell for cell, n in cells if n == source]
    return [Line(words[0].page, words[0].line, " ".join(w.text for w in words))] if words and source >= done else []


def _cells(line: Line) -> list[Line]:
    """The cells of a line: one, its bars gone, none where it is a bar alone, or the words of a line that holds a table."""
    text = _BARS.sub("", line.text)
    words = text.split()
    if len(words) < _LONG_LINE or not any(_NUMBER_HEADING.fullmatch(word) for word in words):
        return [Line(line.page, line.line, text)] if text else []
    return [Line(line.page, line.line, word) for word in words]


def _table(cells: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """The table whose headings begin at `at`, and where it ends; none where none begins there."""
    if at + 1 >= len(cells) or not _NUMBER_HEADING.fullmatch(cells[at + 1].text) or is_figure(cells[at].text):
        return None
    label = cells[at].text
    halves: list[_Half] = []
    while at + 1 < len(cells) and cells[at].text == label and _NUMBER_HEADING.fullmatch(cells[at + 1].text):
        end = at + 2
        while end < len(cells) and _is_heading(cells[end], label):
            end += 1
        halves.append(_Half(list(cells[at:end])))
        at = end
    if any(half.amounts < 1 for half in halves):
        return None
    while at < len(cells) and (_COLUMN_NUMBERS.fullmatch(cells[at].text) or _NUMBER.fullmatch(cells[at].text)):
        if not _COLUMN_NUMBERS.fullmatch(cells[at].text) and not _is_column_number(cells, at):
            break
        at += 1
    rows, end = _rows(cells, at, halves)
    if len(rows) < _LEAST_ROWS:
        return None
    heading = [cell for half in halves for cell in half.headings]
    return grid_of([heading, *rows], spans_known=False), end


def _is_heading(cell: Line, label: str) -> bool:
    text = cell.text
    return (
        text != label
        and not _COLUMN_NUMBERS.fullmatch(text)
        and not is_figure(text)
        and not _END.search(text)
        and not _starts(text)
    )


def _starts(text: str) -> bool:
    """Whether a text is the first line of a form: it has an ordinal."""
    return bool(re.match(r"[(（]?[一二三四五六七八九十]", text))


def _is_column_number(cells: Sequence[Line], at: int) -> bool:
    before = cells[at - 1].text
    return _COLUMN_NUMBERS.fullmatch(before) is not None or (
        _NUMBER.fullmatch(before) is not None and int(cells[at].text) == int(before) + 1
    )


def _rows(cells: Sequence[Line], at: int, halves: list[_Half]) -> tuple[list[list[Line]], int]:
    """The rows from `at` on, and where they end: at a note, or where a figure has no place."""
    rows: list[list[Line]] = []
    end, half = at, 0
    row: list[list[Line]] = [[] for _ in halves]
    label: list[Line] = []
    for n in range(at, len(cells)):
        cell, text = cells[n], cells[n].text
        following = (half + 1) % len(halves) if row[half] else half
        if not is_figure(text):
            if _END.search(text) or len(text) > _LONGEST_LABEL:
                break
            label.append(cell)
        elif _NUMBER.fullmatch(text) and _goes_on(int(text), halves[following].expected, row[half], label):
            if following == 0 and row[half]:
                rows.append(_filled(row, halves, cells[end]))
                row = [[] for _ in halves]
            half = following
            joined = Line(cell.page, label[0].line if label else cell.line, "".join(part.text for part in label))
            row[half] = [joined, cell]
            halves[half].expected = int(text) + 1
            label, end = [], n + 1
        elif row[half] and not label and len(row[half]) - 2 < halves[half].amounts:
            row[half].append(cell)
            end = n + 1
        else:
            break
    if any(row):
        rows.append(_filled(row, halves, cells[max(end - 1, 0)]))
    return rows, end


def _goes_on(number: int, expected: int | None, current: list[Line], label: list[Line]) -> bool:
    """Whether a number may be that of the next row or half: the next one, or a later one behind a label."""
    if label:
        return expected is None or number >= expected
    return expected in (None, number) and (not current or len(current) > 2)


def _filled(row: list[list[Line]], halves: list[_Half], near: Line) -> list[Line]:
    blank = Line(near.page, near.line, "")
    return [
        cell
        for own, half in zip(row, halves, strict=True)
        for cell in [*own, *[blank] * (len(half.headings) - len(own))]
    ]
