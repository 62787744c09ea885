"""Where the columns of an indicator table stand, and how far a printed row has slipped against them.

Text formats lose leading and merged cells, so a row may begin one or two columns too early. The words for the levels
tell how far: the shift under which most of them stand in their own columns is taken, no shift where nothing speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.extraction.labels import fold
from dagster_project.extraction.project_rows import Row
from dagster_project.extraction.project_vocabulary import vocabulary
from dagster_project.formats.document import GridCell

_MOST_LOST = 3  # columns before the level-2 name: section, level 1, level 2 itself


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table: `half` counts from 0, `role` is level_1 | level_2 | level_3 | target | remark |
    weight."""

    first: int
    half: int
    role: str
    heading: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one indicator table in order."""

    columns: tuple[Column, ...]
    spans_known: bool

    @property
    def halves(self) -> int:
        """1 = annual only, 2 = mid-term and annual."""
        return self.columns[-1].half + 1

    def at(self, column: int) -> Column | None:
        """The column in which a position lies (a heading reaches to the next one), none left of the first."""
        found = None
        for candidate in self.columns:
            if candidate.first <= column:
                found = candidate
        return found

    def reaches(self, column: int) -> bool:
        """Whether the table has such a column; where spans are unknown the last heading is one column wide."""
        return self.spans_known or column <= self.columns[-1].first


def layout_of(row: Row) -> Layout | None:
    """The columns, from a row of headings; none where the row is not one (it names at least two of the levels)."""
    headings = vocabulary().indicator_headings
    columns: list[Column] = []
    half = 0
    seen: set[str] = set()
    for cell in row.printed:
        role = headings.get(fold(cell.text))
        if role is None:
            if columns:
                return None
            continue
        if role in seen:
            half, seen = half + 1, set()
        seen.add(role)
        columns.append(Column(cell.column, half, role, fold(cell.text)))
    if len({c.role for c in columns}) < 2 or not any(c.role == "level_3" for c in columns):
        return None
    return Layout(tuple(columns), row.grid.spans_known)


def shift_of(row: Row, layout: Layout, level_1_above: str | None) -> int:
    """How many columns a row has lost at its left (negative: gained)."""
    if layout.spans_known:
        return 0
    candidates = [*range(_MOST_LOST + 1), -1]
    return max(candidates, key=lambda s: (_score(row.printed, layout, s, level_1_above), -candidates.index(s)))


def _score(cells: Sequence[GridCell], layout: Layout, shift: int, level_1_above: str | None) -> int:
    words = vocabulary()
    score = 0
    filled: set[tuple[int, str]] = set()
    for cell in cells:
        text, column = fold(cell.text), layout.at(cell.column + shift)
        if not layout.reaches(cell.column + shift):
            score -= 5
        elif column is None:  # the section's own heading may stand here
            score -= 0 if words.label(cell.text) else 2
        elif column.role == "level_2":
            score += 3 if text in words.level_2 else -1
        elif column.role == "level_1":
            score += _level_1_score(text, level_1_above)
        elif text in words.level_2 or text in words.level_1:
            score -= 3
        if column is not None:
            filled.add((column.half, column.role))
    halves = {half for half, _ in filled}
    return score - sum((h, "target") in filled and (h, "level_3") not in filled for h in halves)


def _level_1_score(text: str, above: str | None) -> int:
    words = vocabulary()
    if text in words.level_1:
        return 3
    if above and fold(above + text) in words.level_1 | words.stands_alone:
        return 3
    if text in words.stands_alone:
        return 1
    return 0 if any(w.startswith(text) for w in words.level_1) else -2
