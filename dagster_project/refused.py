"""Refusal records of the home: one JSON a document that was refused whole, held, or not taken in every part.

What is refused and why is decided where it is read; here it is only written for people. Words of the narrative whose
topic is unknown are no refusal: their figures are kept.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project.home import write_whole
from dagster_project.named_files import CONFLICT
from dagster_project.records import Disclosure, Refusal, stable_id

if TYPE_CHECKING:
    from dagster_project.night import Night

CONTRADICTORY = "contradictory"
# figures or whole places that were not taken as what they are
IN_PART = {"not_understood", "not_read", "not_a_number", "truncated", "unit_missing", "unrecognised", CONFLICT}


def in_part(disclosure: Disclosure) -> list[list[Refusal]]:
    """The refusals of places within its documents, one list a document, in document order."""
    partial = [r for r in disclosure.refusals if r.code in IN_PART and r.document_id]
    partial.sort(key=lambda r: (r.file_name or "", r.document_id or ""))
    return [list(group) for _, group in groupby(partial, key=lambda r: r.document_id)]


def write(night: Night) -> None:
    """Writes the records of the night, and takes away those of documents that are refused no longer."""
    assert night.assembled
    disclosures = night.assembled.disclosures
    hashes = {o.task.file_name: o.task.sha256 for o in night.outcomes}
    by_document = {stable_id("document", o.task.sha256): o.task.sha256 for o in night.outcomes}
    wanted: dict[str, dict[str, Any]] = {}
    held = [r for d in disclosures for r in d.refusals if r.code == CONTRADICTORY]
    for refusal in [*night.refusals, *held]:
        sha256 = by_document.get(refusal.document_id or "") or hashes.get(refusal.file_name or "")
        record = {"file_name": refusal.file_name, "sha256": sha256, **_where(refusal)}
        wanted[sha256 or stable_id("path", refusal.file_name)] = record
    for disclosure in disclosures:
        for group in in_part(disclosure) if disclosure.is_current else ():
            sha256 = by_document[group[0].document_id or ""]
            record = {"file_name": group[0].file_name, "sha256": sha256, "code": "in_part"}
            wanted.setdefault(sha256, record | {"parts": [_where(r) for r in group]})
    _write(night.home.refused, wanted)


def _where(refusal: Refusal) -> dict[str, str]:
    return {name: getattr(refusal, name) for name in ("place", "reason", "remedy", "code")}


def _write(folder: Path, wanted: dict[str, dict[str, Any]]) -> None:
    contents = {
        folder / f"{name}.json": (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
        for name, record in wanted.items()
    }
    for path in folder.glob("*.json"):
        if path not in contents:
            path.unlink()
    for path, content in contents.items():
        if not (path.exists() and path.read_bytes() == content):
            write_whole(path, content)
