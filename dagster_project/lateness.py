"""Which disclosures are overdue on the day of a night, and which of them were not the last time: new once, counted always.

What was told the last time is `history/overdue.json`. Belongs here: telling new from known. Does not belong here: when a
disclosure is due (`deadlines`), how it is said (`summary`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dagster_project import departments, report
from dagster_project.deadlines import CITY_TIME, Key, overdue
from dagster_project.home import Home, write_whole
from dagster_project.publication.basis import standing_id

if TYPE_CHECKING:
    from dagster_project.night import Night

NAME = "overdue.json"
_GOVERNMENT = "government"  # the city's own document is no department's


def of(night: Night) -> list[dict[str, Any]]:
    """What is overdue on the city's day of the night, the longest first: department, year, stage, `due_on` (ISO date),
    `days`, `is_new`. Asked once a night, so that the record of it does not change the answer."""
    if night.overdue is None:
        received = _received(night)
        today = night.started.astimezone(ZoneInfo(CITY_TIME)).date()
        told = _told(night.home)
        late = overdue(received, departments.load(), today) if received is not None else []
        night.overdue = [
            {
                "department_id": o.department_id,
                "department_name": o.department_name,
                "fiscal_year": o.fiscal_year,
                "stage": o.stage,
                "due_on": o.due_on.isoformat(),
                "days": o.days(today),
                "is_new": (o.department_id, o.fiscal_year, o.stage) not in told,
            }
            for o in late
        ]
    return night.overdue


def keep(night: Night) -> None:
    """Keeps what was overdue, for the next night. Nothing is kept by a night that does not know what was received."""
    now = {(o["department_id"], o["fiscal_year"], o["stage"]) for o in of(night)}
    if _received(night) is not None and now != _told(night.home):
        write_whole(night.home.history / NAME, json.dumps(sorted(now), ensure_ascii=False).encode())


def _received(night: Night) -> set[Key] | None:
    """What is there by this night, else by the publication that stands; null where neither says."""
    if night.assembled:
        current = [d for d in night.assembled.disclosures if d.is_current]
        return {(d.department_id, d.fiscal_year or 0, d.stage or "") for d in current if d.level != _GOVERNMENT}
    rows = report.kept(night.home, standing_id(night.home) or "").get("disclosures")
    if rows is None:
        return None
    return {(r.get("department_id", ""), r["fiscal_year"], r["stage"]) for r in rows if r["level"] != _GOVERNMENT}


def _told(home: Home) -> set[Key]:
    try:
        return {(body, year, stage) for body, year, stage in json.loads((home.history / NAME).read_bytes())}
    except (OSError, ValueError, TypeError):
        return set()
