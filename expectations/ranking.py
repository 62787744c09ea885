"""Which of several equally small repairs is the likelier one.

Belongs here: what speaks for a repair beside its size: percentages and other disclosures it would mend, how telling the
slip is, what other forms and the year before print. Does not belong here: finding repairs (`repair.py`).
"""

from __future__ import annotations

from fractions import Fraction

from expectations.explain import of_suspect
from expectations.figures import Figure
from expectations.identity import FAILS
from expectations.relations.outcome import Outcome
from expectations.repair import Place, Repair, System, percentage_holds
from expectations.suspects import LIKELY, is_misreading, proposal


def mending_most(repairs: list[Repair], percentages: list[Outcome], system: System) -> list[Repair]:
    """Of equally small repairs those under which most of the failing percentages hold as well, and most of what is said
    between this disclosure and others."""
    mended = []
    for repair in repairs:
        changes = {f.place: d for f, d in repair.changes}
        touched = [o for o in percentages if any(t.figure.place in changes for t in o.terms)]
        agreeing = sum(o.fault_group is None and percentage_holds(o, changes) for o in touched)
        mended.append(agreeing + sum(agrees(o, changes, system) for o in system.witnesses))
    return [r for r, n in zip(repairs, mended, strict=True) if n == max(mended)]


def agrees(witness: Outcome, changes: dict[Place, Fraction], system: System) -> bool:
    """Whether a result that names no wrong figure of its own would be right with the figures changed."""
    if not any(t.figure.place in changes for t in witness.terms):
        return False
    if witness.reported is None or witness.computed is None:  # a figure is missed that is there now
        return any(changes.get(t.figure.place, 0) > 0 and not t.figure.printed.atoms for t in witness.terms)
    return witness.verdict == FAILS and system.holds(witness, changes)


def preference(repair: Repair, component: list[Outcome], system: System) -> tuple:
    """Order of equally small repairs: what may be our own misreading, what another place prints of the same, the more
    telling slip, an unusual number of decimals, what differs from the year before and would not, statements before cells,
    printed before blank."""
    is_ours = all(is_misreading(f, proposal(f, f.printed.atoms + delta)) for f, delta in repair.changes)
    kinds = [kind_of(figure, delta, component, system) for figure, delta in repair.changes]
    rank = max(LIKELY.index(k) if k in LIKELY else 0 for k in kinds)
    first, delta = repair.changes[0]
    confirmed, strange = False, Fraction(0)
    if elsewhere := system.elsewhere:
        confirmed = elsewhere.confirms(first, first.printed.atoms + delta)
        strange = sum((elsewhere.nearer(f, f.printed.atoms + d) for f, d in repair.changes), Fraction(0))
        if first.is_blank and (emptied := elsewhere.emptied(first)) is not None:
            alike = "last_year_figure" if strange > Fraction(1, 2) else "one_digit"  # much as it was the year before
            rank = LIKELY.index(alike) if emptied else len(LIKELY)
    usual = first.is_blank or first.decimals == first.usual_decimals
    return (
        *(not is_ours, not confirmed, rank, usual, -strange),
        *(first.is_blank, first.source != "claim", first.order, first.record_id),
    )


def kind_of(figure: Figure, delta: Fraction, component: list[Outcome], system: System) -> str:
    return of_suspect(figure, figure.printed.atoms + delta, component, system.elsewhere)
