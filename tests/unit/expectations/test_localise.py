"""From failing results to the figure that is wrong: single mistakes, ties, several at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.records import Cell, Claim, Disclosure, SuspectCell
from expectations.confront import confront
from tests.unit.expectations.figure_lines import disclosure_of
from tests.unit.expectations.reference_figures import reference

KNOWN = {s.fault_group for s in confront(reference()).suspects}


def misprint(record: Cell | Claim, text: str) -> None:
    """Prints another figure in place of the right one."""
    factor = record.amount_yuan / record.value if record.amount_yuan else Decimal(10_000)
    record.printed_text, record.value = text, Decimal(text)
    record.amount_yuan = record.value * factor


def suspects(disclosure: Disclosure) -> list[SuspectCell]:
    """What is suspected beyond the known mistakes of the reference document."""
    return [s for s in confront(disclosure).suspects if s.fault_group not in KNOWN]


def cell_of(disclosure: Disclosure, form: str, code: str, measure: str) -> Cell:
    return next(c for c in disclosure.cells if (c.form_id, c.classification_code, c.measure) == (form, code, measure))


@pytest.mark.parametrize(
    ("code", "measure", "text", "kind"),
    [
        ("2101101", "basic_wages", "16.63", "one_digit"),
        ("2101101", "basic", "61.33", "transposed_digits"),
        ("2210201", "total", "1.813", "decimal_point"),
        ("2011301", "basic_goods_services", "207500", "unit_slip"),
    ],
)
def test_one_wrong_cell_is_found_alone_with_its_kind(code: str, measure: str, text: str, kind: str) -> None:
    disclosure = reference()
    cell = cell_of(disclosure, "expenditure_summary", code, measure)
    right = cell.value
    misprint(cell, text)
    (suspect,) = suspects(disclosure)
    assert (suspect.cell_id, suspect.proposed_value, suspect.is_unique, suspect.rank) == (cell.cell_id, right, True, 1)
    assert suspect.fault_kind == suspect.fault_group == kind
    assert suspect.identities_explained >= 3


def test_a_figure_that_went_missing_is_implied() -> None:
    disclosure = reference()
    cell = cell_of(disclosure, "general_budget_expenditure", "2080506", "basic_wages")
    cell.printed_text, cell.value, cell.amount_yuan, cell.decimals, cell.value_state = "", None, None, None, "blank"
    (suspect,) = suspects(disclosure)
    assert (suspect.cell_id, suspect.proposed_value) == (cell.cell_id, Decimal("3.64"))
    assert suspect.fault_kind == "figure_missing"


def test_a_wrong_statement_is_blamed_and_not_the_form_it_contradicts() -> None:
    disclosure = reference()
    claim = next(c for c in disclosure.claims if c.topic == "project_expenditure" and c.measure == "amount")
    misprint(claim, "574.94")
    (suspect,) = suspects(disclosure)
    assert (suspect.claim_id, suspect.proposed_value) == (claim.claim_id, Decimal("547.94"))
    groups = {r.fault_group for r in confront(disclosure).results if r.verdict == "fails"} - KNOWN
    assert groups == {"transposed_digits"}


def test_two_mistakes_are_two_root_causes() -> None:
    disclosure = reference()
    first = cell_of(disclosure, "expenditure_summary", "2010302", "project_general")
    second = cell_of(disclosure, "general_budget_expenditure", "2210201", "basic")
    misprint(first, "330.00")
    misprint(second, "81.13")
    found = suspects(disclosure)
    assert {(s.cell_id, s.proposed_value) for s in found} == {
        (first.cell_id, Decimal("380")),
        (second.cell_id, Decimal("18.13")),
    }
    assert len({s.fault_group for s in found}) == 2


def test_a_tie_shows_every_repair_and_is_not_unique() -> None:
    found = confront(
        disclosure_of(
            ["budget_summary revenue_grand_total: total=11.00", "budget_summary expenditure_grand_total: total=10.00"]
        )
    ).suspects
    assert [(s.proposed_value, s.rank, s.is_unique) for s in found] == [
        (Decimal(10), 1, False),
        (Decimal(11), 2, False),
    ]
    assert len({s.fault_group for s in found}) == 1


def test_a_subtotal_copied_into_a_leaf_is_named() -> None:
    lines = [
        "expenditure_summary total: total=12.00 basic=4.00 project=8.00",
        "expenditure_summary 2010101: total=5.00 basic=4.00 project=8.00",
        "expenditure_summary 2010102: total=7.00 basic= project=7.00",
    ]
    (suspect,) = confront(disclosure_of(lines)).suspects
    assert (suspect.proposed_value, suspect.fault_kind) == (Decimal(1), "subtotal_in_leaf")


def test_what_was_read_from_an_image_may_be_our_own_mistake() -> None:
    disclosure = reference()
    cell = cell_of(disclosure, "expenditure_summary", "2080505", "total")
    misprint(cell, "18.80")
    cell.confidence = Decimal("0.71")
    assert [s.blame for s in suspects(disclosure)] == ["extraction"]


def test_a_percentage_that_disagrees_with_its_change_may_mean_either() -> None:
    lines = [
        "@operating_expenses: operating_expenses amount 4.20; operating_expenses change_amount 1.28 down;"
        " operating_expenses change_percent 75.3 down"
    ]
    found = confront(disclosure_of(lines)).suspects
    assert [(s.printed_text, s.proposed_value) for s in found] == [("1.28", Decimal("12.8")), ("75.3", Decimal("23.4"))]
    assert not any(s.is_unique for s in found)


def test_no_amount_is_proposed_below_zero() -> None:
    lines = [
        "three_public vehicles: total=1.00",
        "three_public vehicle_operation: total=0.00",
        "three_public vehicle_purchase: total=3.00",
    ]
    found = confront(disclosure_of(lines)).suspects
    assert found
    assert all(s.proposed_value >= 0 for s in found)


def test_a_percentage_tells_which_of_two_amounts_is_wrong() -> None:
    """0.53 % follows from 350.35 and not from the 352.67 beside it: one root cause, and it is certain."""
    lines = [
        "@overall: function:2210201 amount 350.35",
        "@general_public_budget: basic_expenditure amount 350.35",
        "@other: basic_expenditure amount 352.67; basic_expenditure change_amount 1.83 up;"
        " basic_expenditure change_percent 0.525 up",
    ]
    confrontation = confront(disclosure_of(lines))
    first, *others = confrontation.suspects
    assert (first.printed_text, first.proposed_value, first.is_unique, others) == (
        "352.67",
        Decimal("350.35"),
        True,
        [],
    )
    assert len({r.fault_group for r in confrontation.results if r.verdict == "fails"}) == 1


def test_a_share_that_spoils_the_hundred_is_set_right_by_its_amounts() -> None:
    lines = [
        "@expenditure: expenditure_total amount 2940.05; basic_expenditure amount 2106.66;"
        " basic_expenditure share_percent 71.73; project_expenditure amount 833.39; project_expenditure share_percent 28.35"
    ]
    confrontation = confront(disclosure_of(lines))
    (suspect,) = confrontation.suspects
    assert (suspect.printed_text, suspect.proposed_value, suspect.identities_explained) == (
        "71.73",
        Decimal("71.65"),
        2,
    )


def test_a_proposal_is_made_in_the_decimals_of_print() -> None:
    lines = ["@expenditure: basic_expenditure amount 352.67", "expenditure_summary total: basic=3503499元"]
    proposals = {s.printed_text: s.proposed_value for s in confront(disclosure_of(lines)).suspects}
    assert proposals["352.67"] == Decimal("350.35")


def test_a_percentage_is_proposed_from_the_amount_as_it_should_be() -> None:
    """441.25 was copied from the item before it; the rate beside it is wrong too, and follows from 220.63."""
    lines = [
        "general_budget_expenditure 2080505: total=441.25",
        "general_budget_expenditure 2080506: total=220.63",
        "@overall: function:2080505 amount 441.25",
        "@overall: function:2080506 amount 220.63",
        "@overall: function:2080506 amount 441.25; function:2080506 change_amount 88.04 up;"
        " function:2080506 change_percent 60.54 up",
    ]
    proposals = {s.printed_text: s.proposed_value for s in confront(disclosure_of(lines)).suspects}
    assert proposals["441.25"] == Decimal("220.63")
    assert proposals["60.54"] == Decimal("66.40")


def test_each_result_of_a_cause_tells_of_the_figure_that_it_has_itself() -> None:
    lines = [
        "project 1 甲: annual=10.00 fiscal=12.00",
        "project 2 乙: annual=20.00",
        "@performance: performance_target_projects count 2; performance_target_projects amount 25.00",
    ]
    results = [r for r in confront(disclosure_of(lines)).results if r.verdict == "fails"]
    told = {r.identity_id: r.explanation_code for r in results}
    assert told["project_amount_equals_forms"] == "project_amount"
    assert told["project_funds_sum_to_annual_total"] != "project_amount"
    (funds,) = (r for r in results if r.identity_id == "project_funds_sum_to_annual_total")
    assert "25.00" not in funds.message_zh
