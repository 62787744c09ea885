"""舍位平衡: residuals that the publishers' levelling of sums leaves between two tables.

Their software moves children by one last unit so that printed sums tie exactly; the same leaf in another table may
then differ. Belongs here: telling such residuals from mistakes. A mistake breaks the sum of its own column; levelling
does not: in both tables the column ties exactly, so that the residuals between the tables add to zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from expectations.identity import FAILS, HOLDS, LEVELLED
from expectations.relations.outcome import Outcome
from expectations.repair import Place


def explain_levelled(outcomes: Sequence[Outcome]) -> None:
    """Turns failing cell by cell comparisons of two tables into `holds_levelled` where the evidence is complete."""
    tied = {
        t.figure.place for o in outcomes if o.identity.relation == "hierarchy" and o.verdict == HOLDS for t in o.terms
    }
    below = addends(outcomes)
    columns: dict[tuple, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.identity.family != "cross_form" or outcome.identity.relation != "sum" or not outcome.terms:
            continue
        if (first := outcome.terms[0].figure).code:
            columns.setdefault((outcome.identity.identity_id, first.measure, first.level, first.basis), []).append(
                outcome
            )
    for column in columns.values():
        failing = [o for o in column if o.verdict == FAILS]
        if not failing or sum((o.difference or Fraction(0) for o in column), Fraction(0)) != 0:
            continue
        for outcome in failing:
            unit = max(t.figure.printed.unit for t in outcome.terms)
            moved = max(leaves(t.figure.place, below) for t in outcome.terms)
            small = abs(outcome.difference or Fraction(0)) <= (outcome.allowed or Fraction(0)) + unit * moved
            if small and all(t.figure.place in tied for t in outcome.terms):
                outcome.verdict = LEVELLED


def addends(outcomes: Sequence[Outcome]) -> dict[Place, list[Place]]:
    """The figures that add up to a figure within its table: down its column, else along its row."""
    found: dict[Place, list[Place]] = {}
    for relation in ("hierarchy", "sum"):
        for outcome in outcomes:
            if outcome.identity.relation != relation or outcome.identity.family not in ("row", "column"):
                continue
            whole = next((t.figure for t in outcome.terms if t.side == "reported"), None)
            parts = [t.figure.place for t in outcome.terms if t.side == "computed" and t.figure.printed.atoms]
            if whole is not None and parts:
                found.setdefault(whole.place, parts)
    return found


def leaves(place: Place, below: dict[Place, list[Place]], above: frozenset[Place] = frozenset()) -> int:
    """How many leaves a figure is made of: each may be moved by one unit."""
    if place not in below or place in above:
        return 1
    return sum(leaves(part, below, above | {place}) for part in below[place])
