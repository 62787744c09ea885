"""Two times: the year a figure speaks of, and the day on which it was known."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

KNOWN = """
    select d.level, d.version, d.is_additive, sum(e.amount_yuan)
    from history.as_known_on(date '{}') as d
    inner join history.fct_expenditure_by_function as e on d.disclosure_id = e.disclosure_id
    where d.department_id = '102' and d.fiscal_year = 2021
    group by d.level, d.version, d.is_additive
    order by d.level
"""


@pytest.mark.parametrize(
    ("day", "rows"),
    [
        ("2021-03-03", []),
        ("2021-03-04", [("department", 1, True, 2700), ("unit", 1, False, 900)]),
        ("2021-03-31", [("department", 1, True, 2700), ("unit", 1, False, 900)]),
        ("2021-04-01", [("department", 2, True, 900), ("unit", 1, False, 900)]),
        ("2030-01-01", [("department", 2, True, 900), ("unit", 1, False, 900)]),
    ],
)
def test_a_figure_is_what_was_known_at_the_end_of_the_day(city_publication: Path, day: str, rows: list) -> None:
    with duckdb.connect(str(city_publication / "budget.duckdb"), read_only=True) as connection:
        found = connection.execute(KNOWN.format(day)).fetchall()
    assert found == [(level, version, additive, Decimal(amount)) for level, version, additive, amount in rows]


def test_a_unit_counts_until_its_department_is_known(city_publication: Path, tmp_path: Path) -> None:
    import shutil

    database = shutil.copy(city_publication / "budget.duckdb", tmp_path / "budget.duckdb")
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "update marts.dim_disclosure set known_from = '2021-02-01T00:00:00Z' where level = 'unit' and fiscal_year = 2021"
        )
        sql = """select level, is_additive from history.as_known_on(date '{}')
            where department_id = '102' and fiscal_year = 2021"""
        assert connection.execute(sql.format("2021-02-15")).fetchall() == [("unit", True)]
        assert sorted(connection.execute(sql.format("2021-03-05")).fetchall()) == [
            ("department", True), ("unit", False),
        ]  # fmt: skip
        # a unit of its own name, below the department
        connection.execute(
            """update marts.dim_disclosure set department_id = '102002' where level = 'unit' and fiscal_year = 2021"""
        )
        below = "select is_additive from history.as_known_on(date '{}') where department_id = '102002'"
        assert connection.execute(below.format("2021-02-15")).fetchall() == [(True,)]
        assert connection.execute(below.format("2021-03-05")).fetchall() == [(False,)]


def test_on_the_last_day_it_is_what_the_marts_say(city_publication: Path) -> None:
    with duckdb.connect(str(city_publication / "budget.duckdb"), read_only=True) as connection:
        known = connection.execute(
            "select disclosure_id, is_additive from history.as_known_on(date '9999-01-01') order by 1"
        ).fetchall()
        current = connection.execute(
            "select disclosure_id, is_additive from marts.dim_disclosure where is_current order by 1"
        ).fetchall()
    assert known == current


def test_one_series_over_renames_moves_and_codes_used_anew(city_publication: Path) -> None:
    """The names of 210 and the meanings of 30311 are those of the classification of each year."""
    with duckdb.connect(str(city_publication / "budget.duckdb"), read_only=True) as connection:

        def named(table: str, key: str, name: str, code: str, year: int) -> list[tuple]:
            return connection.execute(
                f"""select {name}, series_code from marts.{table}
                where {key} = ? and ? between coalesce(valid_from_year, 0) and coalesce(valid_to_year, 9999)""",
                [code, year],
            ).fetchall()

        function = ("dim_function_year", "function_code", "function_name")
        assert named(*function, "210", 2013) == [("医疗卫生支出", "210")]
        assert named(*function, "210", 2018) == [("医疗卫生与计划生育支出", "210")]
        assert named(*function, "210", 2019) == [("卫生健康支出", "210")]
        assert [code for _, code in named(*function, "20110", 2020)] == ["20801"]
        economic = ("dim_economic_year", "economic_code", "economic_name")
        assert ("住房公积金", "30113") in named(*economic, "30311", 2017)
        assert named(*economic, "30311", 2018) == []
        assert ("代缴社会保险费", "30311") in named(*economic, "30311", 2020)
        for table, key in (
            ("dim_function_year", "function_code"),
            ("dim_economic_year", "economic_code, classification_system"),
        ):
            overlapping = connection.execute(
                f"""select {key}, y from marts.{table}, unnest(range(2008, 2027)) as years (y)
                where y between coalesce(valid_from_year, 0) and coalesce(valid_to_year, 9999)
                group by {key}, y having count(*) > 1"""
            ).fetchall()
            assert overlapping == []
