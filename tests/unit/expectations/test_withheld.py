"""What is lawfully withheld is not given away: not as a proposed value, a side, a term or in words."""

from __future__ import annotations

import pytest

from expectations.confront import confront
from expectations.withheld import Withheld
from tests.unit.expectations.figure_lines import disclosure_of

SECRET = Withheld("department", 2021, "budget", "general_budget_expenditure", "2040201")
# The row of 2040201 (4.00) is not printed: total less the rest would be it.
LINES = [
    "general_budget_expenditure total: total=10.00 basic=10.00",
    "general_budget_expenditure 204: total=7.00 basic=7.00",
    "general_budget_expenditure 20402: total=7.00 basic=7.00",
    "general_budget_expenditure 2040202: total=3.00 basic=3.00",
    "general_budget_expenditure 208: total=3.00 basic=3.00",
]


def said(lines: list[str], withheld: tuple[Withheld, ...]) -> tuple[set[str], str]:
    """The verdicts that are no `holds`, and everything said of money in words and figures."""
    confrontation = confront(disclosure_of(lines), withheld=withheld)
    results = [r for r in confrontation.results if r.identity_id != "unprinted_levels_are_implied"]
    verdicts = {r.verdict for r in results if r.verdict in ("fails", "incomplete")}
    words = " ".join(f"{r.message_zh} {r.message_en} {r.difference_yuan}" for r in confrontation.results)
    return verdicts, words + " ".join(str(s.proposed_value) for s in confrontation.suspects)


def test_without_the_seed_the_missing_part_is_found() -> None:
    verdicts, words = said(LINES, ())
    assert verdicts == {"fails"}
    assert "4.00" in words


def test_a_withheld_row_is_not_what_is_left_over() -> None:
    verdicts, words = said(LINES, (SECRET,))
    assert verdicts == set()
    assert "4.00" not in words
    assert "40000" not in words


def test_a_printed_figure_that_is_withheld_elsewhere_is_not_proposed() -> None:
    lines = [*LINES, "general_budget_expenditure 2040201: total=5.00 basic=4.00"]
    verdicts, words = said(lines, (SECRET,))
    assert verdicts == set()
    assert "4.00" not in words


@pytest.mark.parametrize("change", [{"fiscal_year": 2020}, {"stage": "final"}, {"department_id": "another"}])
def test_what_is_withheld_elsewhere_binds_nothing_here(change: dict) -> None:
    row = Withheld(**({f: getattr(SECRET, f) for f in SECRET.__slots__} | change))
    assert said(LINES, (row,))[0] == {"fails"}


def test_the_change_from_a_withheld_year_is_not_undone() -> None:
    lines = ["@overall: function:2040201 amount 6.00; function:2040201 change_amount 2.00 up"]
    before = Withheld("department", 2020, "budget", "", "2040201")
    assert "4.00" in said(lines, ())[1]
    assert "4.00" not in said(lines, (before,))[1]
