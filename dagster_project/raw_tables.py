"""The raw tables of a run: the union of everything read and confronted, one Parquet file a table in `build/raw/`.

Columns and types are those of `records`; the row order is fixed, so that the same content gives the same bytes. A table
whose content did not change is left alone. Money never becomes a float on the way: decimals go to Arrow as decimals.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project import records
from dagster_project.home import write_whole
from dagster_project.record_json import columns
from dagster_project.records import DECIMAL_TYPES, MONEY_TYPE

if TYPE_CHECKING:
    import pyarrow as pa


class RawTableError(Exception):
    """A figure does not fit its column: names table, row and column. Nothing is rounded to make it fit."""


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """One accounting identity as declared in its file (`dim_identity`)."""

    identity_id: str
    family: str
    statement_zh: str
    statement_en: str
    severity: str
    ground: str
    advice_zh: str
    advice_en: str


@dataclass(frozen=True, slots=True)
class FormRow:
    """One official form as declared in its file (`dim_form`)."""

    form_id: str
    title_zh: str
    title_en: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One printed figure that differs between the previous publication and this one (`fct_change`)."""

    change_id: str
    publication_id: str
    mart: str
    row_key: str
    column_name: str
    old_value: str | None
    new_value: str | None
    cause: str  # new_document | replaced_document | reading | rule | classification
    department_id: str | None
    fiscal_year: int | None
    stage: str | None
    level: str | None
    coordinates: str
    difference_yuan: Decimal | None
    cell_ids: str  # of the new and of the old cell, joined by a comma


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """The publication that a run makes, and the one it is compared with."""

    publication_id: str
    previous_publication_id: str | None


@dataclass(frozen=True, slots=True)
class PreviousDocumentRow:
    """A document of a disclosure that was current in the previous publication."""

    department_id: str
    fiscal_year: int | None
    stage: str | None
    level: str | None
    document_id: str


@dataclass(frozen=True, slots=True)
class PreviousCellRow:
    """A cell of the previous publication as it was read: its id and what reading it gave."""

    cell_id: str
    printed_text: str | None
    amount_yuan: Decimal | None
    form_id: str | None
    form_ordinal: int | None
    row_label: str | None
    column_label: str | None
    function_code: str | None
    economic_code: str | None
    measure: str | None
    amount_basis: str | None
    side: str | None
    row_kind: str | None
    line_item: str | None
    unit_code: str | None


@dataclass(frozen=True, slots=True)
class PreviousFigureRow:
    """A figure of a mart, money or count, of the previous publication (`controls.ctl_figure`)."""

    mart: str
    department_id: str
    fiscal_year: int | None
    stage: str | None
    level: str | None
    coordinates: str
    classification_code: str | None
    amount_yuan: Decimal | None
    plain_value: Decimal | None
    cell_ids: str | None
    claim_id: str | None


# raw table -> its record type and the columns that order it
TABLES: dict[str, tuple[type, tuple[str, ...]]] = {
    "disclosures": (records.Disclosure, ("disclosure_id",)),
    "documents": (records.DocumentRow, ("document_id",)),
    "cells": (records.Cell, ("document_id", "table_number", "row_number", "column_number", "cell_id")),
    "claims": (records.Claim, ("document_id", "page", "line", "position", "claim_id")),
    "projects": (records.Project, ("document_id", "form_ordinal", "project_id")),
    "indicators": (records.Indicator, ("document_id", "form_ordinal", "ordinal", "indicator_id")),
    "passages": (records.Passage, ("document_id", "kind", "ordinal", "passage_id")),
    "refusals": (records.Refusal, ("document_id", "file_name", "place", "reason")),
    "identity_results": (records.IdentityResult, ("disclosure_id", "identity_id", "instance", "identity_result_id")),
    "identity_terms": (records.IdentityTerm, ("identity_result_id", "side", "ordinal", "cell_id", "claim_id")),
    "suspect_cells": (records.SuspectCell, ("disclosure_id", "fault_group", "rank", "cell_id", "claim_id")),
    "identities": (IdentityRow, ("identity_id",)),
    "forms": (FormRow, ("form_id",)),
    "changes": (ChangeRow, ("change_id",)),
    "publications": (PublicationRow, ("publication_id",)),
    "previous_documents": (PreviousDocumentRow, ("document_id",)),
    "previous_cells": (PreviousCellRow, ("cell_id",)),
    "previous_figures": (
        PreviousFigureRow,
        ("mart", "department_id", "fiscal_year", "stage", "level", "coordinates"),
    ),
}


def schema(record_type: type) -> pa.Schema:
    """The Arrow schema of a record type, from its annotations."""
    import pyarrow as pa

    of = {"str": pa.string(), "int": pa.int64(), "bool": pa.bool_()}
    annotations = {f.name: str(f.type) for f in fields(record_type)}
    result = []
    for name in columns(record_type):
        kind = annotations[name].split("|")[0].strip()
        arrow = pa.decimal128(*DECIMAL_TYPES.get(name, MONEY_TYPE)) if kind == "Decimal" else of[kind]
        result.append(pa.field(name, arrow))
    return pa.schema(result)


def write(raw: Path, tables: dict[str, Iterable[object]]) -> dict[str, int]:
    """Writes every raw table (one without rows too) and returns the number of rows of each. Raises `RawTableError`."""
    import pyarrow.parquet as pq

    unknown = sorted(set(tables) - set(TABLES))
    if unknown:
        raise RawTableError(f"no such raw table: {', '.join(unknown)}")
    counts = {}
    for name, (record_type, key) in TABLES.items():
        rows = sorted(tables.get(name, ()), key=partial(_order, key=key))
        buffer = io.BytesIO()
        pq.write_table(_table(name, record_type, rows), buffer, compression="zstd")
        path = raw / f"{name}.parquet"
        if not (path.exists() and path.read_bytes() == buffer.getvalue()):
            write_whole(path, buffer.getvalue())
        counts[name] = len(rows)
    return counts


def _order(record: object, key: tuple[str, ...]) -> tuple[tuple[bool, Any], ...]:
    return tuple((value is not None, value if value is not None else 0) for value in (getattr(record, k) for k in key))


def _table(name: str, record_type: type, rows: list[object]) -> pa.Table:
    import pyarrow as pa

    arrays = []
    for field in schema(record_type):
        values = [getattr(r, field.name) for r in rows]
        try:
            arrays.append(pa.array(values, type=field.type))
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
            raise RawTableError(_misfit(name, field, rows, error)) from None
    return pa.Table.from_arrays(arrays, schema=schema(record_type))


def _misfit(name: str, field: pa.Field, rows: list[object], error: Exception) -> str:
    """Which row does not fit: one clear line."""
    import pyarrow as pa

    for row in rows:
        value = getattr(row, field.name)
        try:
            pa.array([value], type=field.type)
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
            where = getattr(row, TABLES[name][1][-1], None)
            return f"{name} {where}: {field.name} = {value!s} 放不进 {field.type}；没有舍入，请核对原文或扩大列宽"
    return f"{name}.{field.name}: {error}"
