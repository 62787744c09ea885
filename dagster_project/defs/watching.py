"""What Dagster watches between the nights: whether nights happen, and which disclosures are overdue.

Both are checks of the publication: a night answers them when it publishes, and a sensor in the hours between, since a
night that does not run answers nothing. Neither blocks; neither starts a run.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from zoneinfo import ZoneInfo

import dagster as dg

from dagster_project import departments
from dagster_project.deadlines import CITY_TIME, Key, Overdue, overdue
from dagster_project.defs.night_resource import configured_home
from dagster_project.freshness import MOST, is_fresh, last_good_night
from dagster_project.home import Home
from dagster_project.words import title

PUBLICATION = dg.AssetKey("publication")
FRESH, DEADLINES = "freshness", "deadlines"
SPECS = [
    dg.AssetCheckSpec(FRESH, asset=PUBLICATION, description="最近一次成功的夜间作业不早于 36 小时前"),
    dg.AssetCheckSpec(DEADLINES, asset=PUBLICATION, description="已批复的预决算都已按期公开（seeds/approvals.csv）"),
]


def evaluations(home: Home, received: frozenset[Key], now: dt.datetime, published: bool) -> list[dg.AssetCheckResult]:
    """Both checks at a moment (aware); `published` where a night is just publishing."""
    today = now.astimezone(ZoneInfo(CITY_TIME)).date()
    record = home.history / "nights.jsonl"
    last = now if published else last_good_night(record)
    late = overdue(received, departments.load(), today)
    return [
        dg.AssetCheckResult(
            check_name=FRESH,
            asset_key=PUBLICATION,
            passed=published or is_fresh(record, now),
            severity=dg.AssetCheckSeverity.WARN,
            description=f"最近一次成功的夜间作业：{last.isoformat(timespec='minutes') if last else '没有'}",
            metadata={"hours_allowed": MOST.total_seconds() / 3600},
        ),
        dg.AssetCheckResult(
            check_name=DEADLINES,
            asset_key=PUBLICATION,
            passed=not late,
            severity=dg.AssetCheckSeverity.WARN,
            description="\n".join(_said(o, today) for o in late) or "没有逾期未公开的",
            metadata={"overdue": len(late)},
        ),
    ]


def received_in(home: Home) -> frozenset[Key]:
    """Which disclosures the publication that stands holds; none where nothing is published. Raises `duckdb.Error` where its
    database is lost or damaged."""
    import duckdb

    # a publication that lacks its database is damaged and fails below: it is not a city that has sent nothing
    if not home.current.is_symlink():
        return frozenset()
    database = home.current / "budget.duckdb"
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        sql = """
            select department_id, fiscal_year, stage from marts.dim_disclosure
            where is_current and level is distinct from 'government'
        """
        return frozenset(connection.execute(sql).fetchall())


@dg.sensor(
    minimum_interval_seconds=3600,
    asset_selection=dg.AssetSelection.assets(PUBLICATION),
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="每小时看一次：夜间作业是否正常运行，已批复的预决算是否逾期未公开",
)
def watching_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Reports both checks where what they say has changed."""
    home = configured_home()
    if not home.receipts.is_dir():
        return dg.SkipReason(f"{home.path}：不是数据目录")
    found = evaluations(home, received_in(home), dt.datetime.now(dt.UTC), published=False)
    said = json.dumps([[e.check_name, e.passed, e.description] for e in found], ensure_ascii=False)
    cursor = hashlib.sha256(said.encode()).hexdigest()
    if cursor == context.cursor:
        return dg.SkipReason("没有变化")
    events = [
        dg.AssetCheckEvaluation(PUBLICATION, e.check_name or "", e.passed, e.metadata, None, e.severity, e.description)
        for e in found
    ]
    return dg.SensorResult(asset_events=events, cursor=cursor)


def _said(late: Overdue, today: dt.date) -> str:
    name = title("zh", late.department_name, late.fiscal_year, late.stage)
    return f"{name}：应于 {late.due_on} 前公开，逾期 {late.days(today)} 天"
