"""Which disclosures are overdue on a day: approved so many days ago that they ought to be public, and not received.

The dates of approval are `seeds/approvals.csv`, the days allowed `seeds/requirements.csv` (the law gives twenty). Without a
date of approval nothing is overdue: lateness is undecided then. What was received late is the mart's matter
(`fct_disclosure_coverage`), since it needs no clock.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path

from dagster_project.departments import Department, Registry
from dagster_project.home import ROOT

APPROVALS, REQUIREMENTS = ROOT / "seeds" / "approvals.csv", ROOT / "seeds" / "requirements.csv"
Key = tuple[str, int, str]  # department id, fiscal year, stage
_NATIONAL = "national"
CITY_TIME = "Asia/Shanghai"  # a day begins and ends with the city's


@dataclass(frozen=True, slots=True, order=True)
class Overdue:
    """A disclosure that ought to be public since the day after `due_on`."""

    due_on: dt.date
    department_id: str
    department_name: str
    fiscal_year: int
    stage: str

    def days(self, today: dt.date) -> int:
        return (today - self.due_on).days


def overdue(
    received: Set[Key],
    registry: Registry,
    today: dt.date,
    approvals: Path = APPROVALS,
    requirements: Path = REQUIREMENTS,
) -> list[Overdue]:
    """The disclosures that are overdue on a day, the longest first. An approval of a region holds for every department of
    it that exists in that year; one of a department goes before it. Units are due when their department is replied to,
    which only an approval of their own says."""
    required = _rows(requirements)
    decided: dict[Key, Overdue] = {}
    for row in sorted(_rows(approvals), key=lambda r: (not r["department_id"], r["approval_id"])):
        year, stage = int(row["fiscal_year"]), row["stage"]
        allowed = _days_allowed(required, row["region"], year, stage)
        if allowed is None:
            continue
        due_on = dt.date.fromisoformat(row["approved_on"]) + dt.timedelta(days=allowed)
        for body in _bodies(registry, row["department_id"], row["region"], year):
            key = (body.department_id, year, stage)
            decided.setdefault(key, Overdue(due_on, body.department_id, body.department_name, year, stage))
    return sorted(o for key, o in decided.items() if o.due_on < today and key not in received)


def _bodies(registry: Registry, department_id: str, region: str, year: int) -> Iterable[Department]:
    if department_id:
        return [registry.by_id[department_id]] if department_id in registry.by_id else []
    return [
        d for d in registry.by_id.values() if d.region == region and not d.parent_department_id and d.exists_in(year)
    ]


def _days_allowed(required: list[dict[str, str]], region: str, year: int, stage: str) -> int | None:
    """The days of the form that is due first; null where no form is required."""
    days = [
        int(r["deadline_days"])
        for r in required
        if r["stage"] == stage and r["region"] in (_NATIONAL, region)
        if int(r["valid_from_year"] or year) <= year <= int(r["valid_to_year"] or year)
    ]
    return min(days, default=None)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
