"""How well planted mistakes are found: detected, the right cell first, the right value, the right kind, never falsely sure.

Belongs here: one confrontation before and after planting, and the counts. A suspect counts that was not there before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from random import Random

from dagster_project.records import Confrontation, Disclosure
from expectations.confront import confront
from expectations.identity import load_identities
from tests.planted.planting import planted
from tests.planted.record import Covered, Fault

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


def decides(confrontation: Confrontation) -> Covered:
    """The records that some decided obligation covers: a mistake there can be seen."""
    held = {
        r.identity_result_id: r.identity_id
        for r in confrontation.results
        if r.verdict.startswith("holds") and r.severity != "notice" and r.identity_id in exact()
    }
    ratio = {i.identity_id for i in load_identities() if i.relation in ("share", "change_percent")}
    bounds = {r.identity_result_id: r.allowed_yuan for r in confrontation.results}
    weights: dict[str, dict[str, Decimal]] = {}
    allowed: dict[str, Decimal] = {}
    identities: dict[str, set[str]] = {}
    for term in confrontation.terms:
        record, identity = term.cell_id or term.claim_id, held.get(term.identity_result_id)
        coarse = identity in ratio and term.side != "reported"  # a percentage is coarser than its amounts
        if record and identity and term.coefficient and not coarse:
            signed = term.coefficient if term.side == "reported" else -term.coefficient
            parts = weights.setdefault(record, {})
            parts[term.identity_result_id] = parts.get(term.identity_result_id, Decimal(0)) + signed
            identities.setdefault(record, set()).add(identity)
            if (bound := bounds[term.identity_result_id]) is not None:
                allowed[record] = min(allowed.get(record, bound), bound)
    return Covered(weights, identities, allowed)


def measure(disclosure: Disclosure, faults: list[Fault], before: Confrontation, tally: Tally, neighbours=()) -> None:
    """Adds one planting to the tally."""
    after = confront(disclosure, neighbours)
    known = {(r.identity_id, r.instance) for r in before.results if r.verdict in BAD}
    new = [r for r in after.results if r.verdict in BAD and (r.identity_id, r.instance) not in known]
    old = {(s.cell_id or s.claim_id, s.proposed_value) for s in before.suspects}
    suspects = [s for s in after.suspects if (s.cell_id or s.claim_id, s.proposed_value) not in old]
    failing = {r.identity_result_id for r in new}
    touched = {t.cell_id or t.claim_id for t in after.terms if t.identity_result_id in failing}
    touched |= {i.cell_id for t in after.terms if t.identity_result_id in failing and t.indicator_id
                for i in disclosure.indicators if i.indicator_id == t.indicator_id}  # fmt: skip
    first = {s.cell_id or s.claim_id: s for s in reversed(suspects) if s.rank == 1}
    tally.counts["plantings"] += 1
    tally.counts["groups"] += len({r.fault_group for r in new})
    for fault in faults:
        tally.counts["faults"] += 1
        tally.counts["detected"] += bool(fault.records & touched)
        suspect = next((first[r] for r in (fault.record_id, *sorted(fault.others)) if r in first), None)
        tally.counts["first"] += suspect is not None
        if suspect is not None:
            tally.counts["value"] += suspect.proposed_value == fault.right
            tally.counts["kind"] += suspect.fault_kind in fault.kinds
            if suspect.fault_kind not in fault.kinds:
                tally.examples.append(
                    f"kind {sorted(fault.kinds)} called {suspect.fault_kind}: {suspect.printed_text} for {fault.right}"
                )
            if suspect.proposed_value != fault.right:
                tally.examples.append(f"value {suspect.proposed_value} proposed, {fault.right} is right")
        else:
            what = "not first" if fault.records & touched else "not detected"
            tally.examples.append(f"{what}: {fault.record_id} right {fault.right} {sorted(fault.kinds)}")
    by_id = {record: f for f in faults for record in f.records}
    for suspect in suspects:
        found = by_id.get(suspect.cell_id or suspect.claim_id or "")
        if suspect.is_unique and (found is None or suspect.proposed_value != found.right):
            tally.counts["false_certainty"] += 1
            tally.examples.append(f"falsely sure: {suspect} planted {faults}")


Sample = tuple[Disclosure, tuple[Disclosure, ...]]  # a right disclosure and its neighbours


def run(samples: Iterable[Sample], kind: str, count: int, times: int, seed: int = 1, first_turn: int = 0) -> Tally:
    """Plants `count` mistakes of a kind `times` times in each disclosure, from a fixed seed."""
    tally = Tally()
    for n, (disclosure, neighbours) in enumerate(samples):
        before, covered = judged(disclosure, neighbours)
        for turn in range(first_turn, first_turn + times):
            random = Random(f"{seed}/{kind}/{count}/{n}/{turn}")
            copy, faults = planted(disclosure, kind, covered, count, random, neighbours)
            if faults:
                measure(copy, faults, before, tally, neighbours)
    return tally


_judged: dict[int, tuple[Disclosure, Confrontation, Covered]] = {}


def judged(disclosure: Disclosure, neighbours: tuple[Disclosure, ...]) -> tuple[Confrontation, Covered]:
    """What is said of the right disclosure, once for all kinds, and the records whose mistakes can be seen."""
    if id(disclosure) not in _judged:
        before = confront(disclosure, neighbours)
        _judged[id(disclosure)] = disclosure, before, decides(before)
    return _judged[id(disclosure)][1:]
