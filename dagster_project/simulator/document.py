"""A disclosure as it is to be printed: blocks of headings, paragraphs and tables, whatever the format.

Every figure is an object of its own, in a cell or in a sentence, with the amount it states and the text it is printed
as; faults change the text, never the amount. Writers print blocks; they know nothing of money.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Cell:
    """One cell at its upper left corner. `amount` fen where it states money, blank ones included; else null."""

    text: str = ""
    row_span: int = 1
    column_span: int = 1
    role: str = "label"  # heading | label | code | figure | text | person
    amount: int | None = None
    right: str = ""  # what ought to be printed
    measure: str = ""
    line_item: str = ""
    code: str = ""
    unit: str = ""
    basis: str = ""
    row_kind: str = ""
    align: str = ""  # left | right | center; by role where empty


Row = list[Cell | None]  # null: covered by a span, or nothing at all


@dataclass(slots=True)
class Table:
    """One form. `above` are the lines between title and grid: (left, right) of each."""

    form_id: str
    title: str
    columns: int
    head: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    number: str = ""  # of the form, above its title
    above: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ordinal: int = 1
    unit: str = "万元"
    widths: list[float] = field(default_factory=list)  # relative
    repeat_head: bool = True  # on every page it goes on to
    landscape: bool = True
    row_height: float = 16.0  # points, at least
    broken_headings: bool = False
    row_labels: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Statement:
    """A figure in a sentence. `amount` fen where it is money; `value` the number printed, as text of a decimal."""

    text: str
    topic: str
    measure: str  # amount | share_percent | change_amount | change_percent | count
    unit: str
    direction: str = "none"
    amount: int | None = None
    right: str = ""
    code: str = ""


@dataclass(slots=True)
class Paragraph:
    parts: list[str | Statement] = field(default_factory=list)
    heading: int = 0  # level, 0 = prose
    item: bool = False  # entry of a list
    centered: bool = False

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(slots=True)
class PageBreak:
    pass


Block = Paragraph | Table | PageBreak
_LONG = 7  # characters of a heading that is broken by hand


def broken(cell: Cell, table: Table, mark: str) -> str:
    """The text of a cell; a long heading with `mark` in its middle where the table's headings are broken by hand."""
    if not table.broken_headings or cell.role != "heading" or len(cell.text) < _LONG:
        return cell.text
    middle = (len(cell.text) + 1) // 2
    return cell.text[:middle] + mark + cell.text[middle:]


@dataclass(slots=True)
class Printed:
    """One disclosure ready for a writer."""

    name: str  # of the file, without suffix
    department: str
    year: int
    stage: str
    level: str
    family: str
    blocks: list[Block] = field(default_factory=list)
    rounding: str = "exact"
    landscape: bool = False  # the pages of the prose
    page_numbers: bool = False

    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row of a table came to stand; all count from 1, rows within the piece of the table on its page."""

    page: int
    table_number: int
    row: int
