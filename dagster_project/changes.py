"""The one decision whether anything changed since the last publication.

Command line, schedule and sensor ask it before any model, suite or orchestrator is loaded. A publication depends on
what was received (bytes, suffix, first name, order), on what could not be had, on the reader, on the code with its seeds
and models, and on the waivers in force; nothing else. Imports nothing heavy.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field

from dagster_project.collection import Collected
from dagster_project.home import Home
from dagster_project.publication.basis import Standing, standing
from dagster_project.publication.revert import taken_back
from dagster_project.readings import first_receipts
from dagster_project.standing import waivers_in_force
from dagster_project.versions import code_version, reader_version


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Everything a publication depends on, each part a short hash."""

    received: str
    unreadable: str
    reader: str
    code: str
    waivers: str


@dataclass(slots=True)
class Changes:
    """What a publication made now would depend on, what the standing one depended on, and which parts differ."""

    fingerprint: Fingerprint
    standing: Standing
    parts: list[str] = field(default_factory=list)

    @property
    def publication_id(self) -> str | None:
        """The id of the publication that stands, whole or not."""
        return self.standing.publication_id

    @property
    def any(self) -> bool:
        return bool(self.parts)


def since_publication(home: Home, collected: Collected, today: str) -> Changes:
    """What changed since the publication that stands: nothing, where the outcome would be one that was taken back; `today`
    (ISO date) decides which waivers are in force."""
    now = fingerprint(collected, today)
    stands = standing(home)
    if stands.publication_id is None:
        return Changes(now, stands, ["publication"])
    if asdict(now) in taken_back(home).values():  # it would be the very publication that was taken back
        return Changes(now, stands)
    if stands.manifest is None:
        return Changes(now, stands, ["publication"])
    before = stands.manifest["fingerprint"]
    parts = [name for name, value in asdict(now).items() if before.get(name) != value]
    return Changes(now, stands, parts)


def fingerprint(collected: Collected, today: str) -> Fingerprint:
    """What a publication of these receipts depends on."""
    received = [(r.sha256, r.suffix, r.name, r.received_at, r.run) for r in first_receipts(collected.receipts).values()]
    return Fingerprint(
        _hash(received),
        _hash([(u.path, u.reason) for u in collected.unreadable]),
        reader_version(),
        code_version(),
        _hash([w.waiver_id for w in waivers_in_force(today)]),
    )


def _hash(content: list) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]
