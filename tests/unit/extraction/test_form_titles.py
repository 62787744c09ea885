"""Titles: each of the nine of the national final account names its own form, near as their words are, and so do those that
provinces and ministries set over the same forms (`titles.yml`)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dagster_project.extraction.form_definitions import form_of_title
from dagster_project.extraction.recognition import is_table_title


@pytest.mark.parametrize(
    ("title", "form_id"),
    [
        ("收入支出决算总表", "budget_summary"),
        ("收入决算表", "revenue_summary"),
        ("支出决算表", "expenditure_summary"),
        ("财政拨款收入支出决算总表", "appropriation_summary"),
        ("一般公共预算财政拨款支出决算表", "general_budget_expenditure"),
        ("一般公共预算财政拨款基本支出决算表", "basic_expenditure_by_economic"),
        ("一般公共预算财政拨款“三公”经费支出决算表", "three_public"),
        ("政府性基金预算财政拨款收入支出决算表", "government_fund_expenditure"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital_expenditure"),
    ],
)
def test_a_form_of_the_final_account_is_known_by_its_title(title: str, form_id: str) -> None:
    assert form_of_title(title) == form_id


TITLES = yaml.safe_load((Path(__file__).parent / "titles.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("form_id", TITLES)
def test_a_title_of_any_place_announces_its_form(form_id: str) -> None:
    expected = None if form_id == "unknown" else form_id
    assert {t: form_of_title(t) for t in TITLES[form_id]} == dict.fromkeys(TITLES[form_id], expected)


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("部门项目支出表", True),
        ("国有资产占有使用情况表（2023年）", True),
        ("公开01表", False),
        ("部门公开表15", False),
        ("预算01-1表", False),
        ("附表3", False),
        ("具体情况见附表", False),
        ("编制单位：某局   公开04表", False),
    ],
)
def test_a_title_that_is_not_known_is_told_from_numbers_of_tables_and_from_sentences(line: str, is_title: bool) -> None:
    assert is_table_title(line) is is_title
