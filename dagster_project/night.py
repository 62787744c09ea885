"""One night: the state its steps share, and the steps from receiving to writing the raw tables.

The steps are plain functions over a `Night`; the Dagster assets call the same ones, so that command line, schedule and
sensor run one job. Each step imports what is heavy itself: a night without news needs none of it.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dagster_project import collection, departments, raw_tables, refused, report, standing
from dagster_project.assembly import Assembled, assemble, placed
from dagster_project.changes import Changes, since_publication
from dagster_project.disclosures import Arrival
from dagster_project.home import Home
from dagster_project.places import Place
from dagster_project.publication.basis import compared_with
from dagster_project.reading_pool import read_all
from dagster_project.readings import Outcome, ReadingCache, first_receipts, settled
from dagster_project.records import Refusal
from dagster_project.web.department_pages import DepartmentPages

Progress = Callable[[str, int, int], None]  # step, done, of how many


class NightBrokenError(Exception):
    """The run cannot go on: one line that names the thing, the place and the remedy (exit code 1)."""


@dataclass(slots=True)
class Night:
    """A run: where, when, and what its steps have found so far."""

    home: Home
    inbox: Path | Place
    started: dt.datetime
    progress: Progress = lambda step, done, total: None
    pages: DepartmentPages | None = None
    collected: collection.Collected | None = None
    changes: Changes | None = None
    compared_with: str | None = None  # the publication that this night's changes are told from
    fiscal_years: frozenset[int] = frozenset()  # a backfill: documents of these years are read again
    read_now: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    assembled: Assembled | None = None
    raw_counts: dict[str, int] = field(default_factory=dict)
    built: Any = None  # models.Built
    gate: Any = None  # expectations.gate_result.GateResult
    published: dict[str, Any] | None = None
    overdue: list[dict[str, Any]] | None = None  # what `lateness` has found, once it was asked
    notes: list[str] = field(default_factory=list)  # what went wrong without costing the publication, a line each
    failure: BaseException | None = None

    @property
    def run(self) -> str:
        """The run's id: its moment, so that ids sort by time."""
        return self.started.strftime("%Y%m%dT%H%M%S.%fZ")

    @property
    def now(self) -> str:
        return self.started.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def today(self) -> str:
        return self.started.date().isoformat()

    @property
    def has_news(self) -> bool:
        """Whether there is anything to make: something changed since the publication that stands, or years are to be read
        again. Known once the night has received."""
        return bool(self.fiscal_years or (self.changes and self.changes.any))

    @property
    def refusals(self) -> list[Refusal]:
        """Every file refused as a whole: unreadable in the inbox, unreadable as a document, or without a place."""
        unread = [o.refusal for o in self.outcomes if o.refusal is not None]
        unplaced = self.assembled.unplaced if self.assembled else []
        return [*_not_had(self.collected), *unread, *unplaced]


def expected_failures() -> tuple[type[BaseException], ...]:
    """The errors whose message is a whole line for a user already."""
    from dagster_project.models import ModelError
    from dagster_project.publication.basis import PublicationDamagedError
    from dagster_project.publication.manifest import CountsError
    from dagster_project.publication.publish import GateNotPassedError
    from dagster_project.receipts import ReceiptError

    broken = NightBrokenError, ModelError, CountsError, GateNotPassedError, ReceiptError, raw_tables.RawTableError
    return *broken, PublicationDamagedError


def receive(night: Night) -> None:
    """Takes in what is new and decides whether anything changed since the last publication. Raises
    `PublicationDamagedError` where something did, and nothing whole is left to tell changes from."""
    moment = int(night.started.timestamp() * 1_000_000_000)
    pages = [night.pages] if night.pages else []
    collected = collection.collect(night.home, night.inbox, night.run, night.now, moment, pages)
    if night.pages:
        night.pages.settle([r for r in collected.receipts if r.run != night.run], collected.new)
    night.collected = collected
    night.changes = since_publication(night.home, night.collected, night.today)
    note = night.changes.standing.damage
    if night.has_news:
        night.compared_with, note = compared_with(night.home, night.changes.standing)
    if note:
        night.notes.append(note)


def read(night: Night) -> None:
    """Reads the bytes this reader version has not read yet, and loads the results of all."""
    assert night.collected
    assert night.changes
    cache = ReadingCache(night.home, night.changes.fingerprint.reader)
    tasks = list(first_receipts(night.collected.receipts))
    again = {t for t in tasks if _is_of(night.fiscal_years, cache.get(t))} if night.fiscal_years else set()
    missing = [t for t in tasks if t in again or not cache.holds(t)]
    night.outcomes = _loaded(night, cache, tasks, missing)
    night.read_now = len(missing)


def _is_of(years: frozenset[int], kept: Outcome | None) -> bool:
    return bool(kept and kept.reading and kept.reading.identity.fiscal_year in years)


def _loaded(night: Night, cache: ReadingCache, tasks: list, missing: list) -> list[Outcome]:
    for done, _ in enumerate(read_all(night.home, cache, missing), start=1):
        night.progress("read", done, len(missing))
    outcomes = {t: cache.get(t) for t in tasks}
    damaged = [t for t, outcome in outcomes.items() if outcome is None]
    for _ in read_all(night.home, cache, damaged):  # a damaged result costs a re-read, nothing else
        pass
    for task in damaged:
        outcomes[task] = cache.get(task)
        if outcomes[task] is None:
            raise NightBrokenError(f"{cache.path(task)}：读取结果不能写入或读回；请检查磁盘空间和权限")
    return settled(o for o in outcomes.values() if o is not None)


def put_together(night: Night) -> None:
    """Joins the documents into disclosures and confronts each with the identities and with its neighbours."""
    total = sum(o.reading is not None for o in night.outcomes)
    done = 0

    def advance(_: object) -> None:
        nonlocal done
        done += 1
        night.progress("confront", done, max(done, total))

    waivers = standing.waivers_in_force(night.today)
    night.assembled = placed(assemble(arrivals(night), departments.load(), waivers, advance))
    refused.write(night)


def write_raw(night: Night) -> None:
    """Writes the raw tables of everything that counts, and what changed since the publication that stands."""
    from dagster_project.publication import previous
    from dagster_project.publication.difference import changes
    from dagster_project.publication.publish import publication_id

    assert night.assembled
    name = publication_id(night)
    run = [raw_tables.PublicationRow(name, night.compared_with)]
    before = night.home.published / night.compared_with if night.compared_with else None
    changed = changes(before, night.assembled.disclosures, name) if before else []
    night.raw_counts = raw_tables.write(night.home.raw, {**tables(night), "changes": changed, "publications": run})
    if before:
        previous.write(before, night.home.raw)


def build_models(night: Night) -> None:
    """Builds the dbt project over the raw tables into the build database. Raises `ModelError`."""
    from dagster_project import models

    night.built = models.build(night.home, lambda done: night.progress("build", done, 0))


def judge(night: Night) -> None:
    """Puts the built database before the gate. What the gate says is in `night.gate`; nothing is raised for a no."""
    from expectations.suites import judge as judged

    shutil.rmtree(night.home.gate, ignore_errors=True)
    night.progress("judge", 0, 0)
    night.gate = judged(night.home.database, night.home.gate)


def publish(night: Night) -> None:
    """Publishes what the gate has passed. The report is kept first, for the nights without news; what is too old is
    taken away last, and if that fails the publication stands all the same."""
    from dagster_project.publication.publish import publication_id
    from dagster_project.publication.publish import publish as published
    from dagster_project.publication.switch import prune

    night.progress("publish", 0, 0)
    report.keep(night.home, publication_id(night), report.of_night(night))
    published(night)
    try:
        report.forget(night.home, prune(night.home.published))
    except OSError as error:
        night.notes.append(f"{error.filename or night.home.published}：过期的发布未能删除（{error.strerror}）")


def arrivals(night: Night) -> list[Arrival]:
    """The readings with their receipts, in the order of receipt."""
    assert night.collected
    receipts = first_receipts(night.collected.receipts)
    runs = {run: number for number, run in enumerate(dict.fromkeys(r.run for r in night.collected.receipts))}
    found = []
    for outcome in night.outcomes:
        if outcome.reading is not None:
            receipt = receipts[outcome.task]
            # the inbox itself is a pile of everybody's files: lying in it together says nothing
            folder = os.path.dirname(receipt.path) or receipt.path
            found.append(Arrival(outcome.reading, receipt.name, runs[receipt.run], receipt.received_at, folder))
    return found


def tables(night: Night) -> dict[str, list[object]]:
    """The rows of every raw table but `changes`."""
    from dagster_project.catalogues import form_rows, identity_rows

    assert night.assembled
    disclosures = night.assembled.disclosures
    confrontations = night.assembled.confrontations.values()
    rows: dict[str, list[object]] = {"disclosures": list(disclosures)}
    for name in ("documents", "cells", "claims", "projects", "indicators", "passages", "refusals"):
        rows[name] = [record for d in disclosures for record in getattr(d, name)]
    rows["refusals"] += night.refusals
    rows["identity_results"] = [r for c in confrontations for r in c.results]
    rows["identity_terms"] = [t for c in confrontations for t in c.terms]
    rows["suspect_cells"] = [s for c in confrontations for s in c.suspects]
    rows["identities"] = list(identity_rows())
    rows["forms"] = list(form_rows())
    return rows


def _not_had(collected: collection.Collected | None) -> list[Refusal]:
    """Files of the inbox whose bytes could not be had: nothing of them is in the archive yet."""
    remedy = "请检查文件的读取权限或链接，修复后会自动收取"
    unreadable = collected.unreadable if collected else []
    return [Refusal(u.path, "整个文件", f"不能读取文件（{u.reason}）", remedy, None, "not_had") for u in unreadable]
