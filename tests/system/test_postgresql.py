"""The publication in a real PostgreSQL: what arrives, who may read it, and what a reader sees meanwhile."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import psycopg
import pytest

from dagster_project.cli import main
from dagster_project.publication import postgres
from dagster_project.publication.targets import TargetError, copy

pytestmark = pytest.mark.system


@pytest.fixture
def publication(sample_home: Path) -> Path:
    return (sample_home / "published" / "current").resolve()


def renamed(publication: Path, folder: Path, sql: str = "") -> Path:
    """A later publication: the same under another id, changed by `sql`."""
    later = folder / "later"
    shutil.copytree(publication, later)
    manifest = json.loads((later / "manifest.json").read_bytes())
    manifest["publication_id"] += "-later"
    (later / "manifest.json").write_text(json.dumps(manifest))
    (later / "budget.duckdb").chmod(0o644)
    if sql:
        with duckdb.connect(str(later / "budget.duckdb")) as connection:
            connection.execute(sql)
    return later


def rows(url: str, sql: str) -> list[tuple]:
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchall()


def test_every_table_arrives_with_its_rows_types_and_labels(publication, database):
    assert main(["publish", "--to", database, "--home", str(publication.parents[1])]) == 0
    with duckdb.connect(str(publication / "budget.duckdb"), read_only=True) as source:
        tables = source.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
        assert len(tables) > 50
        for schema, table in tables:
            sql = f"select count(*) from {schema}.{table}"
            assert rows(database, sql) == source.execute(sql).fetchall(), table
        sums = """
            select sum(amount_yuan), count(amount_yuan), count(*) filter (where printed_text = ''),
                count(*) filter (where printed_text is null), sum(length(printed_text)) from marts.fct_cell
        """
        assert rows(database, sums) == source.execute(sums).fetchall()
    kinds = dict(
        rows(
            database,
            """select column_name, format_type(a.atttypid, a.atttypmod)
            from information_schema.columns as c
            inner join pg_attribute as a on a.attname = c.column_name and a.attrelid = 'marts.fct_cell'::regclass
            where table_schema = 'marts' and table_name = 'fct_cell'""",
        )
    )
    assert (kinds["amount_yuan"], kinds["cell_id"], kinds["is_total"]) == ("numeric(20,2)", "text", "boolean")
    label = "select col_description('marts.fct_cell'::regclass, 1), obj_description('marts.fct_cell'::regclass)"
    ((column, table),) = rows(database, label)
    assert column.startswith("单元格标识")
    assert table.startswith("One row is")


def test_a_reader_may_read_everything_and_write_nothing(publication, database):
    copy(publication, database)
    with psycopg.connect(database) as connection:
        connection.execute(f"set role {postgres.READER}")
        for schema in ("marts", "history"):
            assert connection.execute(f"select count(*) from {schema}.fct_cell").fetchone()[0] > 1000
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("delete from marts.fct_cell")


def test_a_reader_sees_the_old_or_the_new_and_never_an_empty_table(publication, database, tmp_path):
    copy(publication, database)
    (before,) = rows(database, "select count(*) from marts.fct_cell")
    later = renamed(publication, tmp_path, "delete from marts.fct_cell where is_total")
    with psycopg.connect(database) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        reader.execute("select 1 from pg_class limit 1")  # its view of the data is of this moment
        copied = copy(later, database)
        assert not copied.was_there
        (after,) = rows(database, "select count(*) from marts.fct_cell")
        assert after < before
        assert reader.execute("select count(*) from marts.fct_cell").fetchone() in (before, after)
    assert rows(database, "select nspname from pg_namespace where nspname like 'marts%'") == [("marts",)]


def test_a_reader_in_the_midst_of_the_old_one_keeps_it_and_holds_nobody_up(
    publication, database, tmp_path, monkeypatch
):
    monkeypatch.setattr(postgres, "_WAIT_SECONDS", 1)
    copy(publication, database)
    later = renamed(publication, tmp_path)
    with psycopg.connect(database) as reader, reader.cursor("slow") as cursor:
        cursor.execute("select cell_id from marts.fct_cell")
        cursor.fetchmany(10)
        copied = copy(later, database)
        assert [name.split("_")[0] for name in copied.kept] == ["marts"]
        assert len(cursor.fetchall()) > 1000
        assert rows(database, "select count(*) > 0 from marts.fct_cell") == [(True,)]
    copy(renamed(later, tmp_path / "third"), database)
    assert rows(database, "select count(*) from pg_namespace where nspname like 'marts%'") == [(1,)]


def test_views_of_analysts_read_the_new_publication(publication, database, tmp_path):
    copy(publication, database)
    with psycopg.connect(database) as connection:
        connection.execute("create schema ours")
        connection.execute("create view ours.totals as select count(*) as n from marts.fct_cell where is_total")
        connection.execute("create role bi")
        connection.execute("grant select on ours.totals to bi")
    copied = copy(renamed(publication, tmp_path, "delete from marts.fct_cell where is_total"), database)
    assert copied.kept == ()
    assert rows(database, "select n from ours.totals") == [(0,)]
    assert rows(database, "select has_table_privilege('bi', 'ours.totals', 'select')") == [(True,)]


def test_what_was_known_on_a_day_is_a_function_there_too_and_a_view_may_use_it(publication, database, tmp_path):
    copy(publication, database)
    sql = "select disclosure_id, version, is_additive from history.as_known_on(date '2030-01-01') order by 1"
    with duckdb.connect(str(publication / "budget.duckdb"), read_only=True) as source:
        assert rows(database, sql) == source.execute(sql).fetchall()
    with psycopg.connect(database) as connection:
        connection.execute("create view known as select * from history.as_known_on(date '2030-01-01')")
    assert copy(renamed(publication, tmp_path), database).kept == ()
    assert rows(database, "select count(*) > 10 from known") == [(True,)]


def test_a_view_that_cannot_follow_leaves_everything_as_it_was(publication, database, tmp_path):
    copy(publication, database)
    with psycopg.connect(database) as connection:
        connection.execute("create view pages as select page from marts.fct_cell")
    with pytest.raises(TargetError, match="page"):
        copy(renamed(publication, tmp_path, "alter table marts.fct_cell drop column page"), database)
    assert rows(database, "select count(*) > 1000 from pages") == [(True,)]
    assert rows(database, "select count(*) from pg_namespace where nspname like '%\\_incoming'") == [(0,)]


def test_the_same_publication_again_changes_nothing(publication, database):
    assert not copy(publication, database).was_there
    assert copy(publication, database).was_there


def test_a_schema_that_is_somebody_elses_is_left_alone(publication, database):
    with psycopg.connect(database) as connection:
        connection.execute("create schema marts")
    with pytest.raises(TargetError, match="marts"):
        copy(publication, database)
    assert rows(database, "select count(*) from pg_tables where schemaname = 'marts'") == [(0,)]


def test_a_server_that_is_not_there_is_one_line_without_the_password(publication, capsys):
    arguments = ["publish", "--to", "postgresql://owner:verysecret@127.0.0.1:1/city"]
    assert main([*arguments, "--home", str(publication.parents[1])]) == 1
    said = capsys.readouterr().err.strip()
    assert said.startswith("citybudget: postgresql://owner:***@127.0.0.1:1/city")
    assert "\n" not in said
    assert "verysecret" not in said
