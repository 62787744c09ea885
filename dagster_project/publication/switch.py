"""The moment of publishing: a finished folder gets its name, and `current` points to it, each by one rename.

A reader that has the old one open keeps reading it: its files stay until the publication is older than the kept ones,
and a file that is open outlives its name.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from dagster_project.home import sync_folder

KEPT = 14


def switch(published: Path, finished: Path, publication_id: str) -> Path:
    """Gives the finished folder its name and makes it current. Returns its new path."""
    target = published / publication_id
    _sync_files(finished)
    finished.rename(target)
    point(published, publication_id)
    return target


def point(published: Path, publication_id: str) -> None:
    """Makes a publication that is there the current one, by one rename."""
    link = published / f".current.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(publication_id, target_is_directory=True)
    link.replace(published / "current")
    sync_folder(published)


def ids(published: Path) -> list[str]:
    """The publications that are there, the oldest first."""
    return sorted(
        p.name for p in published.iterdir() if p.is_dir() and not p.is_symlink() and not p.name.startswith(".")
    )


def prune(published: Path, kept: int = KEPT) -> list[str]:
    """Removes the publications beyond the newest `kept` (never the current one) and the remains of broken runs;
    returns the ids removed."""
    current = os.readlink(published / "current")
    removed = [i for i in ids(published)[:-kept] if i != current]
    for publication_id in removed:
        shutil.rmtree(published / publication_id)
    for remains in published.glob(".unfinished-*"):
        shutil.rmtree(remains, ignore_errors=True)
    return removed


def _sync_files(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
            continue
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
    sync_folder(folder)
