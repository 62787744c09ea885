"""Where `citybudget publish --to` copies the current publication: one word decides which kind of store it is.

Belongs here: telling the kinds of targets apart, and the error all of them raise. Does not belong here: how each is
written (`postgres.py`, `stored_files.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_POSTGRES = re.compile(r"^postgres(ql)?://", re.IGNORECASE)
_SECRET = re.compile(r"(?<=:)[^:@/]*(?=@)|(?<=password=)[^&]*")


class TargetError(Exception):
    """The target cannot take the publication: one line that names target, reason and remedy. The target is as before."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: to where (without its password), which publication, how many tables or files, how many rows or
    bytes, whether it lay there already, and what of an earlier one could not be cleared away yet."""

    target: str
    publication_id: str
    kind: str  # postgresql or files
    parts: int
    size: int
    was_there: bool
    kept: tuple[str, ...] = ()


def copy(publication: Path, target: str) -> Copied:
    """Copies the publication in this folder to the target: a PostgreSQL URL, or anything fsspec has a name for (a
    folder, `s3://bucket/path` …). Raises `TargetError`."""
    if _POSTGRES.match(target):
        from dagster_project.publication import postgres

        return postgres.copy(publication, target)
    from dagster_project.publication import stored_files

    return stored_files.copy(publication, target)


def shown(target: str) -> str:
    """The target as it may be printed: without a password."""
    return _SECRET.sub("***", target)
