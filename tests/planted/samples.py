"""The documents mistakes are planted into: those of the sample inbox that have no broken sum."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dagster_project import check
from dagster_project.records import Disclosure

INBOX = Path(__file__).resolve().parents[2] / "samples" / "inbox"


@lru_cache(maxsize=1)
def right_disclosures() -> tuple[Disclosure, ...]:
    """Disclosures of the sample inbox without a finding of severity error, in the order of their names."""
    checked = check.check(sorted(INBOX.glob("*.txt")), [])
    wrong = {
        d.disclosure_id
        for d in checked.disclosures
        if any(
            r.verdict in ("fails", "incomplete") and r.severity == "error"
            for r in checked.confrontations[d.disclosure_id].results
        )
    }
    right = [d for d in checked.disclosures if d.cells and d.disclosure_id not in wrong]
    assert len(right) >= 6
    return tuple(right)
