"""`datapackage.json`: the marts described as a Fiscal Data Package, over the CSV files.

Its profile is the tabular one, on which the fiscal one builds: the published schema of `fiscal-data-package` demands that
very word and refuses its own, so that no descriptor named so validates. The fiscal properties (`columnType` of each field,
`countryCode`, `granularity`, `fiscalPeriod`) are all there.
"""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from dagster_project.publication.catalog import Column, Table, label

_TYPES = (
    ("DECIMAL", "number"), ("BIGINT", "integer"), ("INTEGER", "integer"), ("SMALLINT", "integer"), ("HUGEINT", "integer"),
    ("BOOLEAN", "boolean"), ("DATE", "date"), ("TIMESTAMP", "datetime"), ("DOUBLE", "number"),
)  # fmt: skip


def write(tables: list[Table], folder: Path, publication_id: str, created: str) -> None:
    """Writes the descriptor. `created` is ISO 8601 in UTC."""
    vocabulary = yaml.safe_load((Path(__file__).parent / "fiscal_columns.yml").read_text(encoding="utf-8"))
    content = {
        "profile": "tabular-data-package",
        "name": "city-budget-warehouse",
        "title": "部门预算与决算公开数据",
        "version": publication_id,
        "created": created,
        "columnTypes": vocabulary["taxonomy"],
        "countryCode": vocabulary["country"],
        "granularity": "aggregated",
        **_fiscal_period(folder / "budget.duckdb"),
        "resources": [_resource(t, vocabulary) for t in tables if t.schema == "marts"],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def _fiscal_period(database: Path) -> dict:
    """The years that the disclosures speak of; nothing where none has a year."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        first, last = connection.execute(
            "select min(fiscal_year), max(fiscal_year) from marts.dim_disclosure"
        ).fetchall()[0]
    return {"fiscalPeriod": {"start": f"{first}-01-01", "end": f"{last}-12-31"}} if first else {}


def _resource(table: Table, vocabulary: dict) -> dict:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"csv/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.comment,
        "schema": {"fields": [_field(c, vocabulary) for c in table.columns], "missingValues": [""]},
    }


def _field(column: Column, vocabulary: dict) -> dict:
    kind = next((name for prefix, name in _TYPES if column.type.startswith(prefix)), "string")
    field: dict[str, str | bool] = {
        "name": column.name,
        "type": kind if not column.type.endswith("[]") else "string",
        "title": label(column.comment) or column.name,
        "description": column.comment,
    }
    if column.name.endswith("_yuan"):
        field |= {"columnType": "value", "currency": vocabulary["currency"], "bareNumber": True}
    elif column.name in vocabulary["columns"]:
        field["columnType"] = vocabulary["columns"][column.name]
    return field
