"""A publication in PostgreSQL, for the tools that speak it: the schemas loaded beside and renamed into place.

Loading and renaming are one transaction, so that a reader sees the old schemas or the new ones and never waits for the
load. Rows are loaded frozen: a reader whose transaction began before the renaming finds them too, instead of tables that
look empty to it. What stood before is dropped afterwards, when its last reader has gone.

Belongs here: the order of steps. Does not belong here: the text of the statements (`postgres_tables.py`).
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project.publication import catalog, functions, postgres_tables
from dagster_project.publication.targets import Copied, TargetError, shown

if TYPE_CHECKING:
    import psycopg

READER = "citybudget_reader"
MARK = "city-budget-warehouse"  # begins the comment of the schemas that are ours
_INCOMING, _REPLACED = "_incoming", "_replaced_"
_WAIT_SECONDS = 10
_LOCK = 0x636974796275  # the letters "citybu": one publisher at a time


def copy(publication: Path, target: str) -> Copied:
    """Makes this publication the one in the database. Raises `TargetError`; the database is then as before."""
    import psycopg

    name = json.loads((publication / "manifest.json").read_bytes())["publication_id"]
    try:
        with psycopg.connect(target, autocommit=True, connect_timeout=_WAIT_SECONDS) as connection:
            if _standing(connection) == name:
                return Copied(shown(target), name, "postgresql", 0, 0, was_there=True)
            with connection.transaction():
                tables, rows = _load(connection, publication / "budget.duckdb", name)
                _swap(connection, _standing(connection), tables)
            kept = _drop_replaced(connection)
    except psycopg.Error as error:
        raise TargetError(f"{shown(target)}：{_reason(error)}；请检查地址、权限和服务器状态后重试") from None
    return Copied(shown(target), name, "postgresql", len(tables), rows, was_there=False, kept=kept)


def _standing(connection: psycopg.Connection) -> str | None:
    """The publication whose marts the database holds."""
    comment = _schema_comment(connection, "marts")
    return comment.removeprefix(MARK).strip() if comment and comment.startswith(MARK) else None


def _schema_comment(connection: psycopg.Connection, schema: str) -> str | None:
    """Null where there is no such schema, empty where it has no comment."""
    row = connection.execute(
        "select coalesce(obj_description(oid, 'pg_namespace'), '') from pg_namespace where nspname = %s", [schema]
    ).fetchone()
    return row[0] if row else None


def _load(connection: psycopg.Connection, database: Path, name: str) -> tuple[list[catalog.Table], int]:
    """Creates and fills the schemas under their incoming names; returns the tables and the number of rows."""
    import duckdb

    connection.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
    if not connection.execute("select 1 from pg_roles where rolname = %s", [READER]).fetchone():
        connection.execute(f"create role {READER} nologin")
    rows = 0
    with duckdb.connect(str(database), read_only=True) as source, tempfile.TemporaryDirectory() as scratch:
        database_name = source.execute("select current_database()").fetchall()[0][0]
        tables = catalog.tables(source, database_name)
        for schema in catalog.SCHEMAS:
            comment = _schema_comment(connection, schema)
            if comment is not None and not comment.startswith(MARK):
                raise TargetError(f"{schema}：数据库中已有同名而非本库发布的模式；请改用另一个数据库，或先由其主人改名")
            incoming = f'"{schema}{_INCOMING}"'
            connection.execute(f"create schema {incoming}")
            connection.execute(postgres_tables.comment("schema", incoming, f"{MARK} {name}"))
        for table in tables:
            path = f'"{table.schema}{_INCOMING}"."{table.name}"'
            for statement in postgres_tables.statements(table, path):
                connection.execute(statement)
            rows += _fill(connection, source, table, path, Path(scratch) / "rows.csv")
        for schema in catalog.SCHEMAS:
            connection.execute(f'grant usage on schema "{schema}{_INCOMING}" to {READER}')
            connection.execute(f'grant select on all tables in schema "{schema}{_INCOMING}" to {READER}')
    return tables, rows


def _fill(connection: psycopg.Connection, source, table: catalog.Table, path: str, file: Path) -> int:
    """Loads the rows and returns their number. Raises `TargetError` where not all arrived."""
    source.execute(
        f"copy (select * from {table.path} order by all) to '{file}' (format csv, header false, force_quote *, nullstr '')"
    )
    with connection.cursor() as cursor:
        with cursor.copy(f"copy {path} from stdin (format csv, freeze)") as sink, file.open("rb") as rows:
            while block := rows.read(1 << 20):
                sink.write(block)
        arrived = cursor.rowcount
    expected = source.execute(f"select count(*) from {table.path}").fetchall()[0][0]
    if arrived != expected:
        raise TargetError(f"{table.schema}.{table.name}：应为 {expected} 行，写入 {arrived} 行；目标未改动，请重试")
    return arrived


def _swap(connection: psycopg.Connection, standing: str | None, tables: list[catalog.Table]) -> None:
    """Renames the incoming schemas into place. Views that people have made over the old tables are made to read the new
    ones; where one cannot (a column it reads is gone) nothing is changed."""
    connection.execute("set local search_path = ''")  # so that the texts of views name every schema
    views = connection.execute(postgres_tables.VIEWS_OVER, [list(catalog.SCHEMAS)]).fetchall()
    for schema in catalog.SCHEMAS:
        if _schema_comment(connection, schema) is not None:
            connection.execute(f'alter schema "{schema}" rename to "{schema}{_REPLACED}{standing}"')
        connection.execute(f'alter schema "{schema}{_INCOMING}" rename to "{schema}"')
    (disclosure,) = (t.columns for t in tables if (t.schema, t.name) == ("marts", "dim_disclosure"))
    connection.execute(functions.in_postgres(disclosure, postgres_tables.TYPES))
    for view, definition in views:
        connection.execute(f"create or replace view {view} as {definition}")


def _drop_replaced(connection: psycopg.Connection) -> tuple[str, ...]:
    """Drops what stood before, and returns the schemas that could not go: a reader holds one longer than we wait, or
    something is built on it (a materialised view). They are tried again each time; nothing of anybody's is dropped."""
    import psycopg

    kept = []
    for (schema,) in connection.execute(postgres_tables.REPLACED, [MARK, _REPLACED]).fetchall():
        try:
            with connection.transaction():
                connection.execute(f"set local lock_timeout = '{_WAIT_SECONDS}s'")
                for (dropped,) in connection.execute(postgres_tables.CONTENTS, [schema, schema]).fetchall():
                    connection.execute(f"drop {dropped}")
                connection.execute(f'drop schema "{schema}"')
        except (psycopg.errors.LockNotAvailable, psycopg.errors.DependentObjectsStillExist):
            kept.append(schema)
    return tuple(kept)


def _reason(error: psycopg.Error) -> str:
    message = error.diag.message_primary or str(error)
    detail = error.diag.message_detail
    return " ".join(f"{message}（{detail}）".split() if detail else message.split())
