"""The cells of a scanned document against those of its text layer: which are right, and which wrong ones say so.

A cell is right where its text is the same at the same row and column of the same table of its page, white space and
the width of its signs aside. The text layer's own reading is taken for the truth.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, fields
from decimal import Decimal

from dagster_project.formats.document import Document, Grid, GridCell
from dagster_project.formats.scan_confidence import LOW

_FIGURE = re.compile(r"[-+(]?\d[\d,.]*%?\)?|-+")


@dataclass
class Score:
    """Counts of cells; a cell that is blank in both is none."""

    cells: int = 0
    right: int = 0
    figures: int = 0
    figures_right: int = 0
    doubted: int = 0  # cells with a low confidence, right or wrong
    hidden: list[str] = field(default_factory=list)  # wrong ones that do not say so, and where they are

    def add(self, other: Score) -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


def score(truth: Document, scanned: Document) -> Score:
    """Every cell of every table of the document."""
    total = Score()
    for page in range(1, truth.page_count + 1):
        printed, found = (
            [b for b in document.blocks if isinstance(b, Grid) and b.page == page] for document in (truth, scanned)
        )
        for n in range(max(len(printed), len(found))):
            total.add(_of_grid(_cells(printed, n), _cells(found, n), f"page {page}, table {n + 1}"))
    return total


def _cells(grids: list[Grid], n: int) -> dict[tuple[int, int], GridCell]:
    return {(c.row, c.column): c for c in grids[n].cells} if n < len(grids) else {}


def _of_grid(printed: dict[tuple[int, int], GridCell], found: dict[tuple[int, int], GridCell], place: str) -> Score:
    total = Score()
    for row, column in sorted(printed.keys() | found.keys()):
        one, other = printed.get((row, column)), found.get((row, column))
        words, read = folded(one), folded(other)
        if not words and not read:
            continue
        doubted = other is not None and (other.confidence or Decimal(0)) < LOW
        is_figure = bool(_FIGURE.fullmatch(words))
        total.cells += 1
        total.right += words == read
        total.figures += is_figure
        total.figures_right += is_figure and words == read
        total.doubted += doubted
        if words != read and not doubted:
            sure = other.confidence if other else None
            total.hidden.append(f"{place}, row {row}, column {column}: {read or '–'} ({sure}) for {words or '–'}")
    return total


def folded(cell: GridCell | None) -> str:
    """The text of a cell without white space, full-width signs as their narrow ones."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", cell.text)) if cell else ""
