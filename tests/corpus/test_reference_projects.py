"""The five performance forms of the reference document: every fund, target and address, and no person."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.extraction.projects import ProjectContext, extract_projects
from dagster_project.formats import text
from dagster_project.formats.document import Grid, Line

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def forms() -> list[tuple]:
    """The forms, cut where a grid opens with a project's name; the lines above each go with it."""
    (path,) = sorted((Path(os.environ["CITYBUDGET_DISCLOSURES"]) / "luoyang").glob("*.txt"))
    found: list[tuple[list[Grid], tuple[str, ...]]] = []
    above: list[str] = []
    for block in text.read(path.read_bytes()).blocks:
        if isinstance(block, Line):
            above.append(block.text)
            continue
        if any(c.text == "项目名称" for c in block.cells):
            found.append(([block], tuple(above)))
        elif found:
            found[-1][0].append(block)
        above = []
    return [
        extract_projects(pieces, ProjectContext("doc", form_ordinal=n, above=lines))
        for n, (pieces, lines) in enumerate(found, start=1)
    ]


def test_the_funds_of_the_five_forms(forms: list[tuple]) -> None:
    yuan = [(p.mid_term_total_yuan, p.annual_total_yuan) for (p,), *_ in forms]
    wan = [(m / 10000 if m else m, a / 10000) for m, a in yuan]
    assert wan == [
        (Decimal(1080), Decimal(360)),
        (Decimal(60), Decimal(20)),
        (Decimal(90), Decimal(30)),
        (Decimal("166.83"), Decimal("55.61")),
        (None, Decimal("82.33")),
    ]
    assert sum(a for _, a in yuan) == Decimal("5479400")


def test_period_attribute_unit_and_goals(forms: list[tuple]) -> None:
    for (project,), _, _, refusals in forms:
        assert (project.period_start, project.period_end, project.attribute) == ("2021-01", "2021-12", "continuing")
        assert project.unit_name.endswith("改革协调局")
        assert project.basis
        assert project.mid_term_goal
        assert project.annual_goal
        assert refusals == []


def test_every_indicator_of_both_horizons(forms: list[tuple]) -> None:
    for (_, indicators, _, _), expected in zip(forms, (10, 8, 10, 9, 9), strict=True):
        for horizon in ("mid_term", "annual"):
            assert sum(i.horizon == horizon for i in indicators) == expected
        assert all(i.kind and i.level_1 and i.level_2 and i.level_3 for i in indicators)


def test_the_figures_of_the_targets_and_where_they_stand(forms: list[tuple]) -> None:
    figures = {
        (n, i.line, i.horizon, i.kind, i.ordinal): (i.target_value, i.target_unit)
        for n, (_, indicators, _, _) in enumerate(forms, start=1)
        for i in indicators
        if i.target_value is not None
    }
    assert figures[1, 265, "mid_term", "quantity", 1] == (3, "次")
    assert figures[1, 266, "annual", "quantity", 2] == (4, "次")
    assert (1, 270, "mid_term", "cost", 5) not in figures
    assert figures[1, 270, "annual", "cost", 5] == (360, "万元")
    assert figures[1, 275, "mid_term", "satisfaction", 10] == (77, "%")
    assert figures[3, 331, "mid_term", "quantity", 1] == (30, "亿元")
    assert figures[3, 331, "annual", "quantity", 2] == (25, "亿元")
    assert figures[4, 361, "annual", "cost", 4] == figures[5, 387, "annual", "cost", 4] == (Decimal("137.94"), "万元")
    assert figures[5, 388, "annual", "economic", 5] == (100, "%")


def test_every_fund_has_a_cell_with_its_address_and_printed_text(forms: list[tuple]) -> None:
    cells = {(n, c.measure): c for n, (_, _, found, _) in enumerate(forms, start=1) for c in found}
    first = cells[1, "annual_total"]
    assert (first.line, first.column_number, first.printed_text, first.unit) == (259, 7, "360", "万元")
    assert cells[1, "annual_other"].value_state == "blank"
    assert cells[5, "mid_term_total"].value_state == "blank"
    assert (cells[5, "annual_total"].line, cells[5, "annual_total"].column_number) == (378, 8)


def test_no_person_and_no_telephone_number(forms: list[tuple]) -> None:
    (path,) = sorted((Path(os.environ["CITYBUDGET_DISCLOSURES"]) / "luoyang").glob("*.txt"))
    printed = [
        field.strip()
        for line in path.read_text(encoding="utf-8").splitlines()
        for label in ("项目负责人", "联系电话")
        if label in line
        for field in line.split(label, 1)[1].split("\t")
        if field.strip()
    ]
    assert len(printed) == 10
    output = repr(forms)
    assert [p for p in printed if p in output] == []
