"""The log of a night for machines: one JSON object a line in `history/log.jsonl`, each with the run's id.

Belongs here: writing lines and keeping the file bounded. Does not belong here: what a person reads (`report_text`), and
the one line a night of `nights.jsonl`. A log that cannot be written costs nothing but itself.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project.home import append_lines

if TYPE_CHECKING:
    from dagster_project.night import Night

NAME = "log.jsonl"
MOST_BYTES = 8 * 1024 * 1024  # then the file becomes log.1.jsonl; the one before it goes


class NightLog:
    """The log of one run."""

    def __init__(
        self, folder: Path, run: str, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    ) -> None:
        self._path, self._run, self._now = folder / NAME, run, now

    def write(self, event: str, **fields: Any) -> None:
        """One line: `at`, `run`, `event`, then the fields (a document as `document` and `sha256`)."""
        line = {"at": self._now().strftime("%Y-%m-%dT%H:%M:%SZ"), "run": self._run, "event": event, **fields}
        with suppress(OSError):
            self._rotate()
            append_lines(self._path, (json.dumps(line, ensure_ascii=False) + "\n").encode())

    def _rotate(self) -> None:
        if self._path.exists() and self._path.stat().st_size > MOST_BYTES:
            os.replace(self._path, self._path.with_name("log.1.jsonl"))


def tell(log: NightLog, night: Night) -> None:
    """What a night did, document by document: received, refused, and how it ended."""
    for receipt in night.collected.new if night.collected else ():
        log.write("received", document=receipt.path, sha256=receipt.sha256, size=receipt.size, kind=receipt.kind)
    hashes = {o.task.file_name: o.task.sha256 for o in night.outcomes}
    for refusal in night.refusals:
        name = refusal.file_name or ""
        log.write("refused", document=name, sha256=hashes.get(name), code=refusal.code, reason=refusal.reason)
    for note in night.notes:
        log.write("note", message=note)
