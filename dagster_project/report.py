"""What a night has to say, as plain data: the closing report, its `--json`, and what a night without news repeats.

Belongs here: what is said. Does not belong here: how it looks (`report_text`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dagster_project import departments, online, standing
from dagster_project.applicability import applicability
from dagster_project.findings import Places, findings
from dagster_project.home import Home, write_whole
from dagster_project.records import Confrontation, Disclosure, Refusal
from dagster_project.refused import CONTRADICTORY, IN_PART, in_part
from dagster_project.words import SEVERITY_ORDER

if TYPE_CHECKING:
    from dagster_project.night import Night

_FOLDER = "reports"
_SHOWN = 3  # places of one document named in the report; all are in its refusal record
_UNDECIDED = "undecided"


def of_night(night: Night) -> dict[str, Any]:
    """The report of a night that read and confronted everything."""
    assert night.assembled
    assert night.collected
    waivers = standing.waivers_in_force(night.today)
    current = [d for d in night.assembled.disclosures if d.is_current]
    return {
        "documents": sum(o.reading is not None for o in night.outcomes),
        "cells": sum(len(d.cells) for d in night.assembled.disclosures),
        "claims": sum(len(d.claims) for d in night.assembled.disclosures),
        "refused": [refusal(r) for r in night.refusals],
        "held_files": [refusal(r) for d in current for r in d.refusals if r.code == CONTRADICTORY],
        "in_part": [
            {"count": len(group), "shown": [refusal(r) for r in group[:_SHOWN]]}
            for d in current
            for group in in_part(d)
        ],
        "lapsed_waivers": [
            {"waiver_id": waiver, "why": why}
            for waiver, why in standing.lapsed(
                night.today, [(d, night.assembled.confrontations[d.disclosure_id].results) for d in current]
            )
        ],
        "not_understood": sum(r.code not in {*IN_PART, CONTRADICTORY} for d in current for r in d.refusals),
        "disclosures": [_disclosure(d, night.assembled.confrontations[d.disclosure_id], waivers) for d in current],
        "online": _online(night),
        "unregistered": _unregistered(current),
    }


def _unregistered(current: Iterable[Disclosure]) -> list[str]:
    """The bodies that publish and are not in `seeds/departments.csv`, by name; the city's own document is nobody's."""
    known = departments.load().by_id
    return sorted({d.department_name for d in current if d.department_id not in known and d.level != "government"})


def _online(night: Night) -> list[dict[str, Any]]:
    """Where what a department put online is not what it sent; nothing where no pages are looked at."""
    if not night.pages or not night.collected:
        return []
    found = online.differences(night.outcomes, night.collected.receipts, departments.load(), night.pages.checked)
    return [asdict(difference) for difference in found]


def received(night: Night) -> dict[str, Any]:
    """What came in tonight."""
    assert night.collected
    return {
        "inbox": str(night.inbox),
        "files": night.collected.files,
        "new": len(night.collected.new),
        "ignored": night.collected.ignored,
        "read_now": night.read_now,
        "pages": [asdict(finding) for finding in night.pages.findings] if night.pages else [],
    }


def keep(home: Home, publication_id: str, content: dict[str, Any]) -> None:
    """Keeps the report of a publication, so that a night without news can repeat it. It is kept before the publication
    becomes current: none ever stands without its report."""
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    write_whole(home.history / _FOLDER / f"{publication_id}.json", text.encode())


def kept(home: Home, publication_id: str) -> dict[str, Any]:
    """The report of a publication; empty where there is none."""
    try:
        return json.loads((home.history / _FOLDER / f"{publication_id}.json").read_bytes())
    except (OSError, ValueError):
        return {}


def forget(home: Home, publication_ids: Iterable[str]) -> None:
    """Removes the reports of publications that are kept no longer."""
    for publication_id in publication_ids:
        (home.history / _FOLDER / f"{publication_id}.json").unlink(missing_ok=True)


def refusal(record: Refusal) -> dict[str, str | None]:
    """A refusal as people and programs read it."""
    names = ("file_name", "place", "reason", "remedy", "code")
    return {name: getattr(record, name) for name in names}


def _disclosure(disclosure: Disclosure, confrontation: Confrontation, waivers: list[standing.Waiver]) -> dict[str, Any]:
    found = findings(disclosure, confrontation, waivers)
    places = Places(disclosure, "zh"), Places(disclosure, "en")
    offered = applicability(confrontation)
    verdicts = Counter(r.verdict for r in confrontation.results)
    return {
        "disclosure_id": disclosure.disclosure_id,
        "department_id": disclosure.department_id,
        "department_name": disclosure.department_name,
        "fiscal_year": disclosure.fiscal_year,
        "stage": disclosure.stage,
        "level": disclosure.level,
        "version": disclosure.version,
        "status": disclosure.status,
        "judged": sum(n for verdict, n in verdicts.items() if verdict != _UNDECIDED),
        "undecided": verdicts[_UNDECIDED],
        "identities_applying": offered.applies,
        "identities_judged": offered.judged,
        "gaps": [
            {"identity_id": g.identity_id, "message_zh": g.message_zh, "message_en": g.message_en} for g in offered.gaps
        ],
        "severities": {s: n for s in SEVERITY_ORDER if (n := sum(f.severity == s and not f.waived for f in found))},
        "findings": [
            {
                "severity": f.severity,
                "fault_group": f.fault_group,
                "identities": len(f.results),
                "message_zh": f.chief.message_zh,
                "message_en": f.chief.message_en,
                "place_zh": places[0].of(f.suspects[0]) if f.suspects else "",
                "place_en": places[1].of(f.suspects[0]) if f.suspects else "",
                "waived": f.waived,
            }
            for f in found
        ],
    }
