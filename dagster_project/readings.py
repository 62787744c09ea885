"""The results of reading, kept by the hash of the bytes and the version of the reader; they may be deleted at any time.

The same bytes under another suffix are another task: a text named `.dat` is refused, and read once it is named `.txt`.
Belongs here: keeping and finding results. Does not belong here: reading (`reading`), and who reads when (`reading_pool`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.home import Home, write_whole
from dagster_project.receipts import Receipt
from dagster_project.record_json import CacheFormatError, by_name, reading_from_json, reading_to_json
from dagster_project.records import Reading, Refusal, stable_id


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """One document to read: bytes, and the name whose suffix says how."""

    sha256: str
    suffix: str
    file_name: str


@dataclass(slots=True)
class Outcome:
    """What became of a task: a reading, or the refusal of the whole file."""

    task: Task
    reading: Reading | None = None
    refusal: Refusal | None = None


def first_receipts(receipts: Iterable[Receipt]) -> dict[Task, Receipt]:
    """One task for each distinct (bytes, suffix), under the first name received, with its receipt, in that order."""
    found: dict[tuple[str, str], Receipt] = {}
    for receipt in receipts:
        if receipt.kind == "archive":
            continue
        found.setdefault((receipt.sha256, receipt.suffix), receipt)
    return {Task(r.sha256, r.suffix, r.name): r for r in found.values()}


class ReadingCache:
    """`readings/<reader version>/<sha256><suffix>.json.gz`."""

    def __init__(self, home: Home, version: str) -> None:
        self.folder = home.readings / version
        self.version = version

    def path(self, task: Task) -> Path:
        # a suffix is a publisher's text: only what is safe in a file name is taken as it is
        safe = task.suffix if task.suffix[1:].isalnum() and len(task.suffix) < 12 else "." + stable_id(task.suffix)
        return self.folder / f"{task.sha256}{safe if task.suffix else ''}.json.gz"

    def holds(self, task: Task) -> bool:
        return self.path(task).exists()

    def keep(self, outcome: Outcome) -> None:
        content: dict[str, Any] = {}
        if outcome.reading is not None:
            content["reading"] = reading_to_json(outcome.reading)
        if outcome.refusal is not None:
            content["refusal"] = by_name(outcome.refusal)
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        write_whole(self.path(outcome.task), gzip.compress(text.encode(), compresslevel=6, mtime=0))

    def get(self, task: Task) -> Outcome | None:
        """The kept outcome; null where there is none or what is there is damaged (it is read again then)."""
        try:
            content = json.loads(gzip.decompress(self.path(task).read_bytes()))
            reading = reading_from_json(content["reading"]) if "reading" in content else None
            refusal = Refusal(**content["refusal"]) if "refusal" in content else None
        except (OSError, EOFError, ValueError, KeyError, TypeError, CacheFormatError):
            return None
        if reading is None and refusal is None:
            return None
        return Outcome(task, reading, refusal)


def settled(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """One outcome for each distinct bytes: the first suffix under which they could be read, else the first refusal."""
    chosen: dict[str, Outcome] = {}
    for outcome in outcomes:
        before = chosen.get(outcome.task.sha256)
        if before is None or (before.reading is None and outcome.reading is not None):
            chosen[outcome.task.sha256] = outcome
    return list(chosen.values())
