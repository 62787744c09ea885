"""What a file looks like once its format is gone: lines of prose and grids of cells, each with its address.

Every module of this package turns bytes into a `Document`. Nothing here knows what a budget form is; nothing after
here knows what a PDF is. Text is kept exactly as printed (white space inside a cell included); interpretation belongs
to `dagster_project.extraction`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One line of prose: `page` is physical (1 where the format has none), `line` counts from 1 within the file for
    text and within the page otherwise."""

    page: int
    line: int
    text: str
    heading_level: int = 0  # 0 = prose; 1… where the format itself marks headings (markdown, html, docx)
    confidence: Decimal | None = None  # 0…1, null unless read from an image


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid, at its upper left corner; spans cover merged neighbours. Rows and columns count from 1."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int = 1
    line: int | None = None  # line of the file, for text formats
    confidence: Decimal | None = None  # 0…1, null unless read from an image


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where a grid lies on the sheet of a workbook: the sheet's name, the sheet's number of each row of the grid and of
    each of its columns, both from 1, hidden ones counted."""

    name: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    def reference(self, row: int, column: int) -> str | None:
        """A cell of the grid as the workbook's own programs name it (ECMA-376 part 1, 18.17.2.3): `收支总表!B5`; null
        where the grid has no such position."""
        if row > len(self.rows) or column > len(self.columns):
            return None
        plain = self.name.isidentifier()
        sheet = self.name if plain else "'" + self.name.replace("'", "''") + "'"
        letters, number = "", self.columns[column - 1]
        while number:
            number, digit = divmod(number - 1, 26)
            letters = chr(ord("A") + digit) + letters
        return f"{sheet}!{letters}{self.rows[row - 1]}"


@dataclass(frozen=True, slots=True)
class Grid:
    """One physical table. `number` counts tables within the file. Cells are sorted by row, then column; a position no
    cell covers was not there at all (a ragged line of text), which differs from a cell whose text is empty.
    `spans_known` is false where the format cannot tell a merged heading from a blank neighbour (tab-separated text)."""

    number: int
    page: int
    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    spans_known: bool = True
    after_page_break: bool = False  # the first thing on its page: it may continue the grid before it
    # edges of the columns from left to right in tenths of a point, where the format has them
    edges: tuple[int, ...] = ()
    is_cut: bool = False  # the file ends within it: rows are missing
    sheet: SheetPlace | None = None  # workbooks


@dataclass(frozen=True, slots=True)
class Unread:
    """A place the format module could not read, in one clear line; the rest of the document goes on."""

    place: str
    reason: str
    remedy: str
    code: str = "not_read"  # truncated = the document ends before its end


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a file in reading order."""

    format: str
    page_count: int
    blocks: tuple[Line | Grid, ...]
    unread: tuple[Unread, ...] = field(default=())


class UnreadableError(Exception):
    """The whole file cannot be read. Carries what a refusal record needs; never shown as a traceback."""

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.place, self.reason, self.remedy = place, reason, remedy
