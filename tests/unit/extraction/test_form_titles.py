"""Titles of the national final account: each of the nine names its own form, near as their words are."""

from __future__ import annotations

import pytest

from dagster_project.extraction.form_definitions import form_of_title


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
