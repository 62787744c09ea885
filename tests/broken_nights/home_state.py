"""What must hold of a home after anything: the archive complete, a whole publication readable, nothing left lying about."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

BESIDES = {"build", "dagster", "lock"}  # may differ between two homes that say the same
RECORDS = {"history/nights.jsonl", "history/log.jsonl"}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def state(home: Path) -> dict[str, str]:
    """Every file of a home with its digest, but what holds no state, publications before the current one, the records of
    nights (broken or not) and the database file, whose pages the engine arranges; its content is
    compared as Parquet."""
    found = {}
    current = (home / "published" / "current").resolve()
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if path.parent.name == "reports" and path.stem != current.name:
            continue
        if path.is_relative_to(home / "published") and not path.is_relative_to(current) and not path.is_symlink():
            if path.name.startswith("."):
                found[name] = "unfinished"
            continue
        if name.split("/")[0] in BESIDES or name in RECORDS or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.name not in ("budget.duckdb", "SHA256SUMS"):
            found[name] = digest(path)
        else:
            found[name] = "present"
    return found


def wrongs(home: Path, received: set[str], publications: set[str]) -> list[str]:
    """What is wrong right after a fault: `received` are the hashes known before, `publications` the digests of the
    Parquet files of the publications that may stand."""
    wrong = []
    archived = set()
    for path in (home / "archive").rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            archived.add(path.name)
            if digest(path) != path.name:
                wrong.append(f"archive: {path.name} is not its bytes")
    wrong += [f"archive: {missing} is lost" for missing in sorted(received - archived)]
    receipts = home / "receipts" / "receipts.jsonl"
    for line in receipts.read_bytes().split(b"\n")[:-1] if receipts.exists() else ():
        if json.loads(line)["sha256"] not in archived:
            wrong.append(f"receipts: {line!r} speaks of bytes that are not there")
    return wrong + publication_wrongs(home, publications)


def publication_wrongs(home: Path, publications: set[str]) -> list[str]:
    """What is wrong with what readers use."""
    current = (home / "published" / "current").resolve()
    if not publications:
        return []
    sums = dict(reversed(line.split("  ", 1)) for line in (current / "SHA256SUMS").read_text().splitlines())
    found = {p.relative_to(current).as_posix(): digest(p) for p in current.rglob("*") if p.is_file()}
    found.pop("SHA256SUMS")
    wrong = [f"publication: {line}" for line in difference(sums, found)]
    if publication(home) not in publications:
        wrong.append(f"publication: {current.name} is neither the old nor the new one")
    return wrong


def publication(home: Path) -> str:
    """One digest over the Parquet files and the manifest of what is current."""
    current = (home / "published" / "current").resolve()
    parts = [f"{p.relative_to(current)} {digest(p)}" for p in sorted((current / "parquet").rglob("*.parquet"))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def difference(expected: dict[str, str], found: dict[str, str]) -> list[str]:
    """How two states differ, one line a file."""
    names = sorted(expected.keys() | found.keys())
    return [
        f"{name}: {'missing' if name not in found else 'extra' if name not in expected else 'differs'}"
        for name in names
        if expected.get(name) != found.get(name)
    ]
