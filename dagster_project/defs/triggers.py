"""What starts the job: the night, and something new in the inbox. Both ask the one decision whether anything changed
before anything heavy is loaded."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict

import dagster as dg

from dagster_project.changes import Changes, since_publication
from dagster_project.collection import peek
from dagster_project.deadlines import CITY_TIME
from dagster_project.defs.jobs import nightly_job
from dagster_project.defs.night_resource import configured_home, configured_inbox, configured_sources
from dagster_project.home import SetupError

UNCHANGED = "收件目录和程序自上次发布以来没有变化"


@dg.schedule(
    job=nightly_job,
    cron_schedule="0 2 * * *",
    execution_timezone=CITY_TIME,
    description="每晚两点（北京时间）",
)
def nightly_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """A run where anything changed since the last publication; where departments' pages are looked at, a run in any case,
    since only the night asks them: without news it makes nothing and is recorded."""
    now = context.scheduled_execution_time.astimezone(dt.UTC)
    request = _request(now)
    try:
        looks_at_pages = configured_sources() is not None
    except SetupError as error:
        return dg.SkipReason(str(error))
    if isinstance(request, dg.SkipReason) and request.skip_message == UNCHANGED and looks_at_pages:
        return dg.RunRequest(run_key=now.date().isoformat())
    return request


@dg.sensor(job=nightly_job, minimum_interval_seconds=300, description="收件目录有新文件时立即运行")
def inbox_sensor(_: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """A run where anything changed; the same change starts one run only, even if that run fails."""
    return _request(dt.datetime.now(dt.UTC))


def _request(now: dt.datetime) -> dg.RunRequest | dg.SkipReason:
    home = configured_home()
    try:
        changes = since_publication(home, peek(home, configured_inbox()), now.date().isoformat())
    except SetupError as error:
        return dg.SkipReason(str(error))
    if not changes.any:
        return dg.SkipReason(UNCHANGED)
    return dg.RunRequest(run_key=_run_key(changes))


def _run_key(changes: Changes) -> str:
    content = json.dumps([changes.publication_id, asdict(changes.fingerprint)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
