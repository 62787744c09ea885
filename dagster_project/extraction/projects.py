"""Project performance forms: one form, in one or several pieces, becomes its project, its indicators and its cells.

Which grids belong to one form is decided before (`tables`); what the words mean is data
(`forms/project_performance.yml`). Names and telephone numbers of people are removed before anything is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.extraction.amounts import unit_factor
from dagster_project.extraction.labels import squeeze
from dagster_project.extraction.personal_data import Removal, without_personal_data
from dagster_project.extraction.project_fields import attribute, period
from dagster_project.extraction.project_form import FormReader
from dagster_project.extraction.project_funds import Amount
from dagster_project.extraction.project_indicators import Draft, row_label
from dagster_project.extraction.project_rows import Row
from dagster_project.extraction.project_vocabulary import vocabulary
from dagster_project.formats.document import Grid, GridCell
from dagster_project.records import Cell, Indicator, Project, Refusal, stable_id

FORM_ID = "project_performance"


@dataclass(frozen=True, slots=True)
class ProjectContext:
    """What is known of a form from outside its grids: the lines above it and the unit of money, where stated there."""

    document_id: str
    form_ordinal: int = 1
    unit: str | None = None  # 元 | 千元 | 万元 | 亿元
    above: tuple[str, ...] = ()
    amount_basis: str = "initial"


def extract_projects(
    pieces: Sequence[Grid], context: ProjectContext
) -> tuple[list[Project], list[Indicator], list[Cell], list[Refusal]]:
    """One performance form read whole. Amounts are in yuan; a blank or a dash is null in the project and told apart in
    the cells. The project is empty where the form names none (which is refused)."""
    pieces, removal = without_personal_data(pieces, frozenset(vocabulary().labels))
    form = FormReader(pieces, context.above)
    return _Records(form, context, removal).all()


class _Records:
    """The records of one form that has been read."""

    def __init__(self, form: FormReader, context: ProjectContext, removal: Removal) -> None:
        self.form, self.context, self.removal = form, context, removal
        self.unit = form.unit or context.unit
        self.project_id = stable_id(context.document_id, "project", context.form_ordinal)
        self.refusals = [self._refusal(*fault) for fault in form.not_understood]

    def all(self) -> tuple[list[Project], list[Indicator], list[Cell], list[Refusal]]:
        cells = [self._money_cell(a) for a in self.form.funds.amounts]
        indicators: list[Indicator] = []
        ordinal = 1
        for drafts in self.form.indicator_rows:
            cells.extend(c for d in drafts for c in self._target_cells(d))
            for draft in drafts:
                indicators.extend(self._indicators(draft, ordinal))
            ordinal += max(1, *(len(d.figures()) for d in drafts))
        cells.sort(key=lambda c: (c.table_number, c.row_number, c.column_number))
        return self._project(), indicators, cells, self.refusals

    def _project(self) -> list[Project]:
        first = self.form.first_row
        name = self._text("project_name")
        if not name:
            self.refusals.append(self._refusal(first, "绩效目标表没有项目名称", "请补全项目名称后重新公布"))
            return []
        if not self.form.funds.amounts:
            self.refusals.append(self._refusal(first, "绩效目标表没有资金金额", "请补全项目资金后重新公布"))
        elif self.unit is None and any(a.value is not None and a.unit is None for a in self.form.funds.amounts):
            self.refusals.append(self._refusal(first, "绩效目标表没有注明金额单位", "请注明单位（元或万元）后重新公布"))
        start, end = period(*(self.form.text(f) for f in ("period_start", "period_end", "period")))
        ticked = self.form.text("attribute")
        kind = attribute(ticked) if ticked else None
        if ticked and kind is None:
            self.refusals.append(self._refusal(first, "项目属性没有勾选，或勾选多项，或不认识", "请勾选唯一的项目属性"))
        return [
            Project(
                project_id=self.project_id,
                document_id=self.context.document_id,
                form_ordinal=self.context.form_ordinal,
                project_name=name,
                attribute=kind,
                period_start=start,
                period_end=end,
                basis=self._text("basis"),
                mid_term_total_yuan=self._yuan("mid_term_total"),
                mid_term_fiscal_yuan=self._yuan("mid_term_fiscal"),
                mid_term_other_yuan=self._yuan("mid_term_other"),
                annual_total_yuan=self._yuan("annual_total"),
                annual_fiscal_yuan=self._yuan("annual_fiscal"),
                annual_other_yuan=self._yuan("annual_other"),
                page=first.page,
                line=first.line,
                unit_name=self._text("unit_name"),
                overview=self._text("overview"),
                mid_term_goal=self._clean(self.form.goals.get("mid_term")),
                annual_goal=self._clean(self.form.goals.get("annual")),
            )
        ]

    def _yuan(self, measure: str) -> Decimal | None:
        return next((a.yuan(self.unit) for a in self.form.funds.amounts if a.measure == measure), None)

    def _indicators(self, draft: Draft, ordinal: int) -> list[Indicator]:
        found = draft.figures()
        printed = next((self._cell_id(draft.row, column) for column, _ in draft.cells), None)
        return [
            Indicator(
                indicator_id=stable_id(self.project_id, draft.horizon, ordinal + offset),
                document_id=self.context.document_id,
                project_id=self.project_id,
                horizon=draft.horizon,
                level_1=self._clean(draft.level_1),
                level_2=self._clean(draft.level_2),
                level_3=self._clean(draft.level_3),
                target_text=self._clean(draft.printed_target()) or "",
                target_value=found[offset].value if found else None,
                target_unit=found[offset].unit if found else None,
                form_ordinal=self.context.form_ordinal,
                ordinal=ordinal + offset,
                page=draft.row.page,
                line=draft.row.line,
                kind=draft.kind,
                cell_id=printed,
            )
            for offset in range(max(1, len(found)))
        ]

    def _money_cell(self, amount: Amount) -> Cell:
        unit = amount.unit or self.unit
        if amount.fault:
            self.refusals.append(self._refusal(amount.row, f"金额无法识别：{amount.fault}", "请核对该数后重新公布"))
        cell = self._cell(amount.row, amount.column, amount.cell, amount.measure, amount.label)
        if amount.cell is not None and amount.fault is None and amount.state != "blank":
            cell.value, cell.decimals = amount.value, amount.decimals
            cell.amount_yuan = amount.value * unit_factor(unit) if amount.value is not None and unit else None
        cell.quantity, cell.unit, cell.value_state = "money", unit, amount.state
        cell.is_total = amount.measure.endswith("_total")
        return cell

    def _target_cells(self, draft: Draft) -> list[Cell]:
        measure = f"{draft.horizon}_target"
        label = row_label(draft)
        return [self._cell(draft.row, column, cell, measure, label, draft.heading) for column, cell in draft.cells]

    def _cell(self, row: Row, column: int, cell: GridCell | None, measure: str, label: str, heading: str = "") -> Cell:
        text = cell.text.strip() if cell else ""
        if heading:  # words; a figure of the funds may look like a telephone number and is none
            text = self.removal.clean(text)
        grid = row.grid
        return Cell(
            cell_id=self._cell_id(row, column),
            document_id=self.context.document_id,
            form_id=FORM_ID,
            page=cell.page if cell else row.page,
            table_number=grid.number,
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
            form_ordinal=self.context.form_ordinal,
            amount_basis=self.context.amount_basis,
        )

    def _cell_id(self, row: Row, column: int) -> str:
        return stable_id(self.context.document_id, row.grid.page, row.grid.number, row.number, column)

    def _text(self, name: str) -> str | None:
        return self._clean(self.form.text(name))

    def _clean(self, text: str | None) -> str | None:
        return self.removal.clean(text).strip() or None if text else None

    def _refusal(self, row: Row, reason: str, remedy: str) -> Refusal:
        return Refusal(None, row.place(), self.removal.clean(reason), remedy, self.context.document_id)
