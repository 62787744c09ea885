"""Where disclosures are received from: a place lists its files and gives the bytes of one at a time.

Belongs here: what all places have in common, and telling them apart by what a person writes. Does not belong here: how each
is read (`local_folder`, `remote_folder`, `department_pages`) and what is done with the bytes (`collection`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from dagster_project.inbox import Inbox

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_SECRET = re.compile(r"(?<=://)[^/@]*(?=@)|(?<=password=)[^&]*|(?<=secret=)[^&]*|(?<=token=)[^&]*")


@dataclass(slots=True)
class Had:
    """The bytes of a file, or their hash alone where they are known already (`content` null). `stamp` is what tells that
    the file has not changed since, as JSON; null where nothing does, so that it is read again the next time. `name` is
    what the file is called, where its path does not say."""

    sha256: str
    size: int
    stamp: list[Any] | None
    content: bytes | None
    name: str | None = None


# what is remembered of a file: its stamp, then its hash; whether bytes of a hash are archived
Remembered = list[Any] | None
Archived = Callable[[str], bool]


class Place(Protocol):
    """Somewhere that files come from."""

    @property
    def name(self) -> str:
        """What receipts call it; without a password."""

    def look(self) -> Inbox:
        """The files that lie there. Raises `SetupError` where it cannot be reached or listed."""

    def get(self, path: str, remembered: Remembered, archived: Archived, now_ns: int) -> Had | str | None:
        """A file, or in words why it cannot be had; null where the place says so itself."""


def place_of(written: str) -> Path | Place:
    """The folder or the place behind what a person wrote: a path, `file://…`, or any address fsspec has a name for.
    Raises `SetupError` where a package is missing for it."""
    if not _SCHEME.match(written):
        return Path(written)
    parts = urlsplit(written)
    if parts.scheme.lower() == "file":
        return Path(unquote(parts.path))
    from dagster_project.remote_folder import RemoteFolder

    return RemoteFolder(written)


def shown(written: str) -> str:
    """An address as it may be printed and kept: without user and password."""
    return _SECRET.sub("***", written)
