"""Performance forms of another province: ruled grids with merged cells, yuan with cents, one horizon of indicators."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from dagster_project.reading import read_document


def test_five_forms_with_their_funds_and_indicators(disclosures_folder: Path) -> None:
    (path,) = disclosures_folder.glob("putuo/*万里街道办事处2023年度部门预算.pdf")
    reading = read_document(path.read_bytes(), path.name)
    assert [(p.page, p.annual_total_yuan) for p in reading.projects] == [
        (31, Decimal("4100000")),
        (32, Decimal("6351000")),
        (33, Decimal("4563800")),
        (34, Decimal("7595500")),
        (35, Decimal("10903043")),
    ]
    assert {(p.period_start, p.period_end) for p in reading.projects} == {("2023-01", "2023-12")}
    # the publisher prints more fiscal money than there is money: kept as printed
    assert reading.projects[4].annual_fiscal_yuan == Decimal("11419043")
    first = next(i for i in reading.indicators if i.project_id == reading.projects[0].project_id)
    assert (first.kind, first.target_value, first.target_unit) == ("quantity", Decimal("13459.00"), "平方米")
    assert {i.horizon for i in reading.indicators} == {"annual"}
    assert all(i.kind for i in reading.indicators)
