"""Which amount a share or a change is of, where the text states several of one thing: other years, other budgets."""

from __future__ import annotations

from dataclasses import replace

from expectations.confront import confront
from tests.unit.expectations.disclosure_builder import claims, disclosure


def findings(statements, identity, **fields):
    """(verdict, reported, computed) of the instances of one identity."""
    found = confront(disclosure([], statements, [], [], [], **fields))
    return [(r.verdict, r.reported, r.computed) for r in found.results if r.identity_id == identity]


def of_year(year, basis, *statements):
    return [replace(c, amount_basis=basis) for c in claims("three_public", *statements, year=year)]


def test_a_change_of_the_account_is_not_one_of_the_budget_completed():
    said = claims(
        "three_public",
        "receptions amount 3 final; receptions amount 4 adjusted; receptions change_amount 1 up final; "
        "receptions change_percent 50 up final",
    )
    assert [v for v, *_ in findings(said, "change_in_percent_is_change_over_prior", stage="final")] == ["holds"]


def test_a_share_is_one_of_the_account():
    said = claims(
        "three_public",
        "three_public_total amount 8 final; three_public_total amount 16 adjusted",
        "receptions amount 2 final; receptions share_percent 25 final",
    )
    assert [v for v, *_ in findings(said, "share_is_part_of_whole", stage="final")] == ["holds"]


def test_where_only_the_budget_is_stated_the_share_is_one_of_it():
    said = claims(
        "three_public", "three_public_total amount 8.00", "receptions amount 2.00; receptions share_percent 20 final"
    )
    assert [v for v, *_ in findings(said, "share_is_part_of_whole", stage="final")] == ["fails"]


def test_a_change_measured_against_something_else_is_another_change():
    said = claims(
        "overall",
        "revenue_total amount 100; revenue_total change_percent 8 up",
        "revenue_total change_amount 30 up base=prior_execution",
    )
    assert [v for v, *_ in findings(said, "change_in_percent_is_change_over_prior")] == ["undecided"]


def test_a_change_of_another_sentence_against_the_same_counts():
    said = claims(
        "overall", "revenue_total amount 110; revenue_total change_percent 8 up", "revenue_total change_amount 10 up"
    )
    assert [v for v, *_ in findings(said, "change_in_percent_is_change_over_prior")] == ["fails"]


def test_two_earlier_years_are_not_one_figure_stated_twice():
    last = of_year(2020, "prior_execution", "receptions amount 9.00; receptions change_percent 50 up")
    before = [replace(c, claim_id="before") for c in of_year(2019, "prior_execution", "receptions amount 6.00")]
    assert findings([*last, *before], "repeated_statement_is_equal") == []
    again = [replace(c, claim_id="again") for c in of_year(2020, "prior_execution", "receptions amount 8.00")]
    assert [v for v, *_ in findings([*last, *again], "repeated_statement_is_equal")] == ["fails"]


def test_a_report_on_the_year_before_is_judged_by_the_year_before_that():
    def judged(percent):
        last = of_year(2020, "prior_execution", f"receptions amount 9.00; receptions change_percent {percent}.0 up")
        before = [replace(c, claim_id="before") for c in of_year(2019, "prior_execution", "receptions amount 6.00")]
        return [v for v, *_ in findings([*last, *before], "change_in_percent_is_change_over_prior")]

    assert judged("50") == ["holds"]
    assert judged("40") == ["fails"]


def test_a_figure_is_not_its_own_year_before():
    last = of_year(2020, "prior_execution", "receptions amount 9.00; receptions change_percent 50 up")
    assert [v for v, *_ in findings(last, "change_in_percent_is_change_over_prior")] == ["undecided"]


def test_changes_against_the_budget_and_against_the_year_before_add_up_apart():
    def judged(receptions):
        said = claims(
            "three_public",
            "three_public_total change_amount 0.00 flat base=initial; three_public_total change_amount 1.50 up",
            "overseas_trips change_amount 0.00 flat base=initial; overseas_trips change_amount 0.50 up",
            "vehicles change_amount 0.00 flat base=initial; vehicles change_amount 0.40 up",
            f"receptions change_amount 0.00 flat base=initial; receptions change_amount {receptions} up",
        )
        return [v for v, *_ in findings(said, "three_public_changes_sum_to_change")]

    assert judged("0.60") == ["holds", "holds"]
    assert judged("0.90") == ["holds", "fails"]


def test_a_change_against_an_earlier_year_is_not_the_sum_of_those_against_the_last():
    found = findings(
        claims(
            "three_public",
            "three_public_total change_amount 9.00 down base=earlier_year",
            "overseas_trips change_amount 0.50 up; vehicles change_amount 0.40 up; receptions change_amount 0.60 up",
        ),
        "three_public_changes_sum_to_change",
    )
    assert [v for v, *_ in found] == ["undecided"]


def test_what_share_of_a_budget_was_completed_is_no_share_of_the_whole():
    said = claims(
        "three_public",
        "receptions amount 15 final; receptions share_percent 75 base=initial; vehicles share_percent 80 base=initial",
        "overseas_trips share_percent 0; vehicles share_percent 62.5; receptions share_percent 37.5",
    )
    assert [v for v, *_ in findings(said, "shares_of_three_public_add_to_hundred")] == ["holds"]


def test_shares_of_two_wholes_are_not_added_up():
    def judged(other):
        said = claims(
            "revenue",
            f"revenue_appropriation share_percent 90.0; revenue_other share_percent {other}",
            "opening_carry_over share_percent 5.0 base=revenue_total",
        )
        return [v for v, *_ in findings(said, "shares_of_revenue_add_to_hundred", stage="final")]

    assert judged("10.0") == ["holds"]
    assert judged("5.0") == ["holds"]  # all three of one whole
    assert judged("12.0") != ["holds"]
