"""A PDF with text: ruled tables over as many pages as they need, the Chinese font embedded.

Page breaks fall where the page is full, be it inside a class; a continued form repeats its heading or not, as its family
does. Long labels wrap within their cell.
"""

from __future__ import annotations

import io

from dagster_project.simulator.document import Cell, PageBreak, Paragraph, Place, Printed, Row, Table
from dagster_project.simulator.writers.letters import font, width_of, wrapped

_MARGIN = 42.0
_SIZE, _LEADING = 8.5, 11.0
_PROSE, _PROSE_LEADING = 11.0, 19.0
_COVER = (24.0, 15.0)  # the first line of a cover, and those below it


def write(printed: Printed) -> tuple[bytes, dict[int, list[Place]]]:
    pages = _Pages(printed)
    for block in printed.blocks:
        if isinstance(block, PageBreak):
            pages.turn(landscape=printed.landscape)
        elif isinstance(block, Paragraph) and block.centered and pages.page == 1:
            pages.cover(block)
        elif isinstance(block, Paragraph):
            pages.paragraph(block)
        else:
            pages.table(block)
    return pages.finish(), pages.places


class _Pages:
    """The pages so far, the canvas, and how far down the current page is full."""

    def __init__(self, printed: Printed) -> None:
        from reportlab.lib.pagesizes import A4, landscape
        from reportlab.pdfgen.canvas import Canvas

        self.portrait, self.wide = A4, landscape(A4)
        self.size = self.wide if printed.landscape else self.portrait
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=self.size, invariant=1)
        self.canvas.setTitle(printed.name)
        font()
        self.page, self.tables, self.y = 1, 0, self.size[1] - _MARGIN
        self.fresh, self.headed = True, False  # headed: nothing but headings stands on the page
        self.least = 0.0
        self.numbered = printed.page_numbers
        self.places: dict[int, list[Place]] = {}

    def turn(self, landscape: bool) -> None:
        """A new page, unless this one is still empty."""
        size = self.wide if landscape else self.portrait
        if not self.fresh:
            self._leave()
            self.page += 1
        self.size = size
        self.canvas.setPageSize(size)
        self.y = size[1] - _MARGIN
        self.fresh, self.headed = True, False

    def _leave(self) -> None:
        """Ends a page, its number at the foot where the family prints numbers."""
        if self.numbered and self.page > 1:
            self.canvas.setFont(font(), 9)
            self.canvas.drawCentredString(self.size[0] / 2, _MARGIN / 2, str(self.page))
        self.canvas.showPage()

    def cover(self, block: Paragraph) -> None:
        """A line of the cover: large, in the upper half of the page."""
        first = self.fresh
        size = _COVER[not first]
        if first:
            self.y -= self.size[1] / 5
        for text in wrapped(block.text, self.size[0] - 4 * _MARGIN, size):
            self.canvas.setFont(font(), size)
            self.canvas.drawCentredString(self.size[0] / 2, self.y - size, text)
            self.y -= size * 2
        self.fresh = False

    def paragraph(self, block: Paragraph) -> None:
        self.headed = bool(block.heading) and (self.fresh or self.headed)
        size = _PROSE + (5 if block.heading == 1 else 2 if block.heading else 0)
        width = self.size[0] - 2 * _MARGIN
        indent = "" if block.heading or block.item or block.centered else "\u3000\u3000"
        for text in wrapped(indent + block.text, width, size):
            if self.y - _PROSE_LEADING < _MARGIN:
                self.turn(self.size == self.wide)
            self.canvas.setFont(font(), size)
            if block.centered or block.heading == 1:
                self.canvas.drawCentredString(self.size[0] / 2, self.y - size, text)
            else:
                self.canvas.drawString(_MARGIN, self.y - size, text)
            self.y -= _PROSE_LEADING + (6 if block.heading == 1 else 0)
            self.fresh = False

    def table(self, table: Table) -> None:
        if not (self.headed and table.landscape == (self.size == self.wide)):
            self.turn(table.landscape)
        width = self.size[0] - 2 * _MARGIN
        weights = table.widths or [2.0] * table.columns
        columns = [width * w / sum(weights) for w in weights]
        self.headed = False
        if table.number:
            self.canvas.setFont(font(), 9)
            self.canvas.drawString(_MARGIN, self.y - 9, table.number)
            self.y -= 16
        self.canvas.setFont(font(), 15)
        self.canvas.drawCentredString(self.size[0] / 2, self.y - 15, table.title)
        self.y -= 28
        self.canvas.setFont(font(), 9)
        for left, right in table.above:
            self.canvas.drawString(_MARGIN, self.y - 9, left)
            self.canvas.drawRightString(self.size[0] - _MARGIN, self.y - 9, right)
            self.y -= 15
        self.fresh = False
        places = self.places.setdefault(id(table), [])
        self.least = table.row_height
        self.tables += 1
        row = self._rows(table.head, columns, places, 1)
        for index, cells in enumerate(table.body):
            height = _height([cells], columns, self.least)[0]
            if self.y - height < _MARGIN:
                self.turn(table.landscape)
                self.tables += 1
                row = 1
                if table.repeat_head:
                    row = self._rows(table.head, columns, [], 1)
            group = table.body[index:]
            row = self._rows([cells], columns, places, row, group)
            self.fresh = False
        for note in table.notes:
            self.canvas.setFont(font(), 9)
            for text in wrapped(note, width, 9):
                self.canvas.drawString(_MARGIN, self.y - 11, text)
                self.y -= 14

    def _rows(
        self, rows: list[Row], columns: list[float], places: list[Place], row: int, group: list[Row] | None = None
    ) -> int:
        """Draws rows from the current height down; returns the number of the next row of the piece."""
        heights = _height(rows, columns, self.least)
        below = _height(group, columns, self.least) if group else heights
        top = self.y
        for index, cells in enumerate(rows):
            x = _MARGIN
            for column, cell in enumerate(cells):
                if cell is not None:
                    spanned = (below if group else heights[index:])[: cell.row_span]
                    self._cell(cell, x, top, sum(columns[column : column + cell.column_span]), sum(spanned))
                x += columns[column]
            top -= heights[index]
            places.append(Place(self.page, self.tables, row + index))
        self.y = top
        return row + len(rows)

    def _cell(self, cell: Cell, x: float, top: float, width: float, height: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.rect(x, top - height, width, height)
        if cell.role == "figure":
            self._figure(cell.text, x, top, width, height)
            return
        lines = wrapped(cell.text, width - 4, _SIZE) if cell.text else []
        y = top - (height - len(lines) * _LEADING) / 2 - _SIZE
        self.canvas.setFont(font(), _SIZE)
        for text in lines:
            if cell.align == "left":
                self.canvas.drawString(x + 2, y, text)
            else:
                self.canvas.drawCentredString(x + width / 2, y, text)
            y -= _LEADING

    def _figure(self, text: str, x: float, top: float, width: float, height: float) -> None:
        """A figure on one line, smaller where its column is narrow: a figure that is cut would be another one."""
        size = min(_SIZE, _SIZE * (width - 4) / max(width_of(text, _SIZE), 1.0))
        self.canvas.setFont(font(), size)
        self.canvas.drawRightString(x + width - 2, top - (height - _LEADING) / 2 - _SIZE, text)

    def finish(self) -> bytes:
        if not self.fresh:  # an empty page behind the last one would be one more
            self._leave()
        self.canvas.save()
        return self.buffer.getvalue()


def _height(rows: list[Row], columns: list[float], least: float) -> list[float]:
    """The height of each row: that of its tallest cell that spans no other row, and no less than the family's."""
    heights = []
    for cells in rows:
        most = 1
        for column, cell in enumerate(cells):
            if cell is not None and cell.row_span == 1 and cell.text:
                width = sum(columns[column : column + cell.column_span])
                lines = 1 if cell.role == "figure" else len(wrapped(cell.text, width - 4, _SIZE))
                most = max(most, lines)
        heights.append(max(most * _LEADING + 5, least))
    return heights
