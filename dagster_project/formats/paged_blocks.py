"""The blocks of a document with printed pages, numbered page by page; tables that may go on over a page break marked.

Used by PDF and by scans alike, so that a page gives the same blocks in both. What is on a page is found elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dagster_project.formats.continuation import continue_over_page_break
from dagster_project.formats.document import Grid, GridCell, Line
from dagster_project.formats.lines import TextLine
from dagster_project.formats.scan_confidence import of_cells, of_glyphs
from dagster_project.formats.sheet import Glyph
from dagster_project.formats.tables import Table


class PagedBlocks:
    """Collects the lines and grids of pages that are added in their order."""

    def __init__(self) -> None:
        self.blocks: list[Line | Grid] = []
        self._tables = 0
        self._before: list[TextLine | Table] = []  # of the page before
        self._page = self._lines = 0  # the last page, and its lines so far: a sheet may hold two pages side by side

    def add(
        self, page: int, arranged: list[TextLine | Table], certain: Mapping[Glyph, float] | None = None
    ) -> list[Line | Grid]:
        """Number what is on a page from top to bottom, and return it. `certain` is given where it was recognised in a
        picture: how certain each glyph is."""
        continues = continue_over_page_break(self._before, arranged)
        added: list[Line | Grid] = []
        self._page, self._lines = page, self._lines if page == self._page else 0
        for n, block in enumerate(arranged):
            if isinstance(block, TextLine):
                self._lines += 1
                added.append(Line(page, self._lines, block.text, confidence=_of_line(block, certain)))
            else:
                self._tables += 1
                added.append(_grid(block, self._tables, page, n == continues, certain))
        self._before = arranged
        self.blocks += added
        return added


def _of_line(line: TextLine, certain: Mapping[Glyph, float] | None) -> Decimal | None:
    return None if certain is None else of_glyphs(line.glyphs, certain)


def _grid(table: Table, number: int, page: int, continues: bool, certain: Mapping[Glyph, float] | None) -> Grid:
    confidences = [None] * len(table.cells) if certain is None else of_cells(table, certain)
    cells = tuple(
        GridCell(row + 1, column + 1, text, row_span, column_span, page, confidence=confidence)
        for (row, column, row_span, column_span, text), confidence in zip(table.cells, confidences, strict=True)
    )
    is_ruled = table.stands is None
    edges = tuple(round(10 * x) for x in table.xs) if is_ruled else ()
    return Grid(
        number, page, table.rows, table.columns, cells, spans_known=is_ruled, after_page_break=continues, edges=edges
    )
