"""How well planted mistakes are found: detected, the right cell first, the right value, the right kind, never falsely sure.

Belongs here: one confrontation before and after planting, and the counts. A suspect counts that was not there before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from dagster_project.records import Confrontation, Disclosure
from expectations.confront import confront
from expectations.identity import load_identities
from tests.planted.planting import Fault, planted

EXACT = frozenset(
    {
        "sum",
        "hierarchy",
        "claim_equals_cell",
        "repeated_claim",
        "sum_projects",
        "cost_target",
        "share",
        "change_percent",
    }
)
BAD = ("fails", "incomplete")


@dataclass(slots=True)
class Tally:
    """Counts over many plantings, by kind of mistake."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def share(self, what: str, of: str = "faults") -> float:
        return self.counts[what] / self.counts[of] if self.counts[of] else 1.0

    def line(self) -> str:
        c = self.counts
        return (
            f"faults {c['faults']}, detected {self.share('detected'):.3f}, first {self.share('first'):.3f}, "
            f"value {self.share('value', 'first'):.3f}, kind {self.share('kind', 'first'):.3f}, "
            f"false certainty {c['false_certainty']}, findings a fault {self.share('groups'):.2f}"
        )


@lru_cache(maxsize=1)
def exact() -> frozenset[str]:
    """Identities that hold for one value alone: no bounds, no percentages, none that any of several forms may satisfy."""
    return frozenset(
        i.identity_id
        for i in load_identities()
        if i.relation in EXACT and i.family != "plausibility" and not i.parameters.get("any_alternative")
    )


def decides(confrontation: Confrontation) -> frozenset[str]:
    """The records that some decided obligation covers: a mistake there can be seen."""
    held = {
        r.identity_result_id
        for r in confrontation.results
        if r.verdict.startswith("holds") and r.severity != "notice" and r.identity_id in exact()
    }
    by_result = {r.identity_result_id: r.identity_id for r in confrontation.results}
    ratio = {i.identity_id for i in load_identities() if i.relation in ("share", "change_percent")}
    found = (
        t.cell_id or t.claim_id
        for t in confrontation.terms
        if t.identity_result_id in held
        and t.coefficient
        and (
            t.side == "reported" or by_result[t.identity_result_id] not in ratio
        )  # a percentage is coarser than its amounts
    )
    return frozenset(i for i in found if i)


def measure(disclosure: Disclosure, faults: list[Fault], before: Confrontation, tally: Tally) -> None:
    """Adds one planting to the tally."""
    after = confront(disclosure)
    known = {(r.identity_id, r.instance) for r in before.results if r.verdict in BAD}
    new = [r for r in after.results if r.verdict in BAD and (r.identity_id, r.instance) not in known]
    old = {(s.cell_id or s.claim_id, s.proposed_value) for s in before.suspects}
    suspects = [s for s in after.suspects if (s.cell_id or s.claim_id, s.proposed_value) not in old]
    failing = {r.identity_result_id for r in new}
    touched = {t.cell_id or t.claim_id for t in after.terms if t.identity_result_id in failing}
    first = {s.cell_id or s.claim_id: s for s in reversed(suspects) if s.rank == 1}
    by_id = {f.record_id: f for f in faults}
    tally.counts["plantings"] += 1
    tally.counts["groups"] += len({r.fault_group for r in new})
    for fault in faults:
        tally.counts["faults"] += 1
        tally.counts["detected"] += fault.record_id in touched
        suspect = first.get(fault.record_id)
        tally.counts["first"] += suspect is not None
        if suspect is not None:
            tally.counts["value"] += suspect.proposed_value == fault.right
            tally.counts["kind"] += suspect.fault_kind in fault.kinds
            if suspect.fault_kind not in fault.kinds:
                tally.examples.append(
                    f"kind {sorted(fault.kinds)} called {suspect.fault_kind}: {suspect.printed_text} for {fault.right}"
                )
        else:
            tally.examples.append(f"not first: {fault.record_id} right {fault.right} {sorted(fault.kinds)}")
    for suspect in suspects:
        fault = by_id.get(suspect.cell_id or suspect.claim_id or "")
        if suspect.is_unique and (fault is None or suspect.proposed_value != fault.right):
            tally.counts["false_certainty"] += 1
            tally.examples.append(f"falsely sure: {suspect} planted {faults}")


def run(disclosures: Iterable[Disclosure], kind: str, count: int, times: int, seed: int = 1) -> Tally:
    """Plants `count` mistakes of a kind `times` times in each disclosure, from a fixed seed."""
    tally = Tally()
    for n, disclosure in enumerate(disclosures):
        before = confront(disclosure)
        covered = decides(before)
        for turn in range(times):
            random = Random(f"{seed}/{kind}/{count}/{n}/{turn}")
            copy, faults = planted(disclosure, kind, covered, count, random)
            if faults:
                measure(copy, faults, before, tally)
    return tally
