"""`budget.duckdb`: the published schemas copied, with their comments, into a database that holds nothing else."""

from __future__ import annotations

from pathlib import Path

from dagster_project.publication import functions
from dagster_project.publication.catalog import Table, tables


def write(build: Path, target: Path) -> list[Table]:
    """Copies the published schemas of the build database and returns the tables. Rows are ordered, so that the copy
    does not depend on how the models were built."""
    import duckdb

    with duckdb.connect(str(target)) as connection:
        connection.execute("set threads to 1")  # rows are written in the order in which they are selected
        connection.execute(f"attach '{_quoted(build)}' as build (read_only)")
        found = tables(connection, "build")
        for schema in dict.fromkeys(t.schema for t in found):
            connection.execute(f'create schema "{schema}"')
        for table in found:
            connection.execute(f"create table {table.path} as select * from build.{table.path} order by all")
            _comment(connection, table)
        connection.execute("detach build")
        connection.execute(functions.in_duckdb())
        connection.execute("checkpoint")
    return found


def _comment(connection, table: Table) -> None:
    if table.comment:
        connection.execute(f"comment on table {table.path} is '{_quoted(table.comment)}'")
    for column in table.columns:
        if column.comment:
            connection.execute(f"comment on column {table.path}.\"{column.name}\" is '{_quoted(column.comment)}'")


def _quoted(text: object) -> str:
    return str(text).replace("'", "''")
