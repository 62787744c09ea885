"""One performance form taken apart from top to bottom: head, funds, goals, indicators, and the part for signatures.

Only the order of the parts belongs here; each part is read in a module of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dagster_project.extraction.project_funds import Funds
from dagster_project.extraction.project_indicators import Draft, Indicators
from dagster_project.extraction.project_layout import layout_of
from dagster_project.extraction.project_rows import Entry, Row, entries_of, rows_of
from dagster_project.extraction.project_vocabulary import vocabulary
from dagster_project.formats.document import Grid, GridCell

_SINGLE = {"project_name", "unit_name", "money_unit"}  # what stands behind their first value belongs to something else
_TEXTS = {"project_name", "overview", "basis"}  # fields that may run on over a page break


def forms_of(pieces: Sequence[Grid]) -> list[list[Row]]:
    """The rows of every form in the pieces: one as a rule; a grid that runs on from form to form is cut where a project
    is named and has funds of its own (a page that only repeats the name goes on with its form)."""
    rows = rows_of(pieces)
    named = [i for i, row in enumerate(rows) if _opens(row)]
    starts = [i for i, end in pairwise([*named, len(rows)]) if any(map(_has_funds, rows[i:end]))]
    cuts = [0, *starts[1:], len(rows)] if rows else []
    return [rows[start:end] for start, end in pairwise(cuts)]


def _opens(row: Row) -> bool:
    first = vocabulary().label(row.printed[0].text) if row.printed else None
    return first is not None and first.name == "project_name" and layout_of(row) is None


def _has_funds(row: Row) -> bool:
    return any((label := vocabulary().label(c.text)) and label.group == "fund" for c in row.printed)


class FormReader:
    """Reads the rows of one form (`forms_of`) in order; `funds`, `goals`, `text`, `unit` and `indicator_rows` then say
    what it states, `not_understood` what of it could not be placed."""

    def __init__(self, rows: Sequence[Row], above: Sequence[str]) -> None:
        self.funds = Funds()
        self.goals: dict[str, str] = {}
        self.not_understood: list[tuple[Row, str, str]] = []
        self._fields: dict[str, list[str]] = {}
        self._goal_columns: list[tuple[int, str]] = []
        self._indicators: Indicators | None = None
        self._last_text: str | None = None
        self._closed = False
        self.first_row = rows[0]
        for row in rows:
            self._read(row)
        for text in above:  # what the grid itself says wins
            for label, value in vocabulary().segments(text):
                if label and label.group == "field" and value:
                    self._fields.setdefault(label.name, [value])

    @property
    def unit(self) -> str | None:
        """The unit of money the form states."""
        stated = self.text("money_unit")
        found = next((u for u in ("亿元", "万元", "千元", "元") if stated.startswith(u)), None)
        return self.funds.unit or found

    @property
    def indicator_rows(self) -> list[list[Draft]]:
        """The drafts of every row of the indicator table."""
        return self._indicators.rows if self._indicators else []

    @property
    def weighs_otherwise(self) -> bool:
        """Whether weights are printed in rows that name no indicator."""
        return bool(self._indicators and self._indicators.weighs_otherwise)

    def text(self, name: str) -> str:
        """The printed text of a field, empty where the form has none."""
        values = self._fields.get(name, ())
        return next(iter(values), "") if name in _SINGLE else " ".join(values)

    def _read(self, row: Row) -> None:
        if self._closed or not row.printed:
            return
        if layout := layout_of(row):
            if self._indicators:  # a page repeats its headings
                self._indicators.layout = layout
            else:
                self._indicators = Indicators(layout)
            return
        if any((label := vocabulary().label(c.text)) and label.group == "closing" for c in row.printed):
            self._closed = True
            return
        if self._indicators:
            self._read_indicator(row, self._indicators)
        else:
            self._read_head(row)

    def _read_indicator(self, row: Row, indicators: Indicators) -> None:
        before = len(indicators.not_understood)
        indicators.read(row)
        if len(indicators.not_understood) > before:
            self._refuse(row, "绩效指标行的列数与表头不符，有内容无法对应")

    def _read_head(self, row: Row) -> None:
        entries, unlabelled = entries_of(row)
        goals = [e for e in entries if e.label.group == "goal" and e.label.name != "section"]
        if unlabelled:
            self._without_label(row, unlabelled)
        self.funds.read(row, entries)
        for entry in entries:
            if entry.label.group == "field":
                self._take_field(entry)
        if goals:
            self._goal_columns = [(e.cell.column, e.label.name) for e in goals]
            for entry in goals:
                if entry.values:
                    self.goals.setdefault(entry.label.name, " ".join(entry.values))
        elif entries and entries[0].label.name == "section" and entries[0].behind and self._goal_columns:
            self._take_goals([c for c in entries[0].behind if c.text.strip()])

    def _take_field(self, entry: Entry) -> None:
        name = entry.label.name
        if entry.values and name not in self._fields:
            self._fields[name] = list(entry.values)
        self._last_text = name if name in _TEXTS else None

    def _without_label(self, row: Row, cells: list[GridCell]) -> None:
        """Text before any label: the goals under their headings, a field that runs on, or the form's title and date."""
        if self._goal_columns and not _has_funds(row):
            self._take_goals(cells)
        elif row.starts_piece and self._last_text and len(cells) == 1:
            self._fields[self._last_text][-1] += cells[0].text.strip()
        elif "project_name" in self._fields:
            self._refuse(row, "该行没有可识别的栏目名称")

    def _take_goals(self, cells: list[GridCell]) -> None:
        for cell in cells:
            name = next((n for column, n in reversed(self._goal_columns) if column <= cell.column), None)
            name = name or self._goal_columns[0][1]
            self.goals[name] = self.goals.get(name, "") + cell.text.strip()

    def _refuse(self, row: Row, reason: str) -> None:
        self.not_understood.append((row, reason, "请核对该行，或在表样定义中补充栏目名称"))
