"""What a rectangle of cells consists of: titles and notes as prose, tables as grids, several of them below each other.

Workbook sheets and tables of web pages and Word files hold more than tables: a title over the whole width, the unit at the
right, notes below, several tables with blank rows between. Told apart by shape alone (spans, blank rows, which rows hold
figures): no word of any form stands here. Hidden rows and columns are gone before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# A form's filler rows are a page or two at most; what stands further below is another thing.
_WIDEST_GAP = 100
MAX_POSITIONS = 2_000_000
_FIGURE = re.compile(r"^[-+(]?\d[\d,.]*%?\)?$|^[-—–─]+$")
_LABELLED = re.compile(r"^[^:：]{1,12}[:：]")
_NOTE = re.compile(r"^[(（【\[]?[备附]?注\s*\d{0,2}\s*[)）】\]]?\s*[:：、.．]|。")


class TooLargeError(Exception):
    """A table with more positions than any disclosure has."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its upper left corner; rows and columns count from 1 in whatever the producer counts."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Region:
    """A table of `rows` by `columns` with every position covered; cells sorted by row, then column, counted from 1.
    `top` and `lefts` are its first row and each of its columns as the producer counts."""

    rows: int
    columns: int
    cells: tuple[Placed, ...]
    top: int
    lefts: tuple[int, ...]


def is_figure(text: str) -> bool:
    """Whether a text is a number or a dash."""
    return bool(_FIGURE.match(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))))


def is_title(text: str) -> bool:
    """Whether a text above a table may be its title: it does not name what it states (单位：元)."""
    return not _LABELLED.match(text.strip())


def regions(cells: Sequence[Placed], loose_titles: bool) -> list[str | Region]:
    """Prose and tables of one rectangle, top to bottom; blank cells may be left out of `cells`.

    `loose_titles`: whether a title may stand in one cell of a wide table without being merged over it, as in workbooks.
    Raises `TooLargeError`.
    """
    by_row: dict[int, list[Placed]] = {}
    for cell in sorted(cells, key=lambda c: (c.row, c.column)):
        if cell.text.strip():
            by_row.setdefault(cell.row, []).append(cell)
    out: list[str | Region] = []
    for rows in _tables(by_row):
        out.extend(_one_table({r: by_row[r] for r in rows}, loose_titles))
    return out


def _tables(by_row: dict[int, list[Placed]]) -> list[list[int]]:
    """The rows that hold something, cut where blank rows end one table and the next begins with a title or headings."""
    tables: list[list[int]] = []
    covered = 0
    order = list(by_row)
    for i, row in enumerate(order):
        gap = row - covered - 1
        if not tables or gap > _WIDEST_GAP or (gap > 0 and _begins_table(by_row, order[i:], tables[-1])):
            tables.append([])
        tables[-1].append(row)
        covered = max(covered, *(c.row + c.row_span - 1 for c in by_row[row]))
    return tables


def _begins_table(by_row: dict[int, list[Placed]], rows: list[int], before: list[int]) -> bool:
    """Whether a table begins after blank rows: by a title and headings, or by the headings of the table before, again.

    Filler rows stand between a form's last line and its total: a total alone is no title.
    """
    if not any(len(by_row[r]) > 1 for r in before):
        return any(len(by_row[r]) > 1 for r in rows[:1])  # prose before, a table from here on
    lead = _lead(by_row, rows)
    rest = rows[len(lead) :]
    if len(rest) < 2 or not _is_heading(by_row[rest[0]]):
        return False
    if not lead:
        heading = next((r for r in before if _is_heading(by_row[r])), None)
        return heading is not None and [c.text for c in by_row[heading]] == [c.text for c in by_row[rest[0]]]
    width = _width(by_row, [*before, *rest])
    return len(lead) > 1 or by_row[lead[0]][0].column_span * 2 > width


def _lead(by_row: dict[int, list[Placed]], rows: list[int]) -> list[int]:
    """The rows at the top that may be title, unit and publisher: one text, or texts that all name what they state."""
    lead: list[int] = []
    for row in rows:
        cells = by_row[row]
        alone = len(cells) == 1 and not is_figure(cells[0].text)
        if not alone and any(is_title(c.text) for c in cells):
            break
        lead.append(row)
    return lead


def _is_heading(cells: list[Placed]) -> bool:
    return len(cells) > 1 and not any(is_figure(c.text) for c in cells)


def _width(by_row: dict[int, list[Placed]], rows: list[int]) -> int:
    """Columns from the first to the last that hold something of their own."""
    columns = [c.column for r in rows for c in by_row[r]]
    return max(columns) - min(columns) + 1


def _one_table(by_row: dict[int, list[Placed]], loose_titles: bool) -> list[str | Region]:
    rows = list(by_row)
    if len({c.column for r in rows for c in by_row[r]}) == 1:
        return [c.text for r in rows for c in by_row[r]]
    lead = _lead(by_row, rows)
    below = rows[len(lead) :]
    width = _width(by_row, below) if below else 0
    if not below:
        return [c.text for r in rows for c in by_row[r]]
    if not _is_heading(by_row[below[0]]) or not (loose_titles or _all_wide(by_row, lead, width)):
        lead, below = [], rows
    notes: list[int] = []
    while len(below) > 1 and _is_note(by_row[below[-1]], width):
        notes.insert(0, below.pop())
    texts = [c.text for r in lead for c in by_row[r]]
    after = [c.text for r in notes for c in by_row[r]]
    return [*texts, _region([c for r in below for c in by_row[r]]), *after]


def _all_wide(by_row: dict[int, list[Placed]], lead: list[int], width: int) -> bool:
    return all(c.column_span * 2 > width or not is_title(c.text) for r in lead for c in by_row[r])


def _is_note(cells: list[Placed], width: int) -> bool:
    """A sentence or a remark below a table: one text that says so, or one merged over the whole table."""
    [first, *others] = cells
    text = first.text.strip()
    return not others and not is_figure(text) and (bool(_NOTE.search(text)) or first.column_span >= width > 2)


def _region(cells: list[Placed]) -> Region:
    """The cells on columns that hold something of their own, every uncovered position a blank cell."""
    first, last = cells[0].row, max(c.row for c in cells)
    kept = sorted({c.column for c in cells})
    number = {column: i for i, column in enumerate(kept, start=1)}
    rows, columns = last - first + 1, len(kept)
    if rows * columns > MAX_POSITIONS:
        raise TooLargeError
    placed: list[Placed] = []
    covered: set[tuple[int, int]] = set()
    for cell in cells:
        row = cell.row - first + 1
        row_span = min(cell.row_span, rows - row + 1)
        end = cell.column + cell.column_span
        over = [number[c] for c in kept if cell.column <= c < end] if end > cell.column + 1 else [number[cell.column]]
        placed.append(Placed(row, over[0], cell.text, row_span, len(over)))
        covered.update((r, c) for r in range(row, row + row_span) for c in over)
    for row in range(1, rows + 1):
        placed.extend(Placed(row, c, "") for c in range(1, columns + 1) if (row, c) not in covered)
    return Region(rows, columns, tuple(sorted(placed, key=lambda c: (c.row, c.column))), first, tuple(kept))
