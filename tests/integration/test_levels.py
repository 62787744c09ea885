"""Government, departments and units are levels of their own: all are in the facts, none is added to another."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest


@pytest.fixture
def connection(sample_home: Path):
    database = sample_home / "published" / "current" / "budget.duckdb"
    with duckdb.connect(str(database), read_only=True) as opened:
        yield opened


def test_the_governments_own_figures_are_in_the_facts_and_never_additive(connection) -> None:
    rows = connection.execute(
        """select d.is_additive, count(distinct d.disclosure_id) > 1, sum(f.amount_yuan) > 0
        from marts.fct_appropriation_by_function as f inner join marts.dim_disclosure as d using (disclosure_id)
        where d.level = 'government' group by d.is_additive"""
    ).fetchall()
    assert rows == [(False, True, True)]


def test_a_city_total_is_that_of_its_departments(connection) -> None:
    """By the table a dashboard starts from, by the series, and by facts joined to what is additive: one total, to the cent."""
    totals = connection.execute(
        """select
            (select sum(expenditure_yuan) from marts.fct_department_year where stage = 'budget'),
            (select sum(amount_yuan) from marts.fct_function_series where stage = 'budget'),
            (
                select sum(f.amount_yuan) from marts.fct_expenditure_by_function as f
                inner join marts.dim_disclosure as d using (disclosure_id)
                where d.is_additive and d.level in ('department', 'unit') and d.stage = 'budget'
                    and f.amount_basis = 'initial'
            )"""
    ).fetchone()
    assert len(set(totals)) == 1
    levels = connection.execute(
        """select distinct d.level from marts.fct_department_year as y
        inner join marts.dim_disclosure as d on list_contains(string_split(y.disclosure_ids, ','), d.disclosure_id)"""
    ).fetchall()
    assert levels == [("department",)]


def test_every_code_of_a_fact_is_a_member_of_its_dimension(connection) -> None:
    """A code unknown to the classification too, and what prints no code stands under `unknown`."""
    for fact in ("fct_expenditure_by_function", "fct_appropriation_by_function"):
        lost = f"select count(*) from marts.{fact} anti join marts.dim_function using (function_code)"
        assert connection.execute(lost).fetchall() == [(0,)]
    lost = """select count(*) from marts.fct_expenditure_by_economic
        anti join marts.dim_economic using (economic_code, classification_system)"""
    assert connection.execute(lost).fetchall() == [(0,)]
    unknown = "select function_code from marts.dim_function where not is_known and function_code = 'unknown'"
    assert connection.execute(unknown).fetchall() == [("unknown",)]
