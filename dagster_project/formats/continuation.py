"""Tables over page breaks: which table goes on, and on whose columns.

A table that is the first thing on its page and stands between the same left and right edge as the table that was the
last thing on the page before may continue it; running heads, footers and page numbers do not count. Joining the two,
and deciding whether they belong together, is the extraction's task.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.formats.lines import TextLine
from dagster_project.formats.tables import Table

SAME_EDGE = 3.0  # points
SAME_HEIGHT = 4.0  # points between the places of one running head on two pages

_DIGITS = re.compile(r"\d+")


def continue_over_page_break(before: list[TextLine | Table], after: list[TextLine | Table]) -> int | None:
    """Index in `after` of the table that may continue the last one of `before`, the page before. Where its columns are
    some of that one's, it is laid on all of them, so that a merged total row keeps its place under the headings."""
    last = next((b for b in reversed(before) if not _is_running(b, after)), None)
    first = next((n for n, b in enumerate(after) if not _is_running(b, before)), None)
    table = None if first is None else after[first]
    if not isinstance(last, Table) or not isinstance(table, Table):
        return None
    if table.stands and last.stands:
        return first if lay_under(table, last) else None
    if abs(table.xs[0] - last.xs[0]) > SAME_EDGE or abs(table.xs[-1] - last.xs[-1]) > SAME_EDGE:
        return None
    if table.columns < last.columns:
        _lay_on(table, last.xs)
    return first


def _is_running(block: TextLine | Table, other: list[TextLine | Table]) -> bool:
    """Whether a line is printed at the same height, but for its digits with the same words, on the other page too."""
    if not isinstance(block, TextLine):
        return False
    words = _DIGITS.sub("0", block.text)
    return any(
        isinstance(b, TextLine) and abs(b.baseline - block.baseline) < SAME_HEIGHT and _DIGITS.sub("0", b.text) == words
        for b in other
    )


def _lay_on(table: Table, xs: list[float]) -> None:
    """Counts the columns of a ruled table by edges of which its own are some; leaves it alone where they are not."""
    places = []
    for x in table.xs:
        nearest = min(range(len(xs)), key=lambda n: abs(xs[n] - x))
        if abs(xs[nearest] - x) > SAME_EDGE:
            return
        places.append(nearest)
    table.cells = [
        (row, places[column], row_span, places[column + column_span] - places[column], text)
        for row, column, row_span, column_span, text in table.cells
    ]
    table.xs, table.columns = xs, len(xs) - 1


def lay_under(table: Table, last: Table) -> bool:
    """Counts the columns of a table without rules by those of the one before, under which each stands; columns that
    are empty on this page come back. False where the columns are others."""
    places = []
    for x0, x1 in table.stands or ():
        under = [n for n, (start, end) in enumerate(last.stands or ()) if x0 < end and start < x1]
        if len(under) != 1:
            return False
        places.append(under[0])
    if places != sorted(set(places)):
        return False
    shift(table, last, places)
    return True


def shift(table: Table, last: Table, places: Sequence[int]) -> None:
    """Moves each column of a table without rules to this one of another; columns that are empty here come back."""
    cells = [
        (row, places[column], down, places[column + span - 1] - places[column] + 1, text)
        for row, column, down, span, text in table.cells
    ]
    taken = {(row, n) for row, column, _, span, _ in cells for n in range(column, column + span)}
    empty = [(r, c, 1, 1, "") for r in range(table.rows) for c in range(last.columns) if (r, c) not in taken]
    table.cells = sorted(cells + empty)
    table.xs, table.columns, table.stands = last.xs, last.columns, last.stands
