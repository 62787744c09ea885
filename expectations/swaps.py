"""Two figures that changed places: exchanged with a neighbour, or slid into the empty cell beside.

Belongs here: finding them. Each is what a failing result wants of the other, so both results hold once they are put back;
an exchange within one sum leaves it as it is, so that the two need not share a failing result. Does not belong here:
other repairs (`repair.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from expectations.figures import Figure
from expectations.relations.outcome import Outcome
from expectations.repair import Place, Repair, System

SWAPPED = "neighbours_swapped"
SHIFTED = "shifted_column"


def exchanges(failing: Sequence[Outcome], system: System) -> list[tuple[list[Repair], list[Outcome]]]:
    """Pairs that changed places, the most telling first: each with its rivals, which mend the same results, and what they
    mend. Only what no single figure explains."""
    wanted = demands(failing, system)
    by_value: dict[Fraction, list[Place]] = {}
    for place in wanted:
        by_value.setdefault(Fraction(system.figures[place].printed.atoms), []).append(place)
    found: list[tuple[Repair, list[Outcome]]] = []
    position = {place: n for n, place in enumerate(wanted)}
    for one in wanted:
        mine = Fraction(system.figures[one].printed.atoms)
        for right in wanted[one]:
            for other in by_value.get(right, ()):
                if (
                    position[other] > position[one]
                    and mine in wanted[other]
                    and in_one_line(system.figures[one], system.figures[other])
                ):
                    changes = {one: right - mine, other: mine - right}
                    mended = [o for o in failing if moves(o, changes, system) and system.holds(o, changes)]
                    if len(mended) > 1 and not system.broken(changes) and not by_one_figure(mended, system):
                        pairs = tuple((system.figures[p], d) for p, d in changes.items())
                        found.append((Repair(pairs), mended))
    return without_overlap(found)


def demands(failing: Sequence[Outcome], system: System) -> dict[Place, list[Fraction]]:
    """What each figure would have to be for a failing sum to hold."""
    wanted: dict[Place, list[Fraction]] = {}
    for outcome in failing:
        for place, coefficient in system.coefficients[id(outcome)].items():
            right = system.figures[place].printed.atoms - (outcome.difference or Fraction(0)) / coefficient
            if right not in wanted.setdefault(place, []):
                wanted[place].append(right)
    return wanted


def moves(outcome: Outcome, changes: dict[Place, Fraction], system: System) -> bool:
    """Whether the changes make a difference to the result."""
    return bool(sum(system.coefficients[id(outcome)].get(p, 0) * d for p, d in changes.items()))


def by_one_figure(mended: list[Outcome], system: System) -> bool:
    """Whether one figure alone would mend the same: then nothing was exchanged."""
    shared = set.intersection(*(set(system.coefficients[id(o)]) for o in mended))
    return any(
        system.possible(p, d) and not system.broken({p: d}) and all(system.holds(o, {p: d}) for o in mended)
        for p in shared
        for (d,) in system.solve((p,), mended)
        if d
    )


def without_overlap(found: list[tuple[Repair, list[Outcome]]]) -> list[tuple[list[Repair], list[Outcome]]]:
    """Those that mend most, one group for each set of results; what mends a part of it, or as much in another way, is its
    rival or nothing."""
    groups: list[tuple[list[Repair], list[Outcome]]] = []
    for repair, mended in sorted(found, key=lambda f: -len(f[1])):
        clash = next((g for g in groups if {id(o) for o in g[1]} & {id(o) for o in mended}), None)
        if clash is None:
            groups.append(([repair], mended))
        elif {id(o) for o in clash[1]} == {id(o) for o in mended}:
            clash[0].append(repair)
    return groups


def kind_of_move(repair: Repair) -> str:
    """Shifted where one of the two is empty now, else exchanged."""
    figures = [figure for figure, _ in repair.changes]
    empty = any(f.is_blank or not f.printed.atoms for f in figures)
    return SHIFTED if empty and len({f.row for f in figures}) == 1 else SWAPPED


def in_one_line(one: Figure, other: Figure) -> bool:
    """Whether two cells stand in one row or one column of a table. Where a form prints lines and bases side by side, two
    cells of its row that differ in both are no neighbours."""
    if one.source != "cell" or (one.form, one.ordinal, one.side) != (other.form, other.ordinal, other.side):
        return False
    if one.row == other.row:
        return one.basis == other.basis or (one.code, one.line_item) == (other.code, other.line_item)
    return (one.measure, one.basis) == (other.measure, other.basis)
