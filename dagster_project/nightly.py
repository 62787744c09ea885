"""The nightly job from the lock to the report: what `citybudget nightly` and the schedule both run.

A night without news ends before any model, suite or orchestrator is loaded. Otherwise the job of `defs` runs here, in
this process, so that its run stands in the orchestrator's page like one the schedule started.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dagster_project import home_version, lateness, lock, night, remains, report
from dagster_project.home import Home, SetupError, append_lines
from dagster_project.night import Night, Progress
from dagster_project.night_log import NightLog, tell
from dagster_project.places import Place
from dagster_project.publication.basis import PublicationDamagedError, standing_id
from dagster_project.web.asking import Asker
from dagster_project.web.department_pages import DepartmentPages
from dagster_project.web.sources import Sources

# Millions of records live to the night's end: looking for waste among them as often as usual costs a sixth of it.
_RARELY = (100_000, 50, 100)
PUBLISHED, UNCHANGED, FAILED = "published", "unchanged", "failed"


@dataclass(slots=True)
class NightResult:
    """How a night ended: `published`, `unchanged` (the publication stands) or `failed` (the same, with `error`)."""

    outcome: str
    publication_id: str | None
    error: str | None = None
    received: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)  # what went wrong without costing the publication
    overdue: list[dict[str, Any]] = field(default_factory=list)  # as `lateness.of`


def run(
    home: Home,
    inbox: Path | Place,
    progress: Progress = lambda step, done, total: None,
    sources: Sources | None = None,
) -> NightResult:
    """Runs the job. Raises `SetupError` (exit 2), `HomeLockedError` (exit 3) and `ReceiptError` (exit 1); everything
    else is in the result."""
    if isinstance(inbox, Path) and not inbox.exists():  # before a home is made for nothing
        raise SetupError(f"{inbox}：收件目录不存在；请检查 --inbox 或环境变量 CITYBUDGET_INBOX")
    home.create()
    try:
        return _run(home, inbox, progress, sources)
    except OSError as error:  # the disk under the home, before anything of the night was made
        standing = None
        with suppress(OSError):
            standing = standing_id(home)
        return NightResult(FAILED, standing, disk_line(home, error))


def disk_line(home: Home, error: OSError) -> str:
    """One line for a disk that does not do what it is asked."""
    place = error.filename or home.path
    return (
        f"{place}：{error.strerror or error}；上一次发布保持不变，请检查磁盘空间、权限和挂载状态（citybudget doctor）"
    )


def _run(home: Home, inbox: Path | Place, progress: Progress, sources: Sources | None) -> NightResult:
    with night_of(home, inbox, progress, sources) as this:
        try:
            night.receive(this)
        except PublicationDamagedError as error:
            this.failure = error
        if this.failure is None and this.has_news:
            _run_job(this)
        return result_of(this)


def _outcome(this: Night) -> str:
    if this.published is not None:
        return PUBLISHED
    return UNCHANGED if this.changes and this.failure is None and not this.has_news else FAILED


def result_of(this: Night) -> NightResult:
    """How a night has ended, whoever ran it."""
    changes, home = this.changes, this.home
    standing = changes.publication_id if changes else standing_id(home)
    came_in = report.received(this) if this.collected else {}
    late = lateness.of(this)
    if _outcome(this) == UNCHANGED:
        content = report.kept(home, standing or "")
        return NightResult(UNCHANGED, standing, None, came_in, content, _seconds(this), this.notes, late)
    content = report.of_night(this) if this.assembled else {}
    if this.published is not None and this.failure is None:
        name = this.published["publication_id"]
        return NightResult(PUBLISHED, name, None, came_in, content, _seconds(this), this.notes, late)
    error = failure_line(this) if this.failure else None
    return NightResult(FAILED, standing, error, came_in, content, _seconds(this), this.notes, late)


@contextmanager
def night_of(
    home: Home,
    inbox: Path | Place,
    progress: Progress = lambda step, done, total: None,
    sources: Sources | None = None,
) -> Iterator[Night]:
    """A night under the home's lock; however it ends, it is recorded in `history/nights.jsonl`."""
    started = dt.datetime.now(dt.UTC)
    with lock.held(home.lock, started.strftime("%Y-%m-%dT%H:%M:%SZ")) as taken:
        if taken:
            home_version.bring_up(home)
            remains.remove(home)
        this = Night(home, inbox, started, progress)
        if sources:
            this.pages = DepartmentPages(home, sources, Asker(sources.delay_seconds))
        log = NightLog(home.history, this.run)
        log.write("started", inbox=str(inbox))
        try:
            yield this
        finally:
            try:
                _record(this, log)
                lateness.keep(this)
            except OSError as error:  # what was published is published
                this.notes.append(f"{error.filename or home.history}：本次运行未能记录（{error.strerror}）")


def _run_job(this: Night) -> None:
    """Runs the job in this process; why it did not publish is in `failure`."""
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        from dagster_project.environment import prepare

        prepare(this.home)
        from dagster_project.defs.in_process import execute

        execute(this)
    except Exception as error:  # noqa: BLE001 - whatever breaks, the publication stands and the user gets one line
        this.failure = this.failure or error
    finally:
        gc.set_threshold(*before)


def failure_line(this: Night) -> str:
    """One line on why nothing was published; the traceback goes to a file, never to a user."""
    assert this.failure is not None
    error = this.failure
    path = this.home.build / "failure.txt"
    with suppress(OSError):  # the disk may be what failed
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    if isinstance(error, OSError):
        return disk_line(this.home, error)
    what = " ".join(str(error).split()) or type(error).__name__
    known = isinstance(error, night.expected_failures())
    return what if known else f"运行中断（{type(error).__name__}）：{what}；详情见 {path}"


def _record(this: Night, log: NightLog) -> None:
    """Appends the night to the record of nights, and what it did to the log."""
    changes = this.changes
    content = {
        "run": this.run,
        "started": this.now,
        "seconds": _seconds(this),
        "received": len(this.collected.new) if this.collected else None,
        "read": this.read_now,
        "changed": changes.parts if changes else None,
        "outcome": _outcome(this),
        "publication_id": this.published["publication_id"] if this.published else changes and changes.publication_id,
    }
    tell(log, this)
    log.write("ended", **{k: v for k, v in content.items() if k != "run"}, error=this.failure and str(this.failure))
    line = json.dumps(content, ensure_ascii=False, sort_keys=True) + "\n"
    append_lines(this.home.history / "nights.jsonl", line.encode())


def _seconds(this: Night) -> float:
    return round((dt.datetime.now(dt.UTC) - this.started).total_seconds(), 2)
