"""What a database holds: schemas, tables, columns with their types and comments. Read from the database itself, so that
what is published describes itself and nothing is declared twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# What a publication holds. Staging, intermediate tables and seeds are the run's own.
SCHEMAS = ("marts", "history", "controls")


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `comment` begins with its Chinese label."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table with its columns in order; `comment` states the grain in its first sentence."""

    schema: str
    name: str
    comment: str
    columns: tuple[Column, ...]

    @property
    def path(self) -> str:
        return f'"{self.schema}"."{self.name}"'

    def has(self, column: str) -> bool:
        return any(c.name == column for c in self.columns)


def tables(connection: duckdb.DuckDBPyConnection, database: str, schemas: tuple[str, ...] = SCHEMAS) -> list[Table]:
    """The tables of these schemas, in the order of the schemas, then of names."""
    rows = connection.execute(
        """
        select t.schema_name, t.table_name, coalesce(t.comment, ''), c.column_name, c.data_type, coalesce(c.comment, '')
        from duckdb_tables() as t
        inner join duckdb_columns() as c
            on t.database_name = c.database_name and t.schema_name = c.schema_name and t.table_name = c.table_name
        where t.database_name = $database and list_contains($schemas, t.schema_name)
        order by list_position($schemas, t.schema_name), t.table_name, c.column_index
        """,
        {"database": database, "schemas": list(schemas)},
    ).fetchall()
    found: dict[tuple[str, str, str], list[Column]] = {}
    for schema, table, comment, *column in rows:
        found.setdefault((schema, table, comment), []).append(Column(*column))
    return [Table(*key, tuple(columns)) for key, columns in found.items()]


def label(comment: str) -> str:
    """The label a comment begins with: its words up to the first mark."""
    return re.split(r"[—：:；;。，,.（(]", comment, maxsplit=1)[0].strip()
