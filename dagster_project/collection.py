"""From the inbox into the archive: every byte stored under its hash, every arrival receipted.

A file seen before with the same size and times of change is not hashed again: what is remembered lies in `build/` and
may be deleted. Belongs here: receiving. Does not belong here: looking at what was received.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dagster_project import archive, receipts
from dagster_project.formats.archive import opened
from dagster_project.home import Home, write_whole
from dagster_project.inbox import Unreadable, look
from dagster_project.receipts import Receipt

_SETTLED_NS = 2_000_000_000  # a file changed within two seconds of being seen may change again under the same times
_WATCHED_SECONDS = 0.2  # how long such a file is watched for growing


@dataclass(slots=True)
class Collected:
    """What came in: all receipts, those of this run, how many files lie in the inbox, and what could not be had."""

    receipts: list[Receipt]
    new: list[Receipt] = field(default_factory=list)
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
        found = _bytes_of(home, inbox_folder / path, remembered.get(f"{place}/{path}"), now_ns)
        if isinstance(found, str):
            collected.unreadable.append(Unreadable(path, found))
            continue
        sha256, size, stamp, content = found
        if keep and content is not None:  # a disk that takes no more breaks the night, not the file
            archive.store(home.archive, content)
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


def _bytes_of(
    home: Home, path: Path, remembered: list | None, now_ns: int
) -> tuple[str, int, list[int], bytes | None] | str:
    """Hash, size and stamp (size, times, inode) of a file, and its bytes unless they are known; or why it cannot be had.
    A file that changes while it is read is somebody's half copy: it is left for the next night."""
    try:
        stamp = _stamp(path)
        if remembered and remembered[:4] == stamp:
            sha256 = str(remembered[4])
            if archive.path_of(home.archive, sha256).is_file():
                return sha256, stamp[0], stamp, None
        if 0 <= now_ns - max(stamp[1:3]) < _SETTLED_NS:
            time.sleep(_WATCHED_SECONDS)
        content = path.read_bytes()
        if _stamp(path) != stamp or len(content) != stamp[0]:
            return "文件正在写入，读取时发生了变化"
    except OSError as error:
        return error.strerror or str(error)
    return hashlib.sha256(content).hexdigest(), len(content), stamp, content


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _remembered(home: Home) -> dict[str, list[object]]:
    try:
        return json.loads((home.build / "seen.json").read_bytes())
    except (OSError, ValueError):
        return {}
