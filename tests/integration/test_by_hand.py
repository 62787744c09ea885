"""The marts written by hand in plain SQL (`tests/bench/by_hand`) are the marts that dbt builds, row for row: what the
benchmark compares is one result, and two ways to it agree."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.bench import by_hand


@pytest.fixture(scope="module")
def written(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("by_hand") / "by_hand.duckdb"
    with duckdb.connect(str(database)) as connection:
        by_hand.write(connection, sample_home / "build" / "raw")
    return database


def test_the_sample_by_hand_is_the_sample_by_dbt(sample_home: Path, written: Path) -> None:
    with duckdb.connect(str(written)) as connection:
        assert list(by_hand.differences(connection, sample_home / "build" / "budget.duckdb")) == []


def test_a_cent_a_row_and_a_column_that_differ_are_seen(written: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    other.write_bytes(written.read_bytes())
    with duckdb.connect(str(other)) as connection:
        connection.execute(
            "update marts.fct_three_public set amount_yuan = amount_yuan + 0.01 where amount_yuan is not null"
        )
        connection.execute("insert into marts.dim_fund from marts.dim_fund limit 1")
        connection.execute("alter table marts.dim_form drop column title_en")
    with duckdb.connect(str(written), read_only=True) as connection:
        said = list(by_hand.differences(connection, other))
    assert {line.split(":")[0] for line in said} == {"marts.dim_fund", "marts.fct_three_public", "marts.dim_form"}


def test_no_file_grows_beyond_what_one_reads_at_a_glance() -> None:
    lengths = {p.name: len(p.read_text(encoding="utf-8").splitlines()) for p in by_hand.FOLDER.glob("*.sql")}
    assert lengths
    assert {name: length for name, length in lengths.items() if length >= 80} == {}
