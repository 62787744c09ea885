"""The one writer's lock of a home.

The lock is the operating system's (flock): it goes with the process that holds it, so a lock left behind by a crash
holds nobody up. What is written in the file only says who holds it.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_held: set[Path] = set()  # by this process: the night and the steps within it share one lock


class HomeLockedError(Exception):
    """Another run holds the home; `holder` says which (pid, host, started)."""

    def __init__(self, path: Path, holder: dict[str, object]) -> None:
        super().__init__(f"{path} is held by {holder}")
        self.path, self.holder = path, holder


@contextmanager
def held(path: Path, started: str) -> Iterator[bool]:
    """Holds the lock while the block runs; yields whether it was taken here (a block within a holding block does not
    take it again). Raises `HomeLockedError` at once, without waiting, where another process holds it."""
    key = path.resolve()
    if key in _held:
        yield False
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise HomeLockedError(path, _holder(descriptor)) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, _here(started), 0)
        _held.add(key)
        try:
            yield True
        finally:
            _held.discard(key)
            with suppress(OSError):  # what is written there only names the holder, and the lock is free all the same
                os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def holder(path: Path) -> dict[str, object] | None:
    """Who is written in the lock, and whether the lock is held (`alive`): a run that was cut short leaves its name and no
    lock. Null where nobody is. Waits for nobody."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return {**_holder(descriptor), "alive": True}
        return {**_holder(descriptor), "alive": False} if os.fstat(descriptor).st_size else None
    finally:
        os.close(descriptor)


def _here(started: str) -> bytes:
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "started": started}).encode()


def _holder(descriptor: int) -> dict[str, object]:
    try:
        return json.loads(os.pread(descriptor, 4096, 0))
    except ValueError:  # taken this moment, not yet written
        return {"pid": "?", "host": "?", "started": "?"}
