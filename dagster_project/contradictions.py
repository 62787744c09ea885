"""Two files of one disclosure received together that print different figures, neither saying it corrects the other.

Nobody but the department can say which counts: both are kept, held, and the first place where they differ is named.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dagster_project.records import Cell, Claim, Refusal

if TYPE_CHECKING:
    from dagster_project.disclosures import Arrival

CODE = "contradictory"
_REMEDY = "请部门确认以哪一份为准，另行报送并注明为更正版；确认之前两份均暂挂"


def contradiction(before: list[Arrival], after: list[Arrival]) -> Refusal | None:
    """The refusal that names both files and the first differing place; null where one says it is a correction or where
    all that both print agrees."""
    for later in after:
        for earlier in before:
            if later.forms & earlier.forms and not later.reading.identity.is_correction:
                place = _first_difference(earlier, later)
                if place:
                    names = f"{earlier.file_name}、{later.file_name}"
                    reason = "同时收到的两份文件属于同一部门、年度和阶段，数字互相矛盾，且都没有说明是更正"
                    return Refusal(names, place, reason, _REMEDY, later.reading.document_id, CODE)
    return None


def _first_difference(earlier: Arrival, later: Arrival) -> str | None:
    theirs = dict(_figures(later))
    mine = dict(_figures(earlier))
    for key, (place, printed) in mine.items():
        if key in theirs and theirs[key][1] != printed:
            return f"{place}：一份为“{printed}”，另一份为“{theirs[key][1]}”"
    for name, only in (
        (earlier.file_name, mine.keys() - theirs.keys()),
        (later.file_name, theirs.keys() - mine.keys()),
    ):
        source = mine if name == earlier.file_name else theirs
        shared = earlier.forms & later.forms
        for key, (place, printed) in source.items():
            if key in only and key[0] in shared and printed:
                return f"{place}：只有 {name} 印有“{printed}”"
    return None


def _figures(arrival: Arrival) -> list[tuple[tuple, tuple[str, str]]]:
    """Every printed figure under a key that both files share where they state the same thing: ((form, …), (place, text))."""
    seen: Counter[tuple] = Counter()
    figures = []
    for cell in arrival.reading.cells:
        key: tuple[object, ...] = (cell.form_id, cell.form_ordinal, cell.row_label, cell.column_label)
        seen[key] += 1
        figures.append(((*key, seen[key]), (_cell_place(cell), cell.printed_text.strip())))
    for claim in arrival.reading.claims:
        key = ("narrative", claim.section, claim.topic, claim.subject, claim.measure, claim.amount_basis)
        seen[key] += 1
        figures.append(((*key, seen[key]), (_claim_place(claim), f"{claim.printed_text or claim.value}{claim.unit}")))
    return figures


def _cell_place(cell: Cell) -> str:
    where = f"第 {cell.line} 行" if cell.line else f"第 {cell.page} 页"
    where = f"工作表单元格 {cell.cell_reference}" if cell.cell_reference else where
    return f"{where}，第 {cell.table_number} 张表“{cell.row_label}”行“{cell.column_label}”列"


def _claim_place(claim: Claim) -> str:
    return f"第 {claim.page} 页第 {claim.line} 行，文字说明"
