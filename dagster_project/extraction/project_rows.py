"""The rows of a performance form, its pieces joined: every row with its cells, its address and what its labels say.

Only the arrangement belongs here: which cell is a label and which values stand behind it. What they mean is decided in
`project_fields`, `project_funds` and `project_indicators`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dagster_project.extraction.project_vocabulary import Label, vocabulary
from dagster_project.formats.document import Grid, GridCell


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. `cells` are those whose upper left corner lies in it, blank ones included."""

    grid: Grid
    number: int
    cells: tuple[GridCell, ...]
    starts_piece: bool  # the first row after a break: it may go on with the row before it

    @property
    def printed(self) -> tuple[GridCell, ...]:
        """The cells that hold something."""
        return tuple(c for c in self.cells if c.text.strip())

    @property
    def line(self) -> int | None:
        """The line of the file, for text formats."""
        return next((c.line for c in self.cells if c.line is not None), None)

    @property
    def page(self) -> int:
        """The physical page of the row."""
        return next((c.page for c in self.cells), self.grid.page)

    def place(self) -> str:
        """Where the row stands, as a refusal says it."""
        where = f"第 {self.page} 页" if self.line is None else f"第 {self.line} 行"
        return f"{where}，第 {self.grid.number} 个表第 {self.number} 行"


@dataclass(slots=True)
class Entry:
    """A label and the cells behind it, up to the next label of the row; `values` are the printed texts among them."""

    label: Label
    cell: GridCell
    behind: list[GridCell] = field(default_factory=list)
    values: list[str] = field(default_factory=list)


def rows_of(pieces: Sequence[Grid]) -> list[Row]:
    """All rows that hold a cell, in reading order."""
    found = []
    for index, grid in enumerate(pieces):
        by_row: dict[int, list[GridCell]] = {}
        for cell in grid.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for position, number in enumerate(sorted(by_row)):
            found.append(Row(grid, number, tuple(by_row[number]), index > 0 and position == 0))
    return found


def entries_of(row: Row) -> tuple[list[Entry], list[GridCell]]:
    """The labelled parts of a row, and the printed cells before its first label."""
    entries: list[Entry] = []
    unlabelled: list[GridCell] = []
    for cell in row.cells:
        text = cell.text.strip()
        parts = vocabulary().segments(text) if text else []
        if not parts or (len(parts) == 1 and parts[0][0] is None):
            if entries:
                entries[-1].behind.append(cell)
                if text:
                    entries[-1].values.append(text)
            elif text:
                unlabelled.append(cell)
            continue
        for label, rest in parts:
            if label is None:
                if entries:
                    entries[-1].values.append(rest)
                continue
            entries.append(Entry(label, cell, values=[rest] if rest else []))
    return entries, unlabelled
