"""The performance form of a whole department: the amounts of its head, and its indicators of the year.

The indicator table is that of the project form; the head differs. Main tasks in words are not taken. Words are data:
`forms/department_performance.yml` and, for the indicators, `forms/project_performance.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dagster_project.extraction.form_definitions import load
from dagster_project.extraction.labels import fold, heading, line, squeeze
from dagster_project.extraction.performance_records import PerformanceRecords
from dagster_project.extraction.personal_data import without_personal_data
from dagster_project.extraction.project_funds import Amount, read_amount
from dagster_project.extraction.project_indicators import Indicators
from dagster_project.extraction.project_layout import layout_of
from dagster_project.extraction.project_rows import Row, rows_of
from dagster_project.extraction.project_vocabulary import vocabulary
from dagster_project.extraction.projects import ProjectContext
from dagster_project.formats.document import Grid, GridCell
from dagster_project.records import Cell, Indicator, Refusal, stable_id

FORM_ID = "department_performance"
_LABELLED = re.compile(r"^(\D{2,40}?)[:：]\s*(\d[\d,.]*\s*(?:元|千元|万元|亿元)?)$")
_UNIT = re.compile(r"\((?:单位:)?(元|千元|万元|亿元)\)$")


def extract_department_performance(
    pieces: Sequence[Grid], context: ProjectContext
) -> tuple[list[Indicator], list[Cell], list[Refusal]]:
    """One department's form read whole: indicators (of no project), cells of amounts and targets, and what was not
    understood. Amounts carry the line item they state; their measure is `total`."""
    pieces, removal = without_personal_data(pieces, frozenset(vocabulary().labels))
    records = PerformanceRecords(
        document_id=context.document_id,
        form_id=FORM_ID,
        form_ordinal=context.form_ordinal,
        amount_basis=context.amount_basis,
        unit=_stated_unit(rows_of(pieces)) or context.unit,
        project_id=None,
        key=stable_id(context.document_id, FORM_ID, context.form_ordinal),
        removal=removal,
    )
    indicators: Indicators | None = None
    cells: list[Cell] = []
    refusals: list[Refusal] = []
    for row in rows_of(pieces):
        if not row.printed:
            continue
        if layout := layout_of(row):
            indicators = Indicators(layout)
        elif indicators is None:
            cells += _head(row, records, refusals)
        elif _closes(row):
            break
        else:
            indicators.read(row)
    for row in indicators.not_understood if indicators else ():
        refusals.append(records.refusal(row, "绩效指标行的列数与表头不符，有内容无法对应", "请核对该行"))
    found, targets = records.of_rows(indicators.rows, indicators.weighs_otherwise) if indicators else ([], [])
    cells = sorted(cells + targets, key=lambda c: (c.table_number, c.row_number, c.column_number))
    if records.unit is None and any(c.quantity == "money" and c.value is not None and c.unit is None for c in cells):
        refusals.append(records.refusal(rows_of(pieces)[0], "没有注明金额单位", "请注明单位（元或万元）后重新公布"))
    return found, cells, refusals


def _closes(row: Row) -> bool:
    return any((label := vocabulary().label(c.text)) and label.group == "closing" for c in row.printed)


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    content = load(FORM_ID)
    amounts = [(fold(word), item) for item, words in content["amounts"].items() for word in words]
    return tuple(sorted(amounts, key=lambda a: (-len(a[0]), a[0]))), frozenset(fold(w) for w in content["texts"])


@lru_cache(maxsize=1024)
def _line_item(text: str) -> str | None:
    """What a label states: its end decides, for labels are led by ordinals and by the name of their group."""
    name = heading(text)
    if len(name) > 40 or name in _words()[1]:
        return None
    return next((item for word, item in _words()[0] if line(name)[0].endswith(word)), None)


def _head(row: Row, records: PerformanceRecords, refusals: list[Refusal]) -> list[Cell]:
    """The amounts of one row: each label that states one, with its figure in the same cell (资金总额：160.00), else in the
    first cell printed behind it before the next label."""
    whole = {i: match for i, c in enumerate(row.cells) if (match := _LABELLED.match(c.text.strip()))}
    labelled = [
        (i, item) for i, c in enumerate(row.cells) if (item := _line_item(whole[i][1] if i in whole else c.text))
    ]
    found = []
    for position, (index, item) in enumerate(labelled):
        cell = row.cells[index]
        if index in whole:
            label, text = whole[index].groups()
            amount = Amount("total", row, cell.column, cell, squeeze(label), *read_amount(text))
        else:
            end = labelled[position + 1][0] if position + 1 < len(labelled) else len(row.cells)
            behind = row.cells[index + 1 : end]
            amount = _amount(row, cell, next((c for c in behind if c.text.strip()), behind[0] if behind else None))
        if amount.fault:
            refusals.append(records.refusal(row, f"金额无法识别：{amount.fault}", "请核对该数后重新公布"))
        found.append(records.money_cell(amount, item))
    return found


def _stated_unit(rows: Sequence[Row]) -> str | None:
    """The unit of money that a label of the head states in brackets."""
    found = (_UNIT.search(fold(c.text)) for row in rows for c in row.printed if len(c.text) < 40)
    return next((m[1] for m in found if m), None)


def _amount(row: Row, label: GridCell, cell: GridCell | None) -> Amount:
    value, decimals, state, unit, fault = read_amount(cell.text if cell else "")
    column = cell.column if cell else label.column + label.column_span
    return Amount("total", row, column, cell, squeeze(label.text), value, decimals, state, unit, fault)
