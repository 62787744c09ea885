"""Departments through time: what was one body before stands beside all who carry its work on, in one series."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

SERIES = """
    select fiscal_year, stage, department_ids, missing_department_ids, expenditure_yuan
    from marts.fct_department_series
    where series_department_id = ?
    order by fiscal_year, stage
"""


@pytest.fixture(scope="module")
def sample(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    database = (sample_home / "published" / "current").resolve() / "budget.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def expenditure(sample: duckdb.DuckDBPyConnection, departments: str, year: int, stage: str):
    """The money of departments, each taken by itself."""
    sql = """
        select sum(expenditure_yuan) from marts.fct_department_year
        where list_contains(string_split(?, ','), department_id) and fiscal_year = ? and stage = ?
    """
    return sample.execute(sql, [departments, year, stage]).fetchall()[0][0]


def test_a_body_founded_out_of_another_stands_beside_it(sample):
    rows = sample.execute(SERIES, ["207"]).fetchall()
    assert [row[:4] for row in rows] == [
        (2021, "budget", "207", None),
        (2021, "final", "207", None),
        (2022, "budget", "223", "207"),  # the other part published no budget, and the series says so
        (2022, "final", "207,223", None),
    ]
    for year, stage, departments, _, amount in rows:
        assert amount == expenditure(sample, departments, year, stage)


def test_a_body_that_joined_another_is_added_to_it_before(sample):
    rows = sample.execute(SERIES, ["208"]).fetchall()
    assert {(year, departments) for year, _, departments, *_ in rows} == {(2021, "208,224"), (2022, "208")}
    for year, stage, departments, missing, amount in rows:
        assert (amount, missing) == (expenditure(sample, departments, year, stage), None)


def test_no_yuan_is_lost_or_doubled_on_the_way_to_the_series(sample):
    sums = """
        select fiscal_year, stage, sum(expenditure_yuan), sum(revenue_yuan), sum(three_public_yuan)
        from marts.{} group by all order by all
    """
    assert sample.execute(sums.format("fct_department_series")).fetchall() == (
        sample.execute(sums.format("fct_department_year")).fetchall()
    )


def test_the_kinds_of_succession_are_published_with_their_year(sample):
    sql = """
        select predecessor_department_id, successor_department_id, valid_from_year, kind
        from marts.dim_department_succession order by all
    """
    assert sample.execute(sql).fetchall() == [("207", "223", 2022, "split"), ("224", "208", 2022, "merged")]
    named = "select series_name from marts.dim_department where department_id in ('207', '223')"
    both = ("云澜市人力资源和社会保障局、云澜市医疗保障局",)
    assert sample.execute(named).fetchall() == [both, both]
