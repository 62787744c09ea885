"""The reference document's figures as a whole: what fails, why, in which groups, and how it is said."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal

import pytest

from dagster_project.records import Confrontation, IdentityResult
from expectations.confront import confront
from tests.unit.expectations.reference_figures import reference

ROOT_CAUSES = {
    "ratio_for_change",
    "share_missing",
    "vehicle_change_missing",
    "operating_expenses_scope",
    "performance_total",
    "project_count",
    "large_project_amount",
    "joint_cost_target",
    "vehicles_without_cost",
    "forms_missing",
}


@pytest.fixture(scope="module")
def confrontation() -> Confrontation:
    return confront(reference())


def of(confrontation: Confrontation, identity_id: str, verdict: str = "") -> list[IdentityResult]:
    return [r for r in confrontation.results if r.identity_id == identity_id and r.verdict.startswith(verdict)]


def test_ten_fail_three_are_incomplete_and_nothing_else(confrontation: Confrontation) -> None:
    verdicts = Counter(r.verdict for r in confrontation.results)
    assert verdicts["fails"] == 10
    assert verdicts["incomplete"] == 3
    assert verdicts["holds_within_rounding"] == verdicts["holds_levelled"] == 0


def test_findings_have_ten_root_causes(confrontation: Confrontation) -> None:
    assert {r.fault_group for r in confrontation.results if r.fault_group} == ROOT_CAUSES
    assert all(r.fault_group for r in confrontation.results if r.verdict in ("fails", "incomplete"))


def test_the_ratio_taken_for_the_change_is_named_with_its_numbers(confrontation: Confrontation) -> None:
    failing = of(confrontation, "change_in_percent_is_change_over_prior", "fails")
    assert [(r.reported, r.computed) for r in failing] == [
        (Decimal("43.23"), Decimal("56.77")),
        (Decimal("43.23"), Decimal("56.77")),
        (Decimal("49.3"), Decimal("50.7")),
    ]
    assert {r.explanation_code for r in failing} == {"ratio_for_change"}
    for number in ("43.23 %", "56.77 %", "829.31 万元", "1918.18 万元"):
        assert number in failing[0].message_zh
        assert number in failing[0].message_en
    diagnosis = of(confrontation, "stated_change_is_the_ratio_of_the_two_years", "holds")
    assert [(r.reported, r.severity) for r in diagnosis] == [
        (Decimal("43.23"), "notice"),
        (Decimal("43.23"), "notice"),
        (Decimal("49.3"), "notice"),
    ]


def test_a_missing_part_is_implied_and_not_wrong(confrontation: Confrontation) -> None:
    (share,) = of(confrontation, "shares_of_functions_add_to_hundred")
    assert (share.verdict, share.reported, share.computed, share.difference) == (
        "incomplete",
        Decimal("83.37"),
        Decimal("100"),
        Decimal("-16.63"),
    )
    (change,) = of(confrontation, "three_public_changes_sum_to_change")
    assert (change.verdict, change.difference_yuan) == ("incomplete", Decimal("-47500"))
    assert "-4.75 万元" in change.message_zh


def test_announced_forms_count_those_explained_as_empty_apart(confrontation: Confrontation) -> None:
    (result,) = of(confrontation, "announced_forms_are_present")
    assert (result.verdict, result.reported, result.computed) == ("incomplete", 11, 5)
    missing, _, explained = result.message_zh.partition("。")
    assert "部门收入总体情况表" in missing
    assert "政府性基金" not in missing
    assert "政府性基金" in explained


def test_a_fragment_is_not_added_but_its_lost_lines_are_accounted_for(confrontation: Confrontation) -> None:
    (column,) = of(confrontation, "expenditure_lines_sum_to_grand_total")
    assert column.verdict == "undecided"
    (lost,) = of(confrontation, "lost_lines_equal_the_other_form")
    assert (lost.verdict, lost.reported_yuan, lost.computed_yuan) == ("holds", 6_732_400, 6_732_400)


def test_suspects_propose_the_value_in_the_printed_unit(confrontation: Confrontation) -> None:
    proposals = {(s.claim_id or s.indicator_id): (s.printed_text, s.proposed_value) for s in confrontation.suspects}
    assert proposals["overall:1.4:revenue_and_expenditure_total:change_percent"] == ("43.23", Decimal("56.77"))
    assert proposals["performance:2.1:performance_total:amount"] == ("547.94", Decimal("829.31"))
    assert proposals["indicator-5-annual-cost-4"] == ("137.94万元", Decimal("82.33"))
    assert all(s.blame == "publisher" for s in confrontation.suspects)


def test_a_difference_of_definition_is_no_certain_mistake(confrontation: Confrontation) -> None:
    (suspect,) = [s for s in confrontation.suspects if s.fault_group == "operating_expenses_scope"]
    assert not suspect.is_unique
    (result,) = of(confrontation, "operating_expenses_equal_public_funds")
    assert result.severity == "warning"


def test_terms_add_up_to_the_sides_of_their_result(confrontation: Confrontation) -> None:
    sides: dict[tuple[str, str], Decimal] = {}
    for term in confrontation.terms:
        if term.amount_yuan is not None:
            key = (term.identity_result_id, term.side)
            sides[key] = sides.get(key, Decimal(0)) + term.coefficient * term.amount_yuan
    checked = 0
    for result in confrontation.results:
        if result.computed_yuan is None:
            continue
        assert sides.get((result.identity_result_id, "computed"), 0) == result.computed_yuan, result.identity_id
        checked += 1
        if result.reported_yuan is not None:
            assert sides.get((result.identity_result_id, "reported"), 0) == result.reported_yuan, result.identity_id
    assert checked > 250


def test_ids_are_unique_and_do_not_depend_on_the_order_of_records(confrontation: Confrontation) -> None:
    ids = [r.identity_result_id for r in confrontation.results]
    assert len(ids) == len(set(ids))
    shuffled = reference()
    for records in (shuffled.cells, shuffled.claims, shuffled.projects, shuffled.indicators):
        random.Random(3).shuffle(records)
    assert confront(shuffled) == confrontation


def test_money_and_other_quantities_never_share_columns(confrontation: Confrontation) -> None:
    for result in confrontation.results:
        assert result.computed_yuan is None or result.computed is None


def test_nothing_is_called_a_violation(confrontation: Confrontation) -> None:
    said = "".join(r.message_zh + r.message_en for r in confrontation.results)
    assert "违规" not in said
    assert "violation" not in said
    assert all("待核实" in r.message_zh for r in confrontation.results if r.verdict == "fails")


def test_no_place_holder_is_left_in_a_sentence(confrontation: Confrontation) -> None:
    for result in confrontation.results:
        assert "{" not in result.message_zh + result.message_en
        assert "None" not in result.message_zh + result.message_en
