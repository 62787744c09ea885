"""The queries of docs/queries.md and their answers in each store, as rows of plain values that can be compared."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import duckdb

from tests.conftest import REPOSITORY

_BLOCK = re.compile(r"^## (\d+)\..*?```sql\n(.*?)```", re.MULTILINE | re.DOTALL)
QUERIES = {int(number): sql.strip() for number, sql in _BLOCK.findall((REPOSITORY / "docs/queries.md").read_text())}

Rows = list[tuple]


def plain(rows) -> Rows:
    """Rows in which equal values are equal, whatever type an engine has for them; a figure may not come as a float."""
    return [tuple(_plain(value) for value in row) for row in rows]


def _plain(value: object) -> object:
    assert not isinstance(value, float), f"{value}: a figure became a float"
    if value is None or isinstance(value, str | bool):
        return value
    return Decimal(str(value)).normalize()


def parquet_tables(publication: Path) -> dict[str, str]:
    """Each mart with the pattern of its files."""
    return {folder.name: f"{folder}/*.parquet" for folder in sorted((publication / "parquet").iterdir())}


def in_duckdb(publication: Path, sql: str) -> Rows:
    with duckdb.connect(str(publication / "budget.duckdb"), read_only=True) as connection:
        return plain(connection.execute(sql).fetchall())
