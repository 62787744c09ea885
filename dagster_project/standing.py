"""How a disclosure stands once its identities are confronted: accepted or held, and whether its money may be added up.

Rules: contract, section 3 (`dim_disclosure`). A waiver accepts one finding at exactly its printed and computed values.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dagster_project.departments import Registry
from dagster_project.home import ROOT
from dagster_project.records import Disclosure, IdentityResult

SEED = ROOT / "seeds" / "waivers.csv"
FINDINGS = frozenset({"fails", "incomplete"})  # the verdicts that say something is wrong
ERRORS = frozenset({"error", "fatal"})


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted finding."""

    waiver_id: str
    identity_id: str
    department_id: str
    fiscal_year: int
    stage: str
    instance: str
    printed_value: Decimal
    computed_value: Decimal


def waivers_in_force(today: str, path: Path = SEED) -> list[Waiver]:
    """The waivers that hold on a day (ISO date), in the order of the seed; a day past `valid_until` ends one."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if not r["valid_until"] or today <= r["valid_until"]]
    return [
        Waiver(
            r["waiver_id"],
            r["identity_id"],
            r["department_id"],
            int(r["fiscal_year"]),
            r["stage"],
            r["instance"],
            Decimal(r["printed_value"]),
            Decimal(r["computed_value"]),
        )
        for r in rows
    ]


def lapsed(
    today: str, results: Iterable[tuple[Disclosure, Iterable[IdentityResult]]], path: Path = SEED
) -> list[tuple[str, str]]:
    """Waivers that accept nothing any more, with the reason: `expired`, or `stale` where the disclosure they speak of is
    there and has no finding with exactly these figures. In the order of the seed."""
    every = waivers_in_force("", path)
    in_force = {w.waiver_id for w in waivers_in_force(today, path)}
    found = list(results)
    lines = []
    for waiver in every:
        here = (waiver.department_id, waiver.fiscal_year, waiver.stage)
        own = [(d, rows) for d, rows in found if (d.department_id, d.fiscal_year, d.stage) == here]
        if waiver.waiver_id not in in_force:
            lines.append((waiver.waiver_id, "expired"))
        elif own and not any(r.verdict in FINDINGS and is_waived(r, d, [waiver]) for d, rows in own for r in rows):
            lines.append((waiver.waiver_id, "stale"))
    return lines


def is_waived(result: IdentityResult, disclosure: Disclosure, waivers: Iterable[Waiver]) -> bool:
    """Whether a waiver accepts this finding with these very figures."""
    printed = result.reported_yuan if result.reported_yuan is not None else result.reported
    computed = result.computed_yuan if result.computed_yuan is not None else result.computed
    here = (result.identity_id, disclosure.department_id, disclosure.fiscal_year, disclosure.stage, result.instance)
    return any(
        here == (w.identity_id, w.department_id, w.fiscal_year, w.stage, w.instance)
        and (printed, computed) == (w.printed_value, w.computed_value)
        for w in waivers
    )


def open_errors(disclosure: Disclosure, results: Iterable[IdentityResult], waivers: list[Waiver]) -> int:
    """How many findings of severity error or above wait for an answer."""
    return sum(
        r.verdict in FINDINGS and r.severity in ERRORS and not is_waived(r, disclosure, waivers) for r in results
    )


def mark_additive(disclosures: list[Disclosure], registry: Registry) -> None:
    """Sets `is_additive`: true for a department's current disclosure, and for a unit's where nothing above it (nor the
    department under its own name) has one for that year and stage. The government's own document is never added."""
    by_department = {
        (d.department_id, d.fiscal_year, d.stage) for d in disclosures if d.is_current and d.level == "department"
    }
    for disclosure in disclosures:
        when = (disclosure.fiscal_year, disclosure.stage)
        above = registry.above(disclosure.department_id)
        if disclosure.level == "unit":
            above = [disclosure.department_id, *above]
        covered = any((department_id, *when) in by_department for department_id in above)
        disclosure.is_additive = (
            bool(disclosure.is_current) and disclosure.level in ("department", "unit") and not covered
        )
