"""Project performance forms: one form, in one or several pieces, becomes its project, its indicators and its cells.

Which grids belong to one form is decided before (`tables`); what the words mean is data
(`forms/project_performance.yml`). Names and telephone numbers of people are removed before anything is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dagster_project.extraction.labels import squeeze
from dagster_project.extraction.performance_records import PerformanceRecords
from dagster_project.extraction.personal_data import Removal, without_personal_data
from dagster_project.extraction.project_fields import attribute, period
from dagster_project.extraction.project_form import FormReader, forms_of
from dagster_project.extraction.project_list import ProjectList, is_list
from dagster_project.extraction.project_vocabulary import vocabulary
from dagster_project.formats.document import Grid
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
    """One performance form read whole (or several that run on in one grid). Amounts are in yuan; a blank or a dash is
    null in the project and told apart in the cells. A form that names no project is refused: its cells are kept, without
    a project and indicators."""
    pieces, removal = without_personal_data(pieces, frozenset(vocabulary().labels))
    if is_list(pieces):
        return _of_list(ProjectList(pieces), context, removal)
    projects: list[Project] = []
    indicators: list[Indicator] = []
    cells: list[Cell] = []
    refusals: list[Refusal] = []
    for number, rows in enumerate(forms_of(pieces)):
        form = FormReader(rows, context.above)
        key = stable_id(context.document_id, "project", context.form_ordinal, *([number + 1] if number else []))
        records = _records(context, form.unit or context.unit, key, removal)
        found, form_cells = records.of_rows(form.indicator_rows, form.weighs_otherwise)
        cells += form_cells + [records.money_cell(a) for a in form.funds.amounts]
        refusals += _refusals(form, records)
        if project := _project(form, records):
            projects.append(project)
            indicators += found
    cells.sort(key=lambda c: (c.table_number, c.row_number, c.column_number))
    return projects, indicators, cells, refusals


def _of_list(
    listed: ProjectList, context: ProjectContext, removal: Removal
) -> tuple[list[Project], list[Indicator], list[Cell], list[Refusal]]:
    """The projects of a table that lists them; their form is the table, their key their place in it."""
    projects: list[Project] = []
    indicators: list[Indicator] = []
    cells: list[Cell] = []
    refusals: list[Refusal] = []
    whole = _records(context, context.unit, stable_id(context.document_id, "list", context.form_ordinal), removal)
    for number, project in enumerate(listed.projects, start=1):
        key = stable_id(context.document_id, "project", context.form_ordinal, "listed", number)
        records = _records(context, context.unit, key, removal)
        name = records.clean(project.name)
        if name is None:
            continue
        found, targets = records.of_rows(project.drafts)
        indicators += found
        cells += targets + [replace(records.money_cell(a), row_label=squeeze(name)) for a in project.amounts]
        yuan = {a.measure: a.yuan(context.unit) for a in reversed(project.amounts)}
        projects.append(
            Project(
                project_id=key,
                document_id=context.document_id,
                form_ordinal=context.form_ordinal,
                project_name=name,
                attribute=None,
                period_start=None,
                period_end=None,
                basis=None,
                mid_term_total_yuan=None,
                mid_term_fiscal_yuan=None,
                mid_term_other_yuan=None,
                annual_total_yuan=yuan.get("annual_total"),
                annual_fiscal_yuan=yuan.get("annual_fiscal"),
                annual_other_yuan=yuan.get("annual_other"),
                page=project.row.page,
                line=project.row.line,
                unit_name=records.clean(project.unit_name),
                annual_goal=records.clean(project.goal),
            )
        )
    cells += [whole.money_cell(amount, "total") for amount in listed.totals]
    amounts = [a for p in listed.projects for a in p.amounts] + listed.totals
    for amount in (a for a in amounts if a.fault):
        refusals.append(whole.refusal(amount.row, f"金额无法识别：{amount.fault}", "请核对该数后重新公布"))
    for row in listed.not_understood:
        refusals.append(whole.refusal(row, "绩效指标前没有项目名称", "请补全项目名称后重新公布"))
    if amounts and context.unit is None and any(a.value is not None and a.unit is None for a in amounts):
        refusals.append(whole.refusal(amounts[0].row, "绩效目标表没有注明金额单位", "请注明单位（元或万元）后重新公布"))
    cells.sort(key=lambda c: (c.table_number, c.row_number, c.column_number))
    return projects, indicators, cells, refusals


def _records(context: ProjectContext, unit: str | None, key: str, removal: Removal) -> PerformanceRecords:
    return PerformanceRecords(
        document_id=context.document_id,
        form_id=FORM_ID,
        form_ordinal=context.form_ordinal,
        amount_basis=context.amount_basis,
        unit=unit,
        project_id=key,
        key=key,
        removal=removal,
    )


def _project(form: FormReader, records: PerformanceRecords) -> Project | None:
    name = records.clean(form.text("project_name"))
    if not name:
        return None
    yuan = {a.measure: a.yuan(records.unit) for a in reversed(form.funds.amounts)}  # the first printed of a kind counts
    start, end = period(*(form.text(f) for f in ("period_start", "period_end", "period")))
    return Project(
        project_id=records.key,
        document_id=records.document_id,
        form_ordinal=records.form_ordinal,
        project_name=name,
        attribute=attribute(form.text("attribute")),
        period_start=start,
        period_end=end,
        basis=records.clean(form.text("basis")),
        mid_term_total_yuan=yuan.get("mid_term_total"),
        mid_term_fiscal_yuan=yuan.get("mid_term_fiscal"),
        mid_term_other_yuan=yuan.get("mid_term_other"),
        annual_total_yuan=yuan.get("annual_total"),
        annual_fiscal_yuan=yuan.get("annual_fiscal"),
        annual_other_yuan=yuan.get("annual_other"),
        page=form.first_row.page,
        line=form.first_row.line,
        unit_name=records.clean(form.text("unit_name")),
        overview=records.clean(form.text("overview")),
        mid_term_goal=records.clean(form.goals.get("mid_term")),
        annual_goal=records.clean(form.goals.get("annual")),
    )


def _refusals(form: FormReader, records: PerformanceRecords) -> list[Refusal]:
    """What of the form was not understood, or is missing from it, each in one line."""
    found = [records.refusal(*fault) for fault in form.not_understood]
    first, amounts = form.first_row, form.funds.amounts
    for amount in amounts:
        if amount.fault:
            found.append(records.refusal(amount.row, f"金额无法识别：{amount.fault}", "请核对该数后重新公布"))
    if not form.text("project_name"):
        found.append(records.refusal(first, "绩效目标表没有项目名称", "请补全项目名称后重新公布"))
    if not amounts:
        found.append(records.refusal(first, "绩效目标表没有资金金额", "请补全项目资金后重新公布"))
    elif records.unit is None and any(a.value is not None and a.unit is None for a in amounts):
        found.append(records.refusal(first, "绩效目标表没有注明金额单位", "请注明单位（元或万元）后重新公布"))
    ticked = form.text("attribute")
    if ticked and attribute(ticked) is None:
        found.append(records.refusal(first, "项目属性没有勾选，或勾选多项，或不认识", "请勾选唯一的项目属性"))
    return found
