"""Rows of the marts lead back to print, and every sum is that of its leaves: the short form of `python -m tests.lineage`,
and that it sees a figure that is not what is printed."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.lineage.prints import Archive, number
from tests.lineage.proof import against, drawn

ROWS = 50


@pytest.fixture(scope="module")
def archive(sample_home: Path) -> Archive:
    return Archive(sample_home)


def test_random_rows_of_every_fact_are_what_is_printed(sample_home: Path, archive: Archive) -> None:
    with duckdb.connect(str(sample_home / "published" / "current" / "budget.duckdb"), read_only=True) as connection:
        rows = drawn(connection, ROWS, seed=20260101)
        assert len(rows) == ROWS
        assert len({fact for fact, _ in rows}) > 15
        said = {row: list(against(connection, sample_home, archive, *row)) for row in rows}
    assert {row: why for row, why in said.items() if why} == {}


@pytest.mark.parametrize(
    ("fact", "change"),
    [
        ("fct_cell", "printed_text = '1' || printed_text"),
        ("fct_claim", "value = value + 1"),
        ("fct_expenditure_by_function", "amount_yuan = amount_yuan + 0.01"),
        ("fct_revenue_by_source", "amount_yuan = amount_yuan + 0.01"),
        ("fct_carry_over", "closing_yuan = coalesce(closing_yuan, 0) + 0.01"),
        ("fct_project", "annual_total_yuan = annual_total_yuan + 0.01"),
        ("fct_performance_indicator", "target_text = target_text || '1'"),
        ("fct_identity_term", "amount_yuan = amount_yuan + 0.01"),
        ("fct_department_year", "project_yuan = project_yuan + 0.01"),
        ("fct_function_series", "amount_yuan = amount_yuan + 0.01"),
    ],
)
def test_a_figure_that_is_not_what_is_printed_is_seen(
    sample_home: Path, archive: Archive, tmp_path: Path, fact: str, change: str
) -> None:
    column = change.split()[0]
    current = tmp_path / "published" / "current"
    current.mkdir(parents=True)
    database = Path(shutil.copy(sample_home / "published" / "current" / "budget.duckdb", current))
    database.chmod(0o644)
    with duckdb.connect(str(database)) as connection:
        ((key,),) = connection.execute(
            "select column_name from duckdb_columns() where schema_name = 'marts' and table_name = ? and column_index = 1",
            [fact],
        ).fetchall()
        ((row,),) = connection.execute(
            f"select {key} from marts.{fact} order by coalesce(try_cast({column} as decimal(38, 2)), 0) > 0 desc, 1 limit 1"
        ).fetchall()
        schemas = connection.execute(
            "select schema_name from duckdb_tables() where table_name = ? and schema_name in ('history', 'marts')",
            [fact],
        ).fetchall()
        for (schema,) in schemas:
            connection.execute(f"update {schema}.{fact} set {change} where {key} = ?", [row])
    for home, is_changed in ((sample_home, False), (tmp_path, True)):
        with duckdb.connect(str(home / "published" / "current" / "budget.duckdb"), read_only=True) as connection:
            assert bool(list(against(connection, home, archive, fact, row))) is is_changed


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("1,234.50", "1234.5"),
        ("（12.5）", "-12.5"),
        ("－3", "-3"),
        ("2.5%", "2.5"),
        ("—", "0"),
        ("", None),
        ("若干", None),
    ],
)
def test_a_printed_text_states_a_number(text: str, stated: str | None) -> None:
    assert number(text) == (None if stated is None else Decimal(stated))
