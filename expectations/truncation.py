"""Publishers that cut figures off instead of rounding them: recognised by their sums, never assumed.

A figure cut off stands for [x, x + u): a sum of n such figures may fall short of its printed total by up to n - 1 last
units, and never exceeds it. Belongs here: the evidence in a disclosure, and what it excuses. A single short sum is a
mistake; where at least `EVIDENCE` sums of the forms fall short, by no more than that, and none exceeds its total by as
little, the publisher cuts off (with figures rounded to nearest each way is as likely: less than one in thirty).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from expectations.identity import FAILS, WITHIN_ROUNDING
from expectations.relations.outcome import Outcome

EVIDENCE = 5
RELATIONS = ("sum", "hierarchy")


def shortfall(outcome: Outcome) -> tuple[Fraction, int] | None:
    """By how many last units the parts fall short of their total, and how many parts are printed; null for what is no
    plain sum of cells printed alike."""
    if outcome.identity.relation not in RELATIONS or not outcome.linear or outcome.difference is None:
        return None
    parts = [t for t in outcome.terms if t.side == "computed" and t.figure.printed.atoms]
    whole = [t for t in outcome.terms if t.side == "reported"]
    units = {t.figure.printed.unit for t in (*parts, *whole)}
    alike = len(units) == 1 and 0 not in units and all(t.figure.source == "cell" for t in (*parts, *whole))
    if not alike or len(whole) != 1 or len(parts) < 2 or any(t.coefficient != 1 for t in (*parts, *whole)):
        return None
    return Fraction(outcome.difference, units.pop()), len(parts)


def explain_truncated(outcomes: Sequence[Outcome]) -> None:
    """Turns failing sums into `holds_within_rounding` where the disclosure shows that its figures are cut off."""
    sums = [(o, found) for o in outcomes if o.verdict in (FAILS, WITHIN_ROUNDING) and (found := shortfall(o))]
    short = [o for o, (missing, parts) in sums if 0 < missing < parts]
    if len(short) < EVIDENCE or any(-parts < missing < 0 for _, (missing, parts) in sums):
        return
    for outcome in short:
        if outcome.verdict == FAILS:
            outcome.verdict, outcome.allowed = WITHIN_ROUNDING, outcome.difference
