"""Indicators of a performance form: both horizons of every row, with the levels above filled down as the form means it.

A blank name means "as above"; a row over a page break is one row. Targets are kept as printed; their figures are read
in `targets`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dagster_project.extraction.labels import fold, squeeze
from dagster_project.extraction.project_layout import Layout, shift_of
from dagster_project.extraction.project_rows import Row
from dagster_project.extraction.project_vocabulary import vocabulary
from dagster_project.extraction.targets import Target, figures
from dagster_project.formats.document import GridCell

HORIZONS = {1: ("annual",), 2: ("mid_term", "annual")}


@dataclass(slots=True)
class Draft:
    """One half of a printed row: what it names and its target. `target_cell` is where the target stands or would."""

    row: Row
    horizon: str
    level_1: str | None
    level_2: str | None
    level_3: str
    target: str
    heading: str
    cells: list[tuple[int, GridCell | None]] = field(default_factory=list)  # column and cell of the data area
    weights: list[tuple[int, GridCell | None]] = field(default_factory=list)  # likewise, of the column of weights

    @property
    def kind(self) -> str | None:
        """The kind of indicator its level 2 (or, failing that, its level 1) stands for."""
        words = vocabulary()
        for name in (self.level_2, self.level_1):
            if name and (kind := words.level_2.get(fold(name))):
                return kind
        return None

    def printed_target(self) -> str:
        """The target as printed: the cell of the target, or the indicator's own words where these state figures."""
        if self.target:
            return self.target
        return self.level_3 if figures(self.level_3, True, self.kind) else ""

    def figures(self) -> tuple[Target, ...]:
        """The figures of the target."""
        return figures(self.printed_target(), not self.target, self.kind)


class Indicators:
    """Collects the rows of one indicator table."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.rows: list[list[Draft]] = []  # a printed row: one draft a horizon that states anything
        self.not_understood: list[Row] = []
        self.weighs_otherwise = False  # weights stand in rows that name no indicator: of levels, of the money spent
        self._level_1: str | None = None
        self._level_2: dict[int, str | None] = {}

    def read(self, row: Row) -> None:
        """Takes one row of the table."""
        shift = shift_of(row, self.layout, self._level_1)
        parts: dict[tuple[int, str], list[str]] = {}
        targets: dict[int, list[tuple[int, GridCell | None]]] = {}
        weights: dict[int, list[tuple[int, GridCell | None]]] = {}
        for cell in row.cells:
            column = self.layout.at(cell.column + shift)
            text = cell.text.strip()
            if column is None or not self.layout.reaches(cell.column + shift):
                if text and vocabulary().label(text) is None:
                    self.not_understood.append(row)
                continue
            if text:
                parts.setdefault((column.half, column.role), []).append(text)
            if column.role == "target":
                targets.setdefault(column.half, []).append((cell.column, cell))
            if column.role == "weight":
                weights.setdefault(column.half, []).append((cell.column, cell))
        texts = {key: " ".join(values) for key, values in parts.items()}
        if row.starts_piece and self._goes_on(texts):
            self._append(texts)
            return
        self._names(texts)
        drafts = [d for half in range(self.layout.halves) if (d := self._draft(row, half, texts, targets))]
        for draft in drafts:
            draft.weights = weights.get(HORIZONS[self.layout.halves].index(draft.horizon), [])
        placed = {HORIZONS[self.layout.halves].index(d.horizon) for d in drafts}
        self.weighs_otherwise |= any(role == "weight" and half not in placed for half, role in parts)
        if drafts:
            self.rows.append(drafts)

    def _names(self, texts: dict[tuple[int, str], str]) -> None:
        """The levels in force from this row on. A name printed in one half serves the other."""
        level_1 = texts.get((0, "level_1"))
        printed = {half: t for (half, role), t in texts.items() if role == "level_2"}
        shared = next((printed[h] for h in sorted(printed)), None)
        words = vocabulary()
        if level_1:
            self._level_1 = level_1
            self._level_2 = {}
            if shared is None and fold(level_1) in words.stands_alone:
                shared = level_1
        elif shared and fold(shared) in words.stands_alone and fold(self._level_1 or "") not in words.stands_alone:
            self._level_1 = shared
        if shared:
            self._level_2 = {half: printed.get(half, shared) for half in range(self.layout.halves)}

    def _draft(self, row: Row, half: int, texts: dict, targets: dict) -> Draft | None:
        level_3, target = texts.get((half, "level_3"), ""), texts.get((half, "target"), "")
        if not level_3 and not target:
            return None
        heading = next((c.heading for c in self.layout.columns if (c.half, c.role) == (half, "target")), "")
        return Draft(
            row=row,
            horizon=HORIZONS[self.layout.halves][half],
            level_1=self._level_1,
            level_2=self._level_2.get(half),
            level_3=level_3,
            target=target,
            heading=heading,
            cells=targets.get(half, []),
        )

    def _goes_on(self, texts: dict[tuple[int, str], str]) -> bool:
        """Whether the first row of a page goes on with the row before it: it names nothing new and sets no target."""
        roles = {role for _, role in texts}
        if not self.rows or "level_3" not in roles or roles & {"level_2", "target"}:
            return False
        rest = texts.get((0, "level_1"))
        words = vocabulary()
        return rest is None or fold((self._level_1 or "") + rest) in words.level_1 | words.stands_alone

    def _append(self, texts: dict[tuple[int, str], str]) -> None:
        if rest := texts.get((0, "level_1")):
            whole = (self._level_1 or "") + rest
            for draft in (d for drafts in self.rows for d in drafts if d.level_1 == self._level_1):
                draft.level_1 = whole
            self._level_1 = whole
        horizons = HORIZONS[self.layout.halves]
        for draft in self.rows[-1]:
            if draft.horizon in horizons:
                draft.level_3 += texts.get((horizons.index(draft.horizon), "level_3"), "")


def row_label(draft: Draft) -> str:
    """The path of names of an indicator, white space removed."""
    return " / ".join(squeeze(t) for t in (draft.level_1, draft.level_2, draft.level_3) if t)
