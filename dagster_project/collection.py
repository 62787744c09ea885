"""From the inbox into the archive: every byte stored under its hash, every arrival receipted.

A file seen before with the same size and times of change is not hashed again: what is remembered lies in `build/` and
may be deleted. Belongs here: receiving. Does not belong here: looking at what was received.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dagster_project import archive, receipts
from dagster_project.formats.archive import opened
from dagster_project.home import Home, write_whole
from dagster_project.inbox import Unreadable, look

_SETTLED_NS = 2_000_000_000  # a file changed within two seconds of being seen may change again under the same times


@dataclass(slots=True)
class Collected:
    """What came in: all receipts, those of this run, how many files lie in the inbox, and what could not be had."""

    receipts: list[receipts.Receipt]
    new: list[receipts.Receipt] = field(default_factory=list)
    files: int = 0
    ignored: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)


def collect(home: Home, inbox_folder: Path, run: str, received_at: str, now_ns: int) -> Collected:
    """Receives what is new in the inbox. `received_at` is ISO 8601 UTC, `now_ns` the same moment in nanoseconds.
    Raises `SetupError` where there is no such inbox and `ReceiptError` where the receipts are damaged."""
    return _collect(home, inbox_folder, run, received_at, now_ns, keep=True)


def peek(home: Home, inbox_folder: Path) -> Collected:
    """What `collect` would receive, without receiving it: for the sensor, which holds no lock. Raises the same."""
    return _collect(home, inbox_folder, "", "", 0, keep=False)


def _collect(home: Home, inbox_folder: Path, run: str, received_at: str, now_ns: int, keep: bool) -> Collected:
    inbox = look(inbox_folder)
    known = receipts.load(home.receipts)
    arrived = {(r.path, r.sha256) for r in known}
    remembered = _remembered(home)
    place = str(inbox_folder.resolve())
    seen: dict[str, list[object]] = {}
    collected = Collected(known, files=len(inbox.files), ignored=inbox.ignored, unreadable=list(inbox.unreadable))
    for path in inbox.files:
        try:
            sha256, size, stamp = _bytes_of(home, inbox_folder / path, remembered.get(f"{place}/{path}"), keep)
        except OSError as error:
            collected.unreadable.append(Unreadable(path, error.strerror or str(error)))
            continue
        if now_ns - max(stamp[1], stamp[2]) > _SETTLED_NS:
            seen[f"{place}/{path}"] = [*stamp, sha256]
        if (path, sha256) not in arrived:
            arrived.add((path, sha256))
            stamped = (place, received_at)
            collected.new.extend(_receipts(home, path, sha256, size, stamped, run, keep))
    collected.receipts = known + collected.new
    if keep:
        receipts.append(home.receipts, collected.new)
    if keep and seen != remembered:
        write_whole(home.build / "seen.json", json.dumps(seen, ensure_ascii=False, sort_keys=True).encode())
    return collected


def _receipts(
    home: Home, path: str, sha256: str, size: int, stamped: tuple[str, str], run: str, keep: bool
) -> list[receipts.Receipt]:
    """The receipt of a file, and of each file in it where it is an archive: they are archived one by one as well."""
    name = PurePosixPath(path).name
    content = archive.path_of(home.archive, sha256).read_bytes() if keep and name.lower().endswith(".zip") else b""
    inside = opened(content) if content else None
    if inside is None:
        return [receipts.Receipt(name, path, *stamped, sha256, size, run)]
    found = [receipts.Receipt(name, path, *stamped, sha256, size, run, "archive")]
    for inner, data in inside:
        inner_name = PurePosixPath(inner).name
        inner_hash = archive.store(home.archive, data)
        found.append(receipts.Receipt(inner_name, f"{path}/{inner}", *stamped, inner_hash, len(data), run))
    return found


def _bytes_of(home: Home, path: Path, remembered: list | None, keep: bool) -> tuple[str, int, list[int]]:
    """Hash and size of the file, stored in the archive where it is to be kept, and its stamp: size, times, inode."""
    status = path.stat()
    stamp = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
    if remembered and remembered[:4] == stamp:
        sha256 = str(remembered[4])
        if archive.path_of(home.archive, sha256).is_file():
            return sha256, status.st_size, stamp
    content = path.read_bytes()
    sha256 = archive.store(home.archive, content) if keep else hashlib.sha256(content).hexdigest()
    return sha256, len(content), stamp


def _remembered(home: Home) -> dict[str, list[object]]:
    try:
        return json.loads((home.build / "seen.json").read_bytes())
    except (OSError, ValueError):
        return {}
