"""`citybudget doctor`: what is wrong with a home, and how to mend each. Looks only; changes nothing and takes no lock.

Belongs here: the checks, each a function from a home to findings. Does not belong here: their words (`doctor.yml`), how
they are shown (`doctor_command`).
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import file_digest
from pathlib import Path

from dagster_project import home_version, lock, receipts, remains
from dagster_project.home import ROOT, Home, SetupError
from dagster_project.publication import checksums, switch

ROOM = 4  # a night needs about so many times the standing publication: build, raw tables, the new one, and spare
LEAST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ailment:
    """One thing found: `code` names its words, `fills` what stands in them. An `error` needs a hand, a `warning` may wait."""

    code: str
    severity: str  # error | warning
    fills: dict[str, str] = field(default_factory=dict)


def examine(home: Home) -> dict[str, list[Ailment]]:
    """Every check with what it found, in a fixed order. Raises `SetupError` where there is no home or a newer one."""
    if not home.archive.is_dir():
        raise SetupError(f"{home.path}：不是数据目录（没有 archive/）；请用 --home 指定")
    home_version.refuse_newer(home)
    return {name: list(check(home)) for name, check in CHECKS.items()}


def _permissions(home: Home) -> Iterator[Ailment]:
    folders = (home.path, home.archive, home.receipts, home.readings, home.history, home.dagster, home.build)
    for folder in (*folders, home.published, home.refused):
        if not folder.is_dir():
            yield Ailment("folder_missing", "warning", {"path": str(folder)})
        elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            yield Ailment("not_writable", "error", {"path": str(folder)})


def _disk(home: Home) -> Iterator[Ailment]:
    free = shutil.disk_usage(home.path).free
    size = (
        sum(p.stat().st_size for p in home.current.resolve().rglob("*") if p.is_file()) if home.current.exists() else 0
    )
    needed = max(ROOM * size, LEAST_BYTES)
    if free < needed:
        yield Ailment("disk_low", "error", {"path": str(home.path), "free": _mib(free), "needed": _mib(needed)})


def _lock(home: Home) -> Iterator[Ailment]:
    holder = lock.holder(home.lock)
    if holder is None:
        return
    code = "running" if holder.pop("alive") else "lock_left"
    yield Ailment(code, "warning", {"path": str(home.lock), **{k: str(v) for k, v in holder.items()}})


def _versions(_: Home, required: Path = ROOT / "requirements.lock") -> Iterator[Ailment]:
    for name, version in re.findall(r"(?m)^([\w.-]+)==([^ ;\\\s]+)(?! *;)", required.read_text(encoding="utf-8")):
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            installed = "-"
        if installed != version:
            yield Ailment("version_differs", "warning", {"name": name, "installed": installed, "required": version})


def _receipts(home: Home) -> Iterator[Ailment]:
    try:
        known = receipts.load(home.receipts)
    except receipts.ReceiptError as error:
        yield Ailment("receipts_damaged", "error", {"path": str(error)})
        return
    for sha256, name in sorted({(r.sha256, r.name) for r in known}):
        path = home.archive / sha256[:2] / sha256
        if not path.is_file():
            yield Ailment("bytes_lost", "error", {"path": str(path), "name": name})


def _archive(home: Home) -> Iterator[Ailment]:
    for path in sorted(p for p in home.archive.rglob("*") if p.is_file() and not p.name.endswith(".tmp")):
        if _digest(path) != path.name:
            yield Ailment("bytes_damaged", "error", {"path": str(path)})


def _publications(home: Home) -> Iterator[Ailment]:
    current = os.readlink(home.current) if home.current.is_symlink() else None
    if current is None or not home.current.exists():
        yield Ailment("nothing_published" if current is None else "current_broken", "warning" if current is None else "error",
                      {"path": str(home.current)})  # fmt: skip
    for name in switch.ids(home.published):
        folder = home.published / name
        severity = "error" if name == current else "warning"
        try:
            expected = checksums.read(folder)
        except (OSError, ValueError):
            yield Ailment("publication_damaged", severity, {"path": str(folder / checksums.NAME)})
            continue
        there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {checksums.NAME}
        for path in sorted(expected.keys() | there):
            if path not in there or _digest(folder / path) != expected.get(path):
                yield Ailment("publication_damaged", severity, {"path": str(folder / path)})


def _remains(home: Home) -> Iterator[Ailment]:
    for path in sorted(remains.of(home)):
        yield Ailment("remains", "warning", {"path": str(path)})


def _nights(home: Home) -> Iterator[Ailment]:
    path = home.history / "nights.jsonl"
    lines = path.read_bytes().splitlines() if path.exists() else []
    try:
        last = json.loads(lines[-1]) if lines else None
    except ValueError:
        yield Ailment("record_damaged", "warning", {"path": str(path)})
        return
    if last and last.get("outcome") == "failed":
        yield Ailment("last_night_failed", "warning", {"path": str(path), "started": str(last.get("started"))})


CHECKS: dict[str, Callable[[Home], Iterator[Ailment]]] = {
    "permissions": _permissions,
    "disk": _disk,
    "lock": _lock,
    "versions": partial(_versions),
    "receipts": _receipts,
    "archive": _archive,
    "publications": _publications,
    "remains": _remains,
    "nights": _nights,
}


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _mib(size: int) -> str:
    return f"{size // (1024 * 1024)} MiB"
