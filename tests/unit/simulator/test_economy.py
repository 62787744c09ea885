"""The money below the simulated forms: it adds up before anything is printed, and it is the same whoever asks."""

from __future__ import annotations

import pytest

from dagster_project.simulator.economy import department, number_of, reform_year
from dagster_project.simulator.figures import line
from dagster_project.simulator.government import CityLedger, revenues
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


def reorganised(stem: str, units: int = 2):
    number = number_of(stem)
    assert number is not None
    return department(16, number, units)


def test_who_joins_another_body_brings_its_staff_and_is_gone():
    year = reform_year(16)
    joining, into = reorganised("林业局"), reorganised("自然资源和规划局")
    assert joining.exists_in(year - 1)
    assert not joining.exists_in(year)
    before, after = (into.units_in(y)[0] for y in (year - 1, year))
    assert after.staff - before.staff == joining.units_in(year - 1)[0].staff
    assert joining.units_in(year) == ()


def test_who_is_founded_out_of_another_body_takes_its_staff_along():
    year = reform_year(16)
    new, old = reorganised("医疗保障局"), reorganised("人力资源和社会保障局")
    assert not new.exists_in(year - 1)
    before, after = (old.units_in(y)[0] for y in (year - 1, year))
    assert before.staff - after.staff == new.units_in(year)[0].staff


@pytest.mark.parametrize("stem", ["林业局", "粮食和物资储备局", "医疗保障局"])
def test_nothing_is_carried_over_the_end_or_the_beginning_of_a_body(stem):
    body, year = reorganised(stem), reform_year(16)
    last, first = year - 1, year
    if body.exists_in(last):
        assert sum(ledger(body, None, last, "final", 100).closing.values()) == 0
    else:
        assert sum(ledger(body, None, first, "final", 100).opening.values()) == 0


def test_the_city_has_what_its_departments_have_and_what_is_held_centrally():
    for stage in ("budget", "final"):
        whole, books = CityLedger(7, "", 2021, stage), []
        for number in range(6):
            whole.add(department(7, number, 2), 100)
            books.append(ledger(department(7, number, 2), None, 2021, stage, 100))
        city = whole.sum()
        for function in ("2010401", "2080505", "2101101", "2210201"):  # of departments alone
            of_departments = sum(book.sum(lambda x, f=function: x.function == f) for book in books)
            assert city.sum(lambda x, f=function: x.function == f) == of_departments > 0
        assert city.sum(lambda x: x.function == "23203") > 0
        assert line(city, "three_public_total") > sum(line(book, "three_public_total") for book in books)
        assert line(city, "revenue_grand_total", "fiscal") == line(city, "expenditure_grand_total", "fiscal")
        income = revenues(city, 10_000)
        received = city.income(lambda x: x.fund == "general_public_budget")
        for length in (3, 5):
            assert sum(fen for code, _, fen in income if len(code) == length) == received


def test_what_the_year_before_left_pays_for_a_part_of_the_budget():
    """The money spent is the same; what is left over from last year is not asked for again."""
    with_left_over = 0
    for number in range(8):
        body = department(7, number, 2)
        plain, carrying = (ledger(body, None, 2022, "budget", 100, carries) for carries in (False, True))
        assert carrying.sum() == plain.sum() == plain.income()
        left = carrying.opening.get("general_public_budget", 0)
        assert carrying.income() + left == carrying.sum()
        assert line(carrying, "revenue_grand_total") == line(carrying, "expenditure_grand_total")
        with_left_over += left > 0
    assert 0 < with_left_over < 8
