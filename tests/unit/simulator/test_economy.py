"""The money below the simulated forms: it adds up before anything is printed, and it is the same whoever asks."""

from __future__ import annotations

import pytest

from dagster_project.simulator.economy import department
from dagster_project.simulator.figures import line
from dagster_project.simulator.ledger import ledger
from dagster_project.simulator.projects import projects

GRAINS = (100, 10_000)
YEARS = range(2019, 2024)


def books(grain: int, stage: str, number: int = 1, units: int = 3):
    body = department(7, number, units)
    return {year: ledger(body, None, year, stage, grain) for year in YEARS}


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("number", [1, 3, 5, 40])
def test_a_final_account_balances_and_opens_with_last_years_closing(grain, number):
    finals = books(grain, "final", number)
    for year, book in finals.items():
        assert line(book, "revenue_grand_total") == line(book, "expenditure_grand_total")
        if year - 1 in finals:
            assert book.opening == finals[year - 1].closing


@pytest.mark.parametrize("grain", GRAINS)
def test_amounts_are_made_of_the_grain(grain):
    for stage in ("budget", "final"):
        for book in books(grain, stage).values():
            assert {leaf.amount % grain for leaf in book.leaves} == {0}
            assert all(leaf.amount > 0 and leaf.revenue >= 0 for leaf in book.leaves)


def test_units_make_up_their_department():
    body = department(7, 1, 3)
    whole = ledger(body, None, 2022, "budget", 100)
    parts = [ledger(body, unit, 2022, "budget", 100) for unit in body.units]
    assert whole.sum() == sum(part.sum() for part in parts)
    assert whole.leaves == [leaf for part in parts for leaf in part.leaves]


def test_a_year_is_the_same_whatever_else_was_made():
    first = ledger(department(7, 4, 2), None, 2021, "budget", 100)
    for number in range(4):
        ledger(department(7, number, 5), None, 2023, "final", 100)
    assert ledger(department(7, 4, 2), None, 2021, "budget", 100).leaves == first.leaves


def test_another_seed_is_another_city():
    ours, theirs = (ledger(department(seed, 2, 2), None, 2021, "budget", 100) for seed in (1, 2))
    assert ours.sum() != theirs.sum()


def test_projects_run_over_years_under_one_name():
    body = department(7, 5, 2)
    seen: dict[tuple[str, int], set[int]] = {}
    for unit in body.units:
        for year in range(2015, 2025):
            for project in projects(body, unit, year):
                assert project.start <= year < project.start + project.years
                seen.setdefault((project.name + unit.code, project.start), set()).add(year)
    assert max(len(years) for years in seen.values()) > 1
