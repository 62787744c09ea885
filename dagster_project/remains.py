"""What a run that was cut short leaves lying about: temporary files and publications that were never finished.

Belongs here: finding and removing them, under the home's lock. Nothing here is ever the only copy of anything: a file
under its own name is whole, and only that counts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from dagster_project.home import Home


def of(home: Home) -> Iterator[Path]:
    """The remains of broken runs, in no order: files of `write_whole` under their temporary names, unfinished
    publications, and links to them."""
    for folder in (home.archive, home.receipts, home.readings, home.history, home.refused, home.dagster):
        yield from folder.rglob(".*.tmp")
    yield from home.published.glob(".unfinished-*")
    yield from home.published.glob(".current.*")


def remove(home: Home) -> int:
    """Removes them and says how many. What cannot be removed stays for `doctor` to name: it does no harm."""
    removed = 0
    for path in list(of(home)):
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError:
            continue
        removed += 1
    return removed
