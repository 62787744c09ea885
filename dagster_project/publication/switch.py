"""The moment of publishing: a finished folder gets its name, and `current` points to it, each by one rename.

A reader that has the old one open keeps reading it: its files stay until the publication is older than the kept ones,
and a file that is open outlives its name.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from dagster_project.home import sync_folder

KEPT = 14


def switch(published: Path, finished: Path, publication_id: str) -> str | None:
    """Gives the finished folder its name and makes it current. Returns what `point` returns."""
    target = published / publication_id
    _sync_files(finished)
    if target.exists() and publication_id != _current(published):
        shutil.rmtree(target)  # a run of the same moment ended between the two renames: nobody was ever pointed to it
    finished.rename(target)
    return point(published, publication_id)


def point(published: Path, publication_id: str) -> str | None:
    """Makes a publication that is there the current one, by one rename. Returns null, or the system's reason why the disk
    does not confirm what has happened already."""
    link = published / f".current.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(publication_id, target_is_directory=True)
    sync_folder(published)  # the folder has its name on the disk before anything points to it
    link.replace(published / "current")
    try:
        sync_folder(published)
    except OSError as error:
        return error.strerror or str(error)
    return None


def ids(published: Path) -> list[str]:
    """The publications that are there, the oldest first."""
    return sorted(
        p.name for p in published.iterdir() if p.is_dir() and not p.is_symlink() and not p.name.startswith(".")
    )


def prune(published: Path, kept: int = KEPT) -> list[str]:
    """Removes the publications beyond the newest `kept` (never the current one, nor one that a kept one was compared with:
    its changes could not be told again without it); returns their ids."""
    there = ids(published)
    stay = {*there[-kept:], _current(published)}
    stay |= {_compared_with(published / i) for i in there if i in stay}
    removed = [i for i in there if i not in stay]
    for publication_id in removed:
        shutil.rmtree(published / publication_id)
    return removed


def _current(published: Path) -> str | None:
    """The id of the publication that stands."""
    link = published / "current"
    return os.readlink(link) if link.is_symlink() else None


def _compared_with(publication: Path) -> str | None:
    """The publication whose figures this one was compared with, by its manifest; null where that is damaged."""
    try:
        manifest = json.loads((publication / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return None
    return manifest.get("previous_publication_id") if isinstance(manifest, dict) else None


def _sync_files(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
            continue
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
    sync_folder(folder)
