"""Records to JSON and back, exactly: decimals as strings of plain decimals, the same record giving the same bytes.

Two shapes: rows by name for people and programs (`citybudget check --json`), and rows by position for the cache of
readings, where the column names are said once a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any

from dagster_project import records
from dagster_project.records import DECIMAL_TYPES, Reading

_CENT = Decimal("0.01")
# the lists of a reading and what they hold
READING_TABLES = {
    "cells": records.Cell,
    "claims": records.Claim,
    "projects": records.Project,
    "indicators": records.Indicator,
    "passages": records.Passage,
    "refusals": records.Refusal,
    "not_taken": records.NotTaken,
}


class CacheFormatError(Exception):
    """A cached reading whose columns are not those of this version."""


@cache
def columns(record_type: type) -> tuple[str, ...]:
    """The columns of a record type in declared order: every field but its lists of records."""
    return tuple(f.name for f in fields(record_type) if not str(f.type).startswith("list["))


@cache
def decimal_columns(record_type: type) -> frozenset[str]:
    """The columns that hold a `Decimal`."""
    return frozenset(f.name for f in fields(record_type) if "Decimal" in str(f.type))


def plain(name: str, value: Decimal) -> str:
    """The decimal without an exponent; money with its two places where that loses nothing (829.3 -> "829.30")."""
    if name not in DECIMAL_TYPES and value.as_tuple().exponent != -2:
        cents = value.quantize(_CENT)
        if cents == value:
            value = cents
    return format(value, "f")


def by_name(record: object, names: Iterable[str] | None = None) -> dict[str, Any]:
    """One record as a mapping in declared order, decimals as strings."""
    row = {}
    for name in names or columns(type(record)):  # type: ignore[arg-type]
        value = getattr(record, name)
        row[name] = plain(name, value) if isinstance(value, Decimal) else value
    return row


def table(record_type: type, rows: Iterable[object]) -> dict[str, Any]:
    """A list of records by position, for the cache."""
    names = columns(record_type)
    return {
        "columns": list(names),
        "rows": [[str(v) if isinstance(v := getattr(r, n), Decimal) else v for n in names] for r in rows],
    }


def rows(record_type: type, content: dict[str, Any]) -> list[Any]:
    """The records of a cached table. Raises `CacheFormatError` where its columns are others."""
    names = columns(record_type)
    if tuple(content["columns"]) != names:
        raise CacheFormatError(f"{record_type.__name__}: {content['columns']}")
    decimals = [names.index(n) for n in names if n in decimal_columns(record_type)]
    return [record_type(*_with_decimals(row, decimals)) if decimals else record_type(*row) for row in content["rows"]]


def _with_decimals(row: list[Any], positions: list[int]) -> list[Any]:
    for position in positions:
        if row[position] is not None:
            row[position] = Decimal(row[position])
    return row


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """A whole reading for the cache."""
    content: dict[str, Any] = {
        name: getattr(reading, name) for name in ("document_id", "sha256", "format", "page_count")
    }
    content["identity"] = by_name(reading.identity)
    for name, record_type in READING_TABLES.items():
        content[name] = table(record_type, getattr(reading, name))
    return content


def reading_from_json(content: dict[str, Any]) -> Reading:
    """The reading of a cached file. Raises `CacheFormatError` where it is of another version."""
    lists = {name: rows(record_type, content[name]) for name, record_type in READING_TABLES.items()}
    identity = records.DocumentIdentity(**content["identity"])
    head: Callable[[str], Any] = content.__getitem__
    return Reading(head("document_id"), head("sha256"), head("format"), head("page_count"), identity, **lists)
