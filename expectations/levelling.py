"""舍位平衡: residuals that the publishers' levelling of sums leaves between two tables.

Their software moves children by one last unit so that printed sums tie exactly; the same leaf in another table may
then differ. Belongs here: telling such residuals from mistakes. A mistake breaks the sum of its own column; levelling
does not: in both tables the column ties exactly, so that the residuals between the tables add to zero.
"""

from __future__ import annotations

from collections.abc import Sequence

from expectations.identity import FAILS, HOLDS, LEVELLED
from expectations.relations.outcome import Outcome


def explain_levelled(outcomes: Sequence[Outcome]) -> None:
    """Turns failing cell by cell comparisons of two tables into `holds_levelled` where the evidence is complete."""
    tied = {
        t.figure.place for o in outcomes if o.identity.relation == "hierarchy" and o.verdict == HOLDS for t in o.terms
    }
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
        if not failing or sum(o.difference or 0 for o in column) != 0:
            continue
        for outcome in failing:
            unit = max(t.figure.printed.unit for t in outcome.terms)
            small = abs(outcome.difference or 0) <= (outcome.allowed or 0) + unit
            if small and all(t.figure.place in tied for t in outcome.terms):
                outcome.verdict = LEVELLED
