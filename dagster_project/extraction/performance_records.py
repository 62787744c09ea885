"""Cells and indicators of performance forms as records: the same for a project's form and a department's.

Addresses and printed texts come from the grid; people's names have been found before and are removed from all words here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dagster_project.extraction.amounts import unit_factor
from dagster_project.extraction.labels import squeeze
from dagster_project.extraction.personal_data import Removal
from dagster_project.extraction.project_funds import Amount, read_amount
from dagster_project.extraction.project_indicators import Draft, row_label
from dagster_project.extraction.project_rows import Row
from dagster_project.formats.document import GridCell
from dagster_project.records import Cell, Indicator, Refusal, stable_id

_WEIGHT = re.compile(r"(\d+(?:\.\d+)?)\D?")  # a number, and perhaps the sign or the word for what it counts


@dataclass(frozen=True, slots=True)
class PerformanceRecords:
    """Makes the records of one form. `key` is the natural key its indicators hang on; `unit` is the form's of money."""

    document_id: str
    form_id: str
    form_ordinal: int
    amount_basis: str
    unit: str | None
    project_id: str | None
    key: str
    removal: Removal

    def clean(self, text: str | None) -> str | None:
        """A text without people; none where nothing is left."""
        return self.removal.clean(text).strip() or None if text else None

    def refusal(self, row: Row, reason: str, remedy: str) -> Refusal:
        """A refusal that names the row."""
        return Refusal(None, row.place(), self.removal.clean(reason), remedy, self.document_id)

    def money_cell(self, amount: Amount, line_item: str | None = None) -> Cell:
        """The cell of one amount, blank ones included. A text that is no figure keeps its text and has no value."""
        unit = amount.unit or self.unit
        cell = self._cell(amount.row, amount.column, amount.cell, amount.measure, amount.label)
        if amount.cell is not None and amount.fault is None and amount.state != "blank":
            cell.value, cell.decimals = amount.value, amount.decimals
            cell.amount_yuan = amount.value * unit_factor(unit) if amount.value is not None and unit else None
        cell.quantity, cell.unit, cell.value_state = "money", unit, amount.state
        cell.is_total = amount.measure.endswith("total")
        cell.line_item = line_item
        return cell

    def of_rows(
        self, rows: Sequence[list[Draft]], weighs_otherwise: bool = False
    ) -> tuple[list[Indicator], list[Cell]]:
        """Indicators, target and weight cells of the rows of an indicator table; `weighs_otherwise` where weights stand in
        other rows too: those of the indicators are then a fragment. The halves of a row share their ordinals, and
        a target of several figures takes as many, so that mid-term and annual figures pair by kind and ordinal."""
        indicators: list[Indicator] = []
        cells: list[Cell] = []
        ordinal = 1
        for drafts in rows:
            for draft in drafts:
                cells.extend(self._target_cells(draft))
                cells.extend(replace(c, is_fragment=weighs_otherwise) for c in self._weight_cells(draft))
                indicators.extend(self._indicators(draft, ordinal))
            ordinal += max(1, *(len(d.figures()) for d in drafts))
        return indicators, cells

    def _indicators(self, draft: Draft, ordinal: int) -> list[Indicator]:
        found = draft.figures()
        printed = next((self._cell_id(draft.row, column) for column, _ in draft.cells), None)
        return [
            Indicator(
                indicator_id=stable_id(self.key, draft.horizon, ordinal + offset),
                document_id=self.document_id,
                project_id=self.project_id,
                horizon=draft.horizon,
                level_1=self.clean(draft.level_1),
                level_2=self.clean(draft.level_2),
                level_3=self.clean(draft.level_3),
                target_text=self.clean(draft.printed_target()) or "",
                target_value=found[offset].value if found else None,
                target_unit=found[offset].unit if found else None,
                form_ordinal=self.form_ordinal,
                ordinal=ordinal + offset,
                page=draft.row.page,
                line=draft.row.line,
                kind=draft.kind,
                cell_id=printed,
            )
            for offset in range(max(1, len(found)))
        ]

    def _target_cells(self, draft: Draft) -> list[Cell]:
        measure = f"{draft.horizon}_target"
        label = row_label(draft)
        return [self._cell(draft.row, column, cell, measure, label, draft.heading) for column, cell in draft.cells]

    def _weight_cells(self, draft: Draft) -> list[Cell]:
        """The weights of an indicator, in points or percent of the whole form, whichever is printed."""
        made = []
        for column, cell in draft.weights:
            made.append(self._cell(draft.row, column, cell, f"{draft.horizon}_weight", row_label(draft)))
            number = _WEIGHT.fullmatch(squeeze(cell.text if cell else ""))
            value, decimals, state, *_ = read_amount(number[1] if number else "")
            if value is not None:
                weight = made[-1]
                weight.value, weight.decimals, weight.value_state, weight.quantity = value, decimals, state, "count"
        return made

    def _cell(self, row: Row, column: int, cell: GridCell | None, measure: str, label: str, heading: str = "") -> Cell:
        text = cell.text.strip() if cell else ""
        if heading:  # words; a figure of the funds may look like a telephone number and is none
            text = self.removal.clean(text)
        return Cell(
            cell_id=self._cell_id(row, column),
            document_id=self.document_id,
            form_id=self.form_id,
            page=cell.page if cell else row.page,
            table_number=row.grid.number,
            row_number=row.number,
            column_number=column,
            row_label=self.removal.clean(label),
            column_label=squeeze(heading),
            function_code=None,
            economic_code=None,
            measure=measure,
            line=row.line,
            printed_text=text,
            value=None,
            quantity="text",
            unit=None,
            decimals=None,
            amount_yuan=None,
            value_state="printed" if text else "blank",
            is_total=False,
            confidence=cell.confidence if cell else None,
            form_ordinal=self.form_ordinal,
            amount_basis=self.amount_basis,
            cell_reference=row.grid.sheet.reference(row.number, column) if row.grid.sheet else None,
        )

    def _cell_id(self, row: Row, column: int) -> str:
        return stable_id(self.document_id, row.grid.page, row.grid.number, row.number, column)
