"""持平: two amounts printed alike. And a direction word that only the disclosure of the year before can prove wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dagster_project.records import Claim, Confrontation
from expectations.confront import confront
from tests.unit.expectations.disclosure_builder import claims, disclosure
from tests.unit.expectations.figure_lines import disclosure_of

PRIOR = "implied_prior_equals_prior_disclosure"


def in_words(statements: list[Claim], words: str = "持平") -> list[Claim]:
    """The statements with each change of nought said in words."""
    return [replace(c, printed_text=words, unit="", decimals=0) if c.direction == "flat" else c for c in statements]


def confronted(now: list[Claim], before: list[Claim], stage: str = "budget") -> Confrontation:
    prior = disclosure(claims=before, disclosure_id="before", fiscal_year=2020, stage=stage)
    return confront(disclosure(claims=now, stage=stage), [prior])


@pytest.mark.parametrize(
    ("before", "verdict"),
    [("427.50", "holds"), ("427.51", "holds_within_rounding"), ("427.52", "fails"), ("427.90", "fails")],
)
def test_no_change_in_words_is_held_against_the_year_before_by_the_printed_precision(before, verdict) -> None:
    now = in_words(claims("three_public", "receptions amount 427.50; receptions change_amount 0 flat"))
    found = confronted(now, claims("three_public", f"receptions amount {before}"))
    assert [r.verdict for r in found.results if r.identity_id == PRIOR] == [verdict]


def test_more_or_less_no_change_says_nothing_exact() -> None:
    now = in_words(claims("three_public", "receptions amount 427.50; receptions change_amount 0 flat"), "基本持平")
    found = confronted(now, claims("three_public", "receptions amount 427.90"))
    assert "fails" not in {r.verdict for r in found.results}


@pytest.mark.parametrize(("total", "verdict"), [("1.02", "holds_within_rounding"), ("1.06", "fails")])
def test_in_a_sum_of_changes_no_change_stands_for_what_rounding_may_hide(total: str, verdict: str) -> None:
    now = in_words(
        claims(
            "three_public",
            f"three_public_total amount 9.00; three_public_total change_amount {total} up",
            "overseas_trips amount 3.00; overseas_trips change_amount 0 flat",
            "vehicles amount 3.00; vehicles change_amount 1.00 up",
            "receptions amount 3.00; receptions change_amount 0 flat",
        )
    )
    results = confront(disclosure(claims=now)).results
    assert [r.verdict for r in results if r.identity_id == "three_public_changes_sum_to_change"] == [verdict]


SMALL = "revenue_total amount 24882.17; revenue_total change_amount 12.37 {}; revenue_total change_percent 0.05 {}"


@pytest.mark.parametrize(
    ("words", "named", "sure"),
    [
        (("up", "up"), [], None),
        (("down", "down"), ["12.37", "0.05"], False),  # the rate is the same to the last digit both ways
        (("down", "up"), ["12.37"], True),
    ],
)
def test_a_direction_word_that_the_year_before_contradicts_is_the_suspect(words, named, sure) -> None:
    found = confronted(claims("overall", SMALL.format(*words)), claims("overall", "revenue_total amount 24869.80"))
    assert [s.printed_text for s in found.suspects] == named
    assert {(s.fault_kind, s.proposed_value < 0, s.is_unique) for s in found.suspects} == (
        {("direction_reversed", True, sure)} if named else set()
    )
    results = [r for r in found.results if r.identity_id == PRIOR]
    assert [r.verdict for r in results] == ["fails" if named else "holds"]
    if named:
        assert "12.37 万元" in results[0].message_zh
        assert len({r.fault_group for r in found.results if r.verdict == "fails"}) == 1


def test_an_amount_of_the_year_before_that_follows_neither_way_names_no_direction() -> None:
    now = claims("overall", SMALL.format("down", "down"))
    found = confronted(now, claims("overall", "revenue_total amount 24869.50"))
    assert "direction_reversed" not in {s.fault_kind for s in found.suspects}
    assert Decimal("24869.50") not in {s.proposed_value for s in found.suspects if s.is_unique}


def test_a_difference_that_the_text_explains_by_its_scope_makes_no_figure_a_suspect() -> None:
    lines = ["@basic_expenditure: basic_public amount 20.75", "@operating_expenses: operating_expenses amount 40.00"]
    plain = confront(disclosure_of(lines))
    said = confront(disclosure_of([*lines, "passage scope_stated narrative 口径调整"]))
    rule = "operating_expenses_at_most_public_funds"
    assert [r.explanation_code for r in said.results if r.identity_id == rule] == ["scope_stated"]
    assert plain.suspects
    assert said.suspects == []
