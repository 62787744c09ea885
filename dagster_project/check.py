"""Disclosures read without a warehouse: files in, each disclosure with everything the identities say of it out.

The same reading, joining and confronting as in the nightly job. Belongs here: the answer as data. Does not belong here:
printing it (`check_text`, `check_command`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from dagster_project import departments
from dagster_project.assembly import assemble
from dagster_project.disclosures import Arrival
from dagster_project.reading_task import read
from dagster_project.readings import Task
from dagster_project.record_json import by_name
from dagster_project.records import Confrontation, Disclosure, Refusal
from dagster_project.standing import Waiver

_WAREHOUSE_ONLY = ("version", "is_current", "known_from", "known_to")
_REFUSAL = ("file_name", "place", "reason", "remedy")
_LISTS = ("documents", "cells", "claims", "projects", "indicators")


@dataclass(slots=True)
class Checked:
    """What a check found: disclosures in the order of their first file, and the files that could not be read."""

    disclosures: list[Disclosure] = field(default_factory=list)
    confrontations: dict[str, Confrontation] = field(default_factory=dict)
    unread: list[Refusal] = field(default_factory=list)


def check(files: list[Path], waivers: list[Waiver]) -> Checked:
    """Reads the files and confronts what they say. A file given twice counts once."""
    checked = Checked()
    arrivals: dict[str, Arrival] = {}
    for path in files:
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = f"不能读取文件（{error.strerror or error}）"
            checked.unread.append(Refusal(str(path), "整个文件", reason, "请检查文件名和读取权限", None, "not_had"))
            continue
        for name, data in _files(path.name, content):
            _read(name, data, arrivals, checked)
    assembled = assemble(arrivals.values(), departments.load(), waivers)
    order = {sha256: n for n, sha256 in enumerate(arrivals)}
    checked.disclosures = sorted(assembled.disclosures, key=lambda d: min(order[f.sha256] for f in d.documents))
    checked.confrontations = assembled.confrontations
    return checked


def _files(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """The file itself, or the files in it where it is an archive."""
    from dagster_project.formats.archive import opened

    inside = opened(content) if name.lower().endswith(".zip") else None
    return [(name, content)] if inside is None else [(PurePosixPath(inner).name, data) for inner, data in inside]


def _read(name: str, content: bytes, arrivals: dict[str, Arrival], checked: Checked) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 in arrivals:
        return
    outcome = read(Task(sha256, PurePosixPath(name).suffix.lower(), name), content)
    if outcome.reading is None:
        assert outcome.refusal is not None
        checked.unread.append(outcome.refusal)
    else:
        arrivals[sha256] = Arrival(outcome.reading, name)


def objects(checked: Checked) -> list[dict[str, Any]]:
    """One JSON object a disclosure (contract, section 1). Refusals of files that could not be read stand in the only
    object, or in one of their own where there are several disclosures or none."""
    result = [_object(d, checked.confrontations[d.disclosure_id]) for d in checked.disclosures]
    unread = [by_name(r, _REFUSAL) for r in checked.unread]
    if len(result) == 1:
        result[0]["refusals"] += unread
    elif unread or not result:
        result.append(_object(None, Confrontation()) | {"refusals": unread})
    return result


def _object(disclosure: Disclosure | None, confrontation: Confrontation) -> dict[str, Any]:
    content: dict[str, Any] = {"disclosure": None}
    if disclosure is not None:
        content["disclosure"] = by_name(disclosure) | dict.fromkeys(_WAREHOUSE_ONLY)
        content["disclosure"]["department_id"] = disclosure.department_id or None
    for name in _LISTS:
        content[name] = [by_name(record) for record in getattr(disclosure, name, ())]
    content["identity_results"] = [by_name(r) for r in confrontation.results]
    content["identity_terms"] = [by_name(t) for t in confrontation.terms]
    content["suspect_cells"] = [by_name(s) for s in confrontation.suspects]
    content["refusals"] = [by_name(r, _REFUSAL) for r in getattr(disclosure, "refusals", ())]
    return content
