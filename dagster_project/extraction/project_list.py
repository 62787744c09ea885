"""Projects listed one below the other in a single table: a column for the name, for the money, for each level of indicator.

The national budget system prints performance goals so; the other dress, a form a project, is read by `project_form`.
Belongs here: which column is which, and where one project ends and the next begins. What the words mean is data
(`forms/project_performance.yml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dagster_project.extraction.form_definitions import line_item
from dagster_project.extraction.headings import Cover, read_headings
from dagster_project.extraction.labels import fold, heading, squeeze
from dagster_project.extraction.project_funds import Amount, read_amount
from dagster_project.extraction.project_indicators import Draft
from dagster_project.extraction.project_rows import Row, rows_of
from dagster_project.extraction.project_vocabulary import vocabulary
from dagster_project.formats.document import Grid

_NEEDED = {"project_name", "level_3", "target"}


@dataclass(slots=True)
class ListedProject:
    """One project of the list: its name, unit, goal, amounts and indicator rows (one draft each)."""

    name: str
    row: Row
    unit_name: str = ""
    goal: str = ""
    amounts: list[Amount] = field(default_factory=list)
    drafts: list[list[Draft]] = field(default_factory=list)


def columns_of(grid: Grid) -> dict[int, str]:
    """Column (from 1) -> role (project_name, unit_name, goal, annual_total …, level_1 …, target, sign, unit); empty
    where the grid is no list of projects."""
    words = vocabulary().list_headings
    found = {}
    for column, path in enumerate(read_headings(grid).paths, start=1):
        if role := next((words[h] for element in reversed(path) if (h := heading(element)) in words), None):
            found[column] = role
    return found if set(found.values()) >= _NEEDED else {}


def is_list(pieces: Sequence[Grid]) -> bool:
    """Whether the first piece has the headings of a list of projects."""
    return bool(pieces) and bool(columns_of(pieces[0]))


class ProjectList:
    """Reads the pieces of one list; `projects` are its projects in order, `totals` the amounts of its total rows."""

    def __init__(self, pieces: Sequence[Grid]) -> None:
        self.projects: list[ListedProject] = []
        self.totals: list[Amount] = []
        self.not_understood: list[Row] = []
        self._levels: dict[str, str] = {}
        columns = columns_of(pieces[0])
        for grid in pieces:
            headed = read_headings(grid)
            columns = columns_of(grid) or columns
            first = headed.first_data_row if headed.is_certain() else 1
            for row in rows_of([grid]):
                if row.number >= first and row.printed:
                    self._read(row, Cover(grid), columns)

    def _read(self, row: Row, cover: Cover, columns: dict[int, str]) -> None:
        own = {role: cover.at(row.number, c) for c, role in columns.items()}
        begins = {role: cell for role, cell in own.items() if cell and cell.row == row.number and cell.text.strip()}
        texts = {role: cell.text.strip() for role, cell in begins.items()}
        if any(line_item(t, None) == "total" for role, t in texts.items() if role in ("project_name", "unit_name")):
            self.totals += self._amounts(row, cover, columns)
            return
        if "project_name" in texts and not self._same_project(texts):
            listed = ListedProject(texts["project_name"], row, goal=texts.get("goal", ""))
            unit = own.get("unit_name")
            listed.unit_name = unit.text.strip() if unit else ""
            if not listed.unit_name and self.projects:
                listed.unit_name = self.projects[-1].unit_name
            listed.amounts = self._amounts(row, cover, columns)
            self.projects.append(listed)
            self._levels = {}
        if not self.projects:
            self.not_understood.append(row)
        elif texts.get("level_3") or texts.get("target"):
            self.projects[-1].drafts.append([self._draft(row, texts, columns)])

    def _same_project(self, texts: dict[str, str]) -> bool:
        """Whether a name that is printed again on the next row goes on with its project: it has no other amount."""
        last = self.projects[-1] if self.projects else None
        if last is None or squeeze(texts["project_name"]) != squeeze(last.name):
            return False
        printed = {a.measure: squeeze(a.cell.text) for a in last.amounts if a.cell}
        return all(
            squeeze(t) == printed.get(role, "") for role, t in texts.items() if role in vocabulary().list_amounts
        )

    def _amounts(self, row: Row, cover: Cover, columns: dict[int, str]) -> list[Amount]:
        found = []
        for column, role in columns.items():
            if role in vocabulary().list_amounts:
                cell = cover.at(row.number, column)
                value, decimals, state, unit, fault = read_amount(cell.text.strip() if cell else "")
                found.append(Amount(role, row, column, cell, "", value, decimals, state, unit, fault))
        return found

    def _draft(self, row: Row, texts: dict[str, str], columns: dict[int, str]) -> Draft:
        for role in ("level_1", "level_2"):
            if role in texts:
                self._levels[role] = texts[role]
                if role == "level_1" and "level_2" not in texts:
                    self._levels.pop("level_2", None)
        sign, unit = texts.get("sign", ""), texts.get("unit", "")
        target = texts.get("target", "")
        if target and fold(sign) in vocabulary().signs:
            target = sign + target
        if target[-1:].isdigit() and unit and not fold(target).endswith(fold(unit)):
            target += unit
        column = next(c for c, role in columns.items() if role == "target")
        cell = next((c for c in row.cells if c.column == column), None)
        return Draft(
            row=row,
            horizon="annual",
            level_1=self._levels.get("level_1"),
            level_2=self._levels.get("level_2"),
            level_3=texts.get("level_3", ""),
            target=target,
            heading=next((fold(w) for w, role in vocabulary().list_headings.items() if role == "target"), ""),
            cells=[(column, cell)],
            weights=[(c, next((own for own in row.cells if own.column == c), None)) for c in self._weighed(columns)],
        )

    def _weighed(self, columns: dict[int, str]) -> list[int]:
        return [column for column, role in columns.items() if role == "weight"]
