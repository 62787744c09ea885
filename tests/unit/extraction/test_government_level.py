"""The city's own document: known as one by its title or by a form that only a government prints, never a department's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.reading import read_document

REVENUE = (
    "## {year}年云澜市{scope}一般公共预算收入预算表\n\n单位：万元\n\n科目编码\t科目名称\t预算数\n"
    "101\t税收收入\t70.00\n10101\t增值税\t50.00\n10119\t契税\t20.00\n103\t非税收入\t30.00\n"
    "\t本年收入合计\t100.00\n\t上年结余\t5.00\n\t收入总计\t105.00\n"
)
SPENDING = (
    "## {year}年云澜市{scope}一般公共预算支出预算表\n\n单位：万元\n\n科目编码\t科目名称\t预算数\n"
    "205\t教育支出\t60.00\n20502\t普通教育\t60.00\n2050204\t高中教育\t60.00\n合计\t\t60.00\n"
)


def read(cover: str, *tables: str, scope: str = "市级"):
    text = cover + "\n\n" + "\n\n".join(t.format(year=2023, scope=scope) for t in tables)
    return read_document(text.encode(), "一.txt")


@pytest.mark.parametrize(
    ("cover", "level"),
    [
        ("云澜市2023年政府预算", "government"),
        ("云澜市2023年财政总预算", "government"),
        ("云澜市2023年预算", "government"),
        ("云澜市人民政府2023年政府预算", "government"),
        ("云澜市财政局2023年部门预算", "department"),
        ("云澜市财政局2023年预算", "department"),
        ("云澜市2023年市级部门预算", "department"),
        ("云澜市财政局2023年政府采购预算", "department"),
    ],
)
def test_the_cover_says_whose_budget_it_is(cover, level):
    assert read(cover, SPENDING).identity.level == level


@pytest.mark.parametrize("scope", ["市级", "本级", "全市", "市本级"])
def test_only_a_government_prints_a_form_of_taxes(scope):
    assert read("云澜市财政局\n\n关于2023年预算公开", REVENUE, SPENDING, scope=scope).identity.level == "government"


def test_income_and_spending_of_the_city_are_read_whole():
    reading = read("云澜市2023年政府预算", REVENUE, SPENDING)
    assert reading.refusals == []
    income = [c for c in reading.cells if c.form_id == "revenue_summary"]
    assert {(c.classification_code or c.line_item): c.amount_yuan for c in income} == {
        "101": Decimal(700000),
        "10101": Decimal(500000),
        "10119": Decimal(200000),
        "103": Decimal(300000),
        "revenue_current_total": Decimal(1000000),
        "opening_carry_over": Decimal(50000),
        "revenue_grand_total": Decimal(1050000),
    }
    assert {c.form_variant for c in income} == {"government"}, "taxes are no source of a department's money"
    spending = [c for c in reading.cells if c.form_id == "general_budget_expenditure"]
    assert [c.classification_code for c in spending] == ["205", "20502", "2050204", None]


def test_a_row_of_taxes_is_known_by_its_name_where_no_code_is_printed():
    table = (
        "## {year}年云澜市{scope}一般公共预算收入预算表\n\n单位：万元\n\n项目\t预算数\n"
        "一、税收收入\t70.00\n增值税\t50.00\n契税\t20.00\n二、非税收入\t30.00\n本年收入合计\t100.00\n"
    )
    reading = read("云澜市2023年政府预算", table)
    assert [c.classification_code for c in reading.cells] == ["101", "10101", "10119", "103", None]
    assert reading.refusals == []


def test_a_line_that_says_it_is_a_correction_is_no_part_of_the_name():
    identity = read("（更正）\n\n云澜市财政局\n\n2023 年度部门预算", SPENDING).identity
    assert (identity.department_name, identity.is_correction) == ("云澜市财政局", True)
