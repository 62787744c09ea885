"""Tables that have no upright rules: found by how figures and words stand one below another.

A row is a printed line that falls into pieces. Lines are a table where several rows in a run hold figures that are not
the first thing in the line, or where level rules enclose them. Lists of contents (words, then page numbers that only
grow) and prose are none. Ruled lattices belong to `tables`, columns and headings to `column_grid`.
"""

from __future__ import annotations

import re

from dagster_project.formats.column_grid import lay_out
from dagster_project.formats.lines import TextLine
from dagster_project.formats.pieces import Piece, Row, pieces
from dagster_project.formats.sheet import Rule
from dagster_project.formats.tables import Table

LEAST_ROWS = 3  # rows with figures that make a table where no rule says so
ALIGNED = 0.6  # of the size: pieces that begin or end this near to one another stand in one column
STRAY_LINES = 2  # lines that fit no column (ends of wrapped labels) between two rows
MODELS = 200  # pieces of the rows before by which a row is judged
HALF = 8.0  # of the size: how far in the second half of a form begins at least
ROW_PITCH = 6.0  # of the size: rows further apart do not belong together
HEADING_LINES = 8  # that a heading may take above the first row with figures
TALLEST_HEADING = 14  # lines, where the line that names the unit stands above it
CONTENTS_ROWS = 5  # rows of growing whole numbers in a last column that are page numbers

_LEADER = re.compile(r"[.…·．]{4,}")
_CAPTION = re.compile(r"[:：]")
_UNIT = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?[万千亿]?元")  # stands right above the heading


def unruled_tables(lines: list[TextLine], level_rules: list[Rule]) -> tuple[list[Table], list[TextLine]]:
    """The tables among lines that stand in order from top to bottom, and the lines left over."""
    rows = [Row(line, pieces(line)) for line in lines]
    if not any(row.has_figures for row in rows):
        return [], lines
    tables: list[Table] = []
    left: list[TextLine] = []
    start = 0
    for first, last in _spans(rows, level_rules):
        table = None if _is_contents(rows[first:last]) else lay_out(rows[first:last], level_rules)
        if table:
            left += [row.line for row in rows[start:first]]
            tables.append(table)
            start = last
    return tables, left + [row.line for row in rows[start:]]


def _spans(rows: list[Row], level_rules: list[Rule]) -> list[tuple[int, int]]:
    """First row and the row after the last of every run of rows that looks like a table."""
    spans: list[tuple[int, int]] = []
    n = 0
    while n < len(rows):
        if not rows[n].has_figures:
            n += 1
            continue
        last = _last_row(rows, n)
        first = _heading_start(rows, n, spans[-1][1] if spans else 0, level_rules)
        if (
            sum(row.has_figures for row in rows[n : last + 1]) >= LEAST_ROWS
            or (first < n and rows[n].is_all_figures)
            or _is_enclosed(rows[first : last + 1], level_rules)
        ):
            spans.append((first, last + 1))
        n = last + 1
    return spans


def _last_row(rows: list[Row], first: int) -> int:
    """The last row of the run that begins at `first`: with figures, or in several pieces that fit its columns."""
    last, strays = first, 0
    known = list(rows[first].pieces)
    for n in range(first + 1, len(rows)):
        row = rows[n]
        if row.line.baseline - rows[n - 1].line.baseline > ROW_PITCH * row.line.size or _is_prose(row, rows[first]):
            break
        near = ALIGNED * row.line.size
        fits = all(any(abs(p.x0 - k.x0) < near or abs(p.x1 - k.x1) < near for k in known) for p in row.pieces)
        if row.has_figures or (fits and (len(row.pieces) > 1 or _is_right_half(row, known))):
            last = n
        if row.has_figures or fits:
            strays = 0
            known = known[-MODELS:] + (row.pieces if len(row.pieces) > 1 else [])
            continue
        strays += 1
        if strays > STRAY_LINES:
            break
    return last


def _is_right_half(row: Row, known: list[Piece]) -> bool:
    """Words alone in their line that begin where words of a further column begin: the right half of a form goes on."""
    x0, near = row.pieces[0].x0, ALIGNED * row.line.size
    words = [k.x0 for k in known if not k.is_figure]
    return any(abs(x0 - k) < near for k in words) and x0 - min(k.x0 for k in known) > HALF * row.line.size


def _is_prose(row: Row, model: Row) -> bool:
    """A line in one piece that reaches over the columns of a row."""
    return len(row.pieces) == 1 and row.pieces[0].x0 < model.pieces[0].x1 and row.pieces[0].x1 > model.pieces[1].x1


def _heading_start(rows: list[Row], first: int, least: int, level_rules: list[Rule]) -> int:
    """The first line of the heading above a row: lines in pieces, single pieces between such, everything below the
    uppermost rule or below the line that names the unit."""
    start = first
    for n in range(first - 1, max(least, first - TALLEST_HEADING) - 1, -1):
        line, below = rows[n].line, rows[n + 1].line
        if below.baseline - line.baseline > ROW_PITCH * line.size:
            break
        if _CAPTION.search(line.text):
            return n + 1 if _UNIT.search(line.text) else start
        ruled = any(
            y < line.baseline and y > line.baseline - ROW_PITCH * line.size and a <= line.x0 and line.x1 <= b
            for y, a, b in level_rules
        )
        if (len(rows[n].pieces) > 1 or ruled) and n >= first - HEADING_LINES:
            start = n
    return start


def _is_enclosed(rows: list[Row], level_rules: list[Rule]) -> bool:
    """Whether level rules as wide as the rows stand above the first and below the last of them."""
    top, bottom = rows[0].line, rows[-1].line
    x0 = min(row.line.x0 for row in rows) + top.size
    x1 = max(row.line.x1 for row in rows) - top.size
    wide = [y for y, start, end in level_rules if start <= x0 and end >= x1]
    reach = ROW_PITCH * top.size
    return any(top.baseline - reach < y < top.baseline for y in wide) and any(
        bottom.baseline - 0.2 * bottom.size < y < bottom.baseline + reach for y in wide
    )


def _is_contents(rows: list[Row]) -> bool:
    """Whether rows are titles with the pages they stand on."""
    if any(_LEADER.search(row.line.text) for row in rows):
        return True
    numbers = [row.pieces[-1].text for row in rows if row.has_figures]
    if (
        max(len(row.pieces) for row in rows) > 2
        or len(numbers) < CONTENTS_ROWS
        or not all(n.isdigit() and len(n) < 4 for n in numbers)
    ):
        return False
    pages = [int(n) for n in numbers]
    return pages == sorted(pages)
