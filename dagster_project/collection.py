"""From the inbox into the archive: every byte stored under its hash, every arrival receipted.

A file seen before with the same size and times of change is not hashed again: what is remembered lies in `build/` and
may be deleted. Belongs here: receiving. Does not belong here: looking at what was received.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from dagster_project import archive, receipts
from dagster_project.formats.archive import opened
from dagster_project.home import Home, write_whole
from dagster_project.inbox import Unreadable
from dagster_project.local_folder import LocalFolder
from dagster_project.places import Place
from dagster_project.receipts import Receipt


@dataclass(slots=True)
class Collected:
    """What came in: all receipts, those of this run, how many files lie in the inbox, and what could not be had."""

    receipts: list[Receipt]
    new: list[Receipt] = field(default_factory=list)
    files: int = 0
    ignored: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)


def collect(
    home: Home, inbox: Path | Place, run: str, received_at: str, now_ns: int, others: Sequence[Place] = ()
) -> Collected:
    """Receives what is new in the inbox and in the other places. `received_at` is ISO 8601 UTC, `now_ns` the same moment in
    nanoseconds. Raises `SetupError` where there is no such inbox and `ReceiptError` where the receipts are damaged."""
    return _collect(home, [inbox, *others], run, received_at, now_ns, keep=True)


def peek(home: Home, inbox: Path | Place) -> Collected:
    """What `collect` would receive, without receiving it: for the sensor, which holds no lock. Raises the same."""
    return _collect(home, [inbox], "", "", 0, keep=False)


def _collect(
    home: Home, places: Sequence[Path | Place], run: str, received_at: str, now_ns: int, keep: bool
) -> Collected:
    known = receipts.load(home.receipts)
    arrived = {(r.path, r.sha256) for r in known}
    remembered = _remembered(home)
    seen: dict[str, list[object]] = {}
    collected = Collected(known)
    for written in places:
        place = LocalFolder(written) if isinstance(written, Path) else written
        inbox = place.look()
        collected.files += len(inbox.files)
        collected.ignored += inbox.ignored
        collected.unreadable += inbox.unreadable
        for path in inbox.files:
            key = f"{place.name}/{path}"
            had = place.get(path, remembered.get(key), lambda h: archive.path_of(home.archive, h).is_file(), now_ns)
            if had is None:
                continue
            if isinstance(had, str):
                collected.unreadable.append(Unreadable(path, had))
                continue
            if keep and had.content is not None:  # a disk that takes no more breaks the night, not the file
                archive.store(home.archive, had.content)
            if had.stamp is not None:
                seen[key] = [*had.stamp, had.sha256]
            if (path, had.sha256) not in arrived:
                arrived.add((path, had.sha256))
                name = had.name or PurePosixPath(path).name
                receipt = receipts.Receipt(name, path, place.name, received_at, had.sha256, had.size, run)
                collected.new.extend(_receipts(home, receipt, keep))
    collected.receipts = known + collected.new
    if keep:
        receipts.append(home.receipts, collected.new)
    if keep and seen != remembered:
        write_whole(home.build / "seen.json", json.dumps(seen, ensure_ascii=False, sort_keys=True).encode())
    return collected


def _receipts(home: Home, receipt: Receipt, keep: bool) -> list[Receipt]:
    """The receipt of a file, and of each file in it where it is an archive: they are archived one by one as well."""
    is_zip = keep and receipt.name.lower().endswith(".zip")
    content = archive.path_of(home.archive, receipt.sha256).read_bytes() if is_zip else b""
    inside = opened(content) if content else None
    if inside is None:
        return [receipt]
    found = [replace(receipt, kind="archive")]
    for inner, data in inside:
        name, path = PurePosixPath(inner).name, f"{receipt.path}/{inner}"
        stored = archive.store(home.archive, data)
        found.append(replace(receipt, name=name, path=path, sha256=stored, size=len(data)))
    return found


def _remembered(home: Home) -> dict[str, list[object]]:
    try:
        return json.loads((home.build / "seen.json").read_bytes())
    except (OSError, ValueError):
        return {}
