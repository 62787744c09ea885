"""Sums that fall short because figures are cut off: excused where the disclosure shows it, a mistake elsewhere."""

from __future__ import annotations

from expectations.confront import confront
from tests.unit.expectations.figure_lines import disclosure_of


def failing(totals: list[str]) -> int:
    """How many of these rows, each of four parts of 1.00, do not add up."""
    lines = []
    for n, total in enumerate(totals):
        lines += [f"expenditure_summary {n + 201}0{k}: total=1.00" for k in range(1, 5)]
        lines.append(f"expenditure_summary {n + 201}: total={total}")
    return sum(r.verdict == "fails" for r in confront(disclosure_of(lines), withheld=()).results)


def test_a_publisher_who_cuts_off_is_recognised_by_many_short_sums() -> None:
    assert failing(["4.01", "4.02", "4.01", "4.02", "4.03"]) == 0


def test_one_short_sum_alone_is_a_mistake() -> None:
    assert failing(["4.00", "4.00", "4.00", "4.00", "4.03"]) == 1


def test_more_than_cutting_off_can_explain_is_a_mistake() -> None:
    assert failing(["4.01", "4.02", "4.01", "4.02", "4.03", "4.04"]) == 1


def test_a_sum_that_exceeds_its_total_shows_rounding_instead() -> None:
    assert failing(["4.01", "4.02", "4.01", "4.02", "4.03", "3.99"]) == 1
