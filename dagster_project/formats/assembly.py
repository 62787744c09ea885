"""The blocks of a document as a format module meets them: lines of prose and tables, numbered in reading order.

Shared by the formats that have no printed pages of their own (workbooks, Word, web pages).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dagster_project.formats.document import Grid, GridCell, Line, SheetPlace, Unread
from dagster_project.formats.regions import Placed, Region, TooLargeError, is_title, regions


class Assembly:
    """Collects blocks. `page` is set by the caller (the number of a sheet); lines count from 1 within a page."""

    def __init__(self) -> None:
        self.blocks: list[Line | Grid] = []
        self.unread: list[Unread] = []
        self.page = 1
        self._tables = 0
        self._line = 0

    def turn_to(self, page: int) -> None:
        """Go on to another page; its lines count from 1."""
        self.page, self._line = page, 0

    def prose(self, text: str, heading_level: int = 0) -> None:
        """Add a text, one line for each of its own."""
        for part in text.splitlines():
            if stripped := part.strip():
                self._line += 1
                self.blocks.append(Line(self.page, self._line, stripped, heading_level))

    def table(
        self,
        cells: Sequence[Placed],
        loose_titles: bool = False,
        name: str = "",
        sheet_place: Callable[[Region], SheetPlace] | None = None,
    ) -> None:
        """Add a rectangle of cells: its titles and notes as prose, its tables as grids.

        `name` stands above the first table where no text that could be its title does (the name of a sheet);
        `sheet_place` tells where on the sheet a table lies.
        """
        try:
            parts = regions(cells, loose_titles)
        except TooLargeError:
            self.unread.append(
                Unread(self._place(), "表格过大，超出任何公开表的规模，未读", "请删去多余的行列后重新提供")
            )
            return
        first = next((i for i, part in enumerate(parts) if not isinstance(part, str)), None)
        if name and first is not None and not any(is_title(part) for part in parts[:first] if isinstance(part, str)):
            self.prose(name, heading_level=1)
        for part in parts:
            if isinstance(part, str):
                self.prose(part)
            else:
                self._grid(part, sheet_place(part) if sheet_place else None)

    def left_out(self, what: str, texts: Sequence[str]) -> None:
        """List content that a reader of the document does not see and that therefore counts as unpublished."""
        found = [t.strip() for t in texts if t.strip()]
        if not found:
            return
        shown = "、".join(t[:20] for t in found[:5]) + (" 等" if len(found) > 5 else "")
        reason = f"{what}，含 {len(found)} 处内容（{shown}），未作公布内容读入"
        self.unread.append(Unread(self._place(), reason, "如应公布，请取消隐藏后重新提供；否则请删除"))

    def _place(self) -> str:
        return f"第 {self.page} 页"

    def _grid(self, region: Region, place: SheetPlace | None) -> None:
        self._tables += 1
        cells = tuple(
            GridCell(c.row, c.column, c.text, c.row_span, c.column_span, page=self.page) for c in region.cells
        )
        follows = bool(self.blocks) and isinstance(self.blocks[-1], Grid)
        grid = Grid(self._tables, self.page, region.rows, region.columns, cells, after_page_break=follows, sheet=place)
        self.blocks.append(grid)
