"""The heading of a table without upright rules as cells: a row for each name within a name, lines of one name joined.

Which columns a piece of the heading stands over is decided in `column_headings`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dagster_project.formats.column_headings import WRAPPED, Place
from dagster_project.formats.pieces import Piece, Row

Cell = tuple[int, int, int, int, str]  # row, column, row span, column span, text, as in `Table`


def heading_cells(
    heading: Sequence[Row], places: Mapping[Piece, Place], goes_on: frozenset[Piece], columns: int
) -> list[Cell]:
    """The cells of a heading whose pieces stand over these columns: a row for each name within a name, names reaching down
    to the figures. Lines of one name are joined: those that go on below, and those close together over several columns."""
    names: list[tuple[Place, str]] = []  # from the top
    open_at: dict[Place, int] = {}  # the name over these columns that may go on in the next line
    above: Row | None = None
    for row in heading:
        close = above is not None and row.line.baseline - above.line.baseline < WRAPPED * row.line.size
        for piece in row.pieces:
            place = places[piece]
            if place in open_at and (place[1] == 1 or close):
                names[open_at[place]] = (place, names[open_at[place]][1] + piece.text)
            else:
                open_at[place] = len(names)
                names.append((place, piece.text))
            if place[1] == 1 and piece not in goes_on:
                del open_at[place]
        above = row
    return _cells(_nested(names), columns)


def _nested(names: list[tuple[Place, str]]) -> list[tuple[Place, str, int]]:
    """Names with how many they stand below, the widest first; one that reaches over the end of another is left out of the
    nesting and stands over its first column alone."""
    out: list[tuple[Place, str, int]] = []
    for (first, span), text in sorted(names, key=lambda name: -name[0][1]):
        cut = any(a < first + span and first < a + n and not _within((first, span), (a, n)) for (a, n), _, _ in out)
        place = (first, 1) if cut else (first, span)
        out.append((place, text, sum(_within(place, other) for other, _, _ in out)))
    return out


def _cells(names: list[tuple[Place, str, int]], columns: int) -> list[Cell]:
    rows = max(depth for _, _, depth in names) + 1
    cells: list[Cell] = []
    for column in range(columns):
        over = sorted((n for n in names if n[0][0] <= column < sum(n[0])), key=lambda n: n[2])
        lowest = over[-1] if over else None
        for place, text, depth in over:
            if place[0] == column:
                reach = rows - depth if lowest == (place, text, depth) and place[1] == 1 else 1
                cells.append((depth, column, reach, place[1], text))
        if lowest is None or lowest[0][1] > 1:
            cells += [(row, column, 1, 1, "") for row in range(lowest[2] + 1 if lowest else 0, rows)]
    return sorted(cells)


def _within(place: Place, other: Place) -> bool:
    return other[0] <= place[0] and sum(place) <= sum(other)
