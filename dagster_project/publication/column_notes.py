"""What is to be said of a published column beside its name, type and comment: unit, source, allowed values, an example,
and whether it may hold personal data.

Taken from the YAML beside the models (allowed values), from `column_notes.yml` (the rest) and from the rows (examples).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from dagster_project.home import ROOT
from dagster_project.publication.catalog import Column, Table, label

if TYPE_CHECKING:
    import duckdb

_NOTES = Path(__file__).with_name("column_notes.yml")
_MODELS = ROOT / "dbt" / "models" / "marts"


@dataclass(frozen=True, slots=True)
class Note:
    """One column. `allowed` are the values it may have, `refers_to` the table and column whose values it repeats; the
    example is the least value there is, null where there is none or where it may hold personal data."""

    table: str
    column: str
    type: str
    label: str
    meaning: str
    unit: str | None
    source: str
    allowed: tuple[str, ...]
    refers_to: str | None
    example: str | None
    personal: bool


def of(tables: Iterable[Table], database: duckdb.DuckDBPyConnection) -> list[Note]:
    """The notes of every column of the marts, in the order of tables and columns."""
    return [note for table in tables if table.schema == "marts" for note in _of_table(table, database)]


def _of_table(table: Table, database: duckdb.DuckDBPyConnection) -> list[Note]:
    personal = set(_notes()["personal"])
    least = ", ".join(f'cast(min("{c.name}") as varchar)' for c in table.columns)
    examples = database.execute(f"select {least} from {table.path}").fetchall()[0]
    tested = _tests().get(table.name, {})
    return [
        Note(
            table.name,
            column.name,
            column.type,
            label(column.comment) or column.name,
            column.comment,
            _first("units", table, column),
            _first("sources", table, column) or "",
            _allowed(column, tested.get(column.name, [])),
            _refers_to(tested.get(column.name, [])),
            None if column.name in personal else example,
            column.name in personal,
        )
        for column, example in zip(table.columns, examples, strict=True)
    ]


def _first(kind: str, table: Table, column: Column) -> str | None:
    for pattern, said in _notes()[kind].items():
        if fnmatchcase(f"{table.name}.{column.name}" if "." in pattern else column.name, pattern):
            return said
    return None


def _allowed(column: Column, tests: list[Any]) -> tuple[str, ...]:
    if column.type == "BOOLEAN":
        return ("true", "false")
    return tuple(
        str(value)
        for test in tests
        if isinstance(test, dict) and "accepted_values" in test
        for value in test["accepted_values"]["arguments"]["values"]
    )


def _refers_to(tests: list[Any]) -> str | None:
    for test in tests:
        if isinstance(test, dict) and "relationships" in test:
            arguments = test["relationships"]["arguments"]
            return f"{arguments['to'].split(chr(39))[1]}.{arguments['field']}"
    return None


@cache
def _notes() -> dict[str, Any]:
    return yaml.safe_load(_NOTES.read_text(encoding="utf-8"))


@cache
def _tests() -> dict[str, dict[str, list[Any]]]:
    """The tests of each column of each mart, as the YAML beside the models has them."""
    found: dict[str, dict[str, list[Any]]] = {}
    for path in sorted(_MODELS.rglob("*.yml")):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            found[model["name"]] = {c["name"]: c.get("data_tests", []) for c in model["columns"]}
    return found
