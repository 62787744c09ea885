"""What genuine documents print in other ways than the reference does: none of it is an error.

A disclosure of each variant is right by its own definitions; no finding of severity error may come of it.
"""

from __future__ import annotations

import pytest

from expectations.confront import confront
from tests.unit.expectations.figure_lines import disclosure_of

VARIANTS = {
    "the form of income prints this year's money alone": [
        "budget_summary revenue_general_public_budget: total=90.00",
        "budget_summary revenue_current_total: total=90.00",
        "budget_summary opening_carry_over: total=10.00",
        "budget_summary revenue_grand_total: total=100.00",
        "revenue_summary total: total=90.00 general_public_budget=90.00",
    ],
    "the form of income prints what was carried over as well": [
        "budget_summary revenue_general_public_budget: total=90.00",
        "budget_summary revenue_current_total: total=90.00",
        "budget_summary opening_carry_over: total=10.00",
        "budget_summary revenue_grand_total: total=100.00",
        "revenue_summary total: total=100.00 general_public_budget=90.00 carry_over=10.00",
    ],
    "the form of expenditure includes what is carried forward": [
        "budget_summary expenditure_current_total: total=95.00",
        "budget_summary closing_carry_over: total=5.00",
        "budget_summary expenditure_grand_total: total=100.00",
        "expenditure_summary total: total=100.00 basic=60.00 project=35.00 closing_carry_over=5.00",
    ],
    "the form of expenditure leaves it out": [
        "budget_summary expenditure_current_total: total=95.00",
        "budget_summary closing_carry_over: total=5.00",
        "budget_summary expenditure_grand_total: total=100.00",
        "expenditure_summary total: total=95.00 basic=60.00 project=35.00",
    ],
    "meetings and training stand beside the three public expenses": [
        "three_public three_public_and_meetings_total: total=17.00",
        "three_public three_public_total: total=12.00",
        "three_public overseas_trips: total=3.00",
        "three_public vehicles: total=5.00",
        "three_public vehicle_purchase: total=",
        "three_public vehicle_operation: total=5.00",
        "three_public receptions: total=4.00",
        "three_public conferences: total=2.00",
        "three_public training: total=3.00",
    ],
    "operating expenses of another scope": [
        "@basic_expenditure: basic_public amount 15.00",
        "@operating_expenses: operating_expenses amount 40.00",
        "passage unit none",
    ],
    "the appropriation includes what was carried over, its form does not": [
        "appropriation_summary>revenue revenue_general_public_budget: total=90.00",
        "appropriation_summary>revenue revenue_current_total: total=90.00",
        "appropriation_summary>revenue opening_carry_over: total=10.00",
        "appropriation_summary>revenue revenue_grand_total: total=100.00",
        "appropriation_summary>expenditure expenditure_current_total: total=100.00 general_public_budget=100.00",
        "appropriation_summary>expenditure expenditure_grand_total: total=100.00",
        "general_budget_expenditure total: total=90.00 basic=60.00 project=30.00",
    ],
    "a part (其中) is printed beside the sources of income": [
        "revenue_summary total: total=100.00 appropriation=80.00 general_public_budget=80.00 undertaking=20.00",
    ],
    "both economic classifications stand in one form": [
        "expenditure_by_economic total: total=100.00",
        "expenditure_by_economic 301: total=70.00",
        "expenditure_by_economic 302: total=30.00",
        "expenditure_by_economic 501: total=70.00",
        "expenditure_by_economic 502: total=30.00",
    ],
    "the department's performance form counts business expenditure besides": [
        "department_performance expenditure_grand_total: total=100.00",
        "department_performance basic: total=60.00",
        "department_performance project: total=30.00",
    ],
    "an amount without its noughts beside amounts that have them": [
        "expenditure_summary total: total=100 basic=60.00 project=40.00",
        "expenditure_summary 201: total=100.00 basic=60.00 project=40",
    ],
    "noughts are printed in several ways": [
        "expenditure_summary total: total=60.00 basic=60.00 project=0",
        "expenditure_summary 201: total=60.00 basic=60.00 project=-",
    ],
    "a change from nothing has no percentage": [
        "@three_public: vehicle_purchase amount 18.00; vehicle_purchase change_amount 18.00 up; "
        "vehicle_purchase change_percent 100 up",
    ],
    "as much as last year, to the last digit printed": [
        "@general_public_budget: general_public_budget_expenditure amount 100.00; "
        "general_public_budget_expenditure change_amount 0.00 flat; general_public_budget_expenditure change_percent 0 flat",
    ],
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_is_no_error(variant: str) -> None:
    results = confront(disclosure_of(VARIANTS[variant]), withheld=()).results
    wrong = [r for r in results if r.verdict in ("fails", "incomplete") and r.severity == "error"]
    assert [f"{r.identity_id}: {r.message_en}" for r in wrong] == []


@pytest.mark.parametrize(
    ("lines", "identity"),
    [
        (["expenditure_by_economic total: total=100.00", "expenditure_by_economic 301: total=70.00",
          "expenditure_by_economic 501: total=100.00"], "top_level_rows_sum_to_total"),
        (["expenditure_summary total: total=66.00 basic=60.00 project=0"], "basic_and_project_sum_to_total"),
        (["three_public three_public_total: total=17.00", "three_public overseas_trips: total=3.00",
          "three_public vehicles: total=5.00", "three_public receptions: total=4.00",
          "three_public conferences: total=5.00"], "three_public_components_sum_to_total"),
    ],
)  # fmt: skip
def test_what_is_no_variant_is_an_error(lines: list[str], identity: str) -> None:
    results = confront(disclosure_of(lines), withheld=()).results
    assert identity in {r.identity_id for r in results if r.verdict == "fails" and r.severity == "error"}
