"""The marts written by hand: plain DuckDB SQL from raw Parquet to `marts` and `history`, without dbt. What `dbt build` is
measured against, and, by being the same result row for row, a second opinion on every model.

Belongs here: running the files in the order of their names, and telling two results apart. Does not belong here: the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

FOLDER = Path(__file__).resolve().parent
SEEDS = FOLDER.parents[2] / "seeds"
SCHEMAS = ("marts", "history")


def write(connection: duckdb.DuckDBPyConnection, raw: Path) -> None:
    """Writes the marts into an empty database, from the Parquet files of a run."""
    connection.execute(f"set variable raw = '{raw}'")
    connection.execute(f"set variable seeds = '{SEEDS}'")
    for path in sorted(FOLDER.glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))


def differences(connection: duckdb.DuckDBPyConnection, other: Path) -> Iterator[str]:
    """Each table that is not the same, row for row and column for column, in the database `other`."""
    connection.execute(f"attach '{other}' as other (read_only)")
    try:
        ours, theirs = (_tables(connection, name) for name in (_own_name(connection), "other"))
        for table in sorted(ours.keys() | theirs.keys()):
            if ours.get(table) != theirs.get(table):
                yield f"{'.'.join(table)}: columns {ours.get(table)} here, {theirs.get(table)} there"
                continue
            path = ".".join(f'"{part}"' for part in table)
            for here, there, place in ((path, f"other.{path}", "here"), (f"other.{path}", path, "there")):
                sql = f"select count(*) from (from {here} except all from {there})"
                if count := connection.execute(sql).fetchall()[0][0]:
                    yield f"{'.'.join(table)}: {count} rows only {place}"
    finally:
        connection.execute("detach other")


def _own_name(connection: duckdb.DuckDBPyConnection) -> str:
    return connection.execute("select current_database()").fetchall()[0][0]


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The columns with their types of every table, in their order."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    sql = """
        select schema_name, table_name, column_name, data_type from duckdb_columns()
        where database_name = ? and list_contains(?, schema_name) order by schema_name, table_name, column_index
    """
    for schema, table, column, kind in connection.execute(sql, [database, SCHEMAS]).fetchall():
        found.setdefault((schema, table), []).append((column, kind))
    return found
