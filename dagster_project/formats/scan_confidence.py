"""How certain the reading of a cell or a line is that was recognised in a picture: as certain as its least character.

One wrong character makes a figure wrong, so that the mean over its characters would say nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from decimal import ROUND_DOWN, Decimal

from dagster_project.formats.sheet import Glyph
from dagster_project.formats.tables import Table

PLACES = Decimal("0.001")
# What is read less certainly must be compared with the paper (measured: docs/decisions/0007-scans.md).
LOW = Decimal("0.950")

Certainty = Mapping[Glyph, float]


def of_glyphs(glyphs: Iterable[Glyph], certain: Certainty) -> Decimal:
    """The certainty of a text, 0…1 with three places, cut off so that only what is certain is 1."""
    return _rounded(min((certain.get(glyph, 0.0) for glyph in glyphs), default=1.0))


def of_cells(table: Table, certain: Certainty) -> list[Decimal]:
    """The certainty of every cell of a table, in the order of its cells. A cell without ink is blank for certain."""
    least: dict[tuple[int, int], float] = {}
    outline = (table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
    for glyph, sure in certain.items():
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
        if outline[0] <= x <= outline[2] and outline[1] <= y <= outline[3]:
            place = bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1
            least[place] = min(sure, least.get(place, 1.0))
    return [
        _rounded(
            min(least.get((r, c), 1.0) for r in range(row, row + row_span) for c in range(column, column + column_span))
        )
        for row, column, row_span, column_span, _ in table.cells
    ]


def _rounded(sure: float) -> Decimal:
    return Decimal(min(max(sure, 0.0), 1.0)).quantize(PLACES, ROUND_DOWN)
