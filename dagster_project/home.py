"""The paths below the home (contract, section 2), and writing a file so that it is whole or not there.

Belongs here: where things lie. Does not belong here: what is in them.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


class SetupError(Exception):
    """The call or the set-up is wrong (exit code 2): one line that names the thing and the remedy."""


@dataclass(frozen=True, slots=True)
class Home:
    """All state of a warehouse. Nothing outside this folder is ever written."""

    path: Path

    @property
    def archive(self) -> Path:
        return self.path / "archive"

    @property
    def receipts(self) -> Path:
        return self.path / "receipts"

    @property
    def readings(self) -> Path:
        return self.path / "readings"

    @property
    def history(self) -> Path:
        return self.path / "history"

    @property
    def dagster(self) -> Path:
        return self.path / "dagster"

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def build(self) -> Path:
        return self.path / "build"

    @property
    def raw(self) -> Path:
        return self.build / "raw"

    @property
    def database(self) -> Path:
        return self.build / "budget.duckdb"

    @property
    def gate(self) -> Path:
        return self.build / "gate"

    @property
    def published(self) -> Path:
        return self.path / "published"

    @property
    def current(self) -> Path:
        return self.published / "current"

    @property
    def refused(self) -> Path:
        return self.path / "refused"

    def create(self) -> Home:
        """Makes the folders. Raises `SetupError` where the place cannot be written."""
        try:
            for folder in (self.archive, self.receipts, self.readings, self.history, self.dagster, self.build):
                folder.mkdir(parents=True, exist_ok=True)
            self.published.mkdir(exist_ok=True)
            self.refused.mkdir(exist_ok=True)
        except OSError as error:
            raise SetupError(
                f"{self.path}：不能建立或写入（{error.strerror}）；请检查 --home 指向的目录及其权限"
            ) from None
        return self


def write_whole(path: Path, content: bytes) -> None:
    """Writes the file under a temporary name beside it, forces it to disk and renames it into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def append_lines(path: Path, lines: bytes) -> None:
    """Appends whole lines and forces them to disk; what a crash left of a last line is cut off first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        whole = path.read_bytes().rfind(b"\n") + 1
        os.ftruncate(descriptor, whole)
        if os.pwrite(descriptor, lines, whole) != len(lines):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Forces the folder's entries (a rename in it) to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
