"""What a table is made of: physical pieces with their headings and panels, joined to one logical table.

Only the shapes; how pieces are read, recognised and joined is in `headings`, `panels`, `recognition`, `continuation`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dagster_project.extraction.headings import Cover, Headed, read_headings
from dagster_project.extraction.panels import Panel, read_panels
from dagster_project.extraction.recognition import Recognition
from dagster_project.formats.document import Grid, Line


@dataclass(slots=True)
class Piece:
    """One physical grid of a logical table, with its headings and panels."""

    headed: Headed
    cover: Cover
    panels: list[Panel]
    cut_labels: dict[tuple[int, int], str] = field(default_factory=dict)  # (row, panel) -> rest of the label overleaf
    skipped_rows: frozenset[int] = frozenset()  # rows that only held such a rest


@dataclass(slots=True)
class LogicalTable:
    """One form as printed, over one or several pages. `ordinal` counts tables of the same form in the document."""

    form_id: str | None
    variant: str | None
    ordinal: int
    pieces: list[Piece]
    unit: str | None
    title: str | None
    is_fragment: bool  # its title and headings are lost
    recognition: Recognition
    above: list[Line] = field(default_factory=list)  # title, unit and other lines directly above
    between: list[Line] = field(default_factory=list)  # page numbers and units repeated between its pieces


def read_piece(grid: Grid) -> Piece:
    """A grid with its headings and panels."""
    headed, cover = read_headings(grid), Cover(grid)
    return Piece(headed, cover, read_panels(headed, cover))
