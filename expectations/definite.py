"""Root causes read off the figures themselves: one group each, with all that holds once they are put right.

Belongs here: grouping definite explanations. Does not belong here: what is definite (`explanations.yml`, `explain.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from expectations.explain import UNEXPLAINED
from expectations.figures import Figure
from expectations.identity import FAILS
from expectations.relations.outcome import Outcome
from expectations.repair import System
from expectations.suspects import Names


def group_definite(outcome: Outcome, definite: dict[str, str], names: Names) -> None:
    """One group a definite explanation, however often it is found in a disclosure."""
    code = outcome.explanation or UNEXPLAINED
    if code not in definite:
        definite[code] = names.new(code)
    outcome.fault_group = definite[code]


def absorb(told: Sequence[Outcome], others: Sequence[Outcome], system: System) -> None:
    """Results that hold once what a definite explanation says is put right are of the same root cause."""
    for outcome in told:
        reported = next((t for t in outcome.terms if t.side == "reported" and t.coefficient), None)
        if outcome.verdict != FAILS or reported is None or outcome.computed is None:
            continue
        turned: list[Figure] = outcome.facts.get("reversed", [])  # type: ignore[assignment]
        changes = {f.place: Fraction(-2 * f.printed.atoms) for f in turned}
        if not changes and outcome.facts.get("budget") is None:
            changes = {reported.figure.place: outcome.computed * reported.coefficient - reported.figure.printed.atoms}
        for other in others:
            touched = any(t.figure.place in changes for t in other.terms)
            if touched and other.fault_group is None and system.holds(other, changes):
                other.fault_group, other.explanation = outcome.fault_group, outcome.explanation
                other.facts["suspect"] = (reported.figure, outcome.computed * reported.coefficient)
