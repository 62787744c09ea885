"""`manifest.json`: what went in, what came out, and with which versions; its counts must balance or nothing is published.

In = out + refused: every distinct file received is a document of the marts or a refusal; every row written to a raw
table is a row of the history table of that name.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project.publication.catalog import Table
from dagster_project.readings import first_receipts

if TYPE_CHECKING:
    from dagster_project.night import Night

# raw table -> the published table that must hold exactly its rows
_ARRIVE_IN = {
    "documents": ("marts", "dim_document"),
    "disclosures": ("marts", "dim_disclosure"),
    "cells": ("history", "fct_cell"),
    "claims": ("history", "fct_claim"),
    "projects": ("history", "fct_project"),
    "indicators": ("history", "fct_performance_indicator"),
    "identity_results": ("history", "fct_identity_result"),
    "identity_terms": ("history", "fct_identity_term"),
    "suspect_cells": ("history", "fct_suspect_cell"),
}
_VERSIONS = ("dbt-core", "dbt-duckdb", "duckdb", "pyarrow", "pandas", "dagster", "great-expectations")


class CountsError(Exception):
    """Something that went in did not come out: names what and both numbers."""


def counts(night: Night, database: Path, tables: list[Table]) -> dict[str, Any]:
    """The counts of a run. Raises `CountsError` where they do not balance."""
    import duckdb

    assert night.collected
    files = [r for r in night.collected.receipts if r.kind == "file"]  # what an archive holds counts, not the archive
    received = len({r.sha256 for r in files}) + len(night.collected.unreadable)
    result: dict[str, Any] = {
        "documents": {"in": received, "out": night.raw_counts["documents"], "refused": len(night.refusals)}
    }
    known = {(t.schema, t.name) for t in tables}
    with duckdb.connect(str(database), read_only=True) as connection:
        for raw, (schema, name) in _ARRIVE_IN.items():
            if (schema, name) not in known:
                raise CountsError(f"{schema}.{name}：模型没有建出这张表，{raw} 无处核对")
            row = connection.execute(f"select count(*) from {schema}.{name}").fetchone()
            arrived = row[0] if row else 0
            result.setdefault(raw, {"in": night.raw_counts[raw], "out": arrived, "refused": 0})
            if arrived != night.raw_counts[raw]:
                raise CountsError(
                    f"{raw}：写入 {night.raw_counts[raw]} 行，{schema}.{name} 中为 {arrived} 行，有遗漏或重复"
                )
    documents = result["documents"]
    if documents["in"] != documents["out"] + documents["refused"]:
        raise CountsError(f"文件数不平：收到 {documents['in']}，公布 {documents['out']}，拒收 {documents['refused']}")
    return result


def write(
    night: Night, folder: Path, publication_id: str, balanced: dict[str, Any], files: dict[str, list[str]]
) -> dict:
    """Writes the manifest into the publication's folder and returns it."""
    assert night.collected
    assert night.changes
    content = {
        "publication_id": publication_id,
        "previous_publication_id": night.compared_with,
        "published_at": night.now,
        "run": night.run,
        "fingerprint": asdict(night.changes.fingerprint),
        "versions": {
            "reader": night.changes.fingerprint.reader,
            "code": night.changes.fingerprint.code,
            "city-budget-warehouse": importlib.metadata.version("city-budget-warehouse"),
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in _VERSIONS},
        },
        "counts": balanced,
        "inputs": [
            {
                "sha256": r.sha256,
                "file_name": r.name,
                "path": r.path,
                "run": r.run,
                "received_at": r.received_at,
                "size": r.size,
            }
            for r in first_receipts(night.collected.receipts).values()
        ],
        "unreadable": [{"path": u.path, "reason": u.reason} for u in night.collected.unreadable],
        "parquet": files,
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    return content
