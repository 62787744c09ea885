"""Would other figures make the results hold? Exact re-evaluation of results under assumed corrections.

Belongs here: residuals under changed figures, and the smallest sets of changes that repair a component. The interface
(`repairs`) is that of a solver: a mixed-integer one may take its place for large components. Does not belong here:
grouping, naming and reporting (`localise.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from expectations.elsewhere import Elsewhere
from expectations.figures import Figure
from expectations.identity import FAILS, Printed, growth, judge_percentage, quotient
from expectations.relations.changes import as_stated
from expectations.relations.outcome import Outcome

MOST_FIGURES = 3
MOST_TRIALS = 4_000
MOST_PLACES = 400  # figures of a component: beyond that the solver is not asked

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Repair:
    """A set of figures and what must be added to each (atoms)."""

    changes: tuple[tuple[Figure, Fraction], ...]
    broken: int = 0  # results that hold now and would fail


def equation(outcome: Outcome) -> dict[Place, int]:
    """Coefficient of each figure in reported - computed; zero ones left out."""
    coefficients: dict[Place, int] = {}
    for term in outcome.terms:
        signed = term.coefficient if term.side == "reported" else -term.coefficient
        coefficients[term.figure.place] = coefficients.get(term.figure.place, 0) + signed
    return {place: c for place, c in coefficients.items() if c}


class System:
    """All decided results of a disclosure as equations over figures, with an index from figure to results."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self.outcomes = [o for o in outcomes if o.reported is not None and o.computed is not None]
        self.outcomes = [o for o in self.outcomes if o.verdict == FAILS or o.verdict.startswith("holds")]
        self.elsewhere: Elsewhere | None = None
        self.mended: dict[Place, Fraction] = {}  # what the likeliest repairs so far add to figures
        self.witnesses: list[Outcome] = []  # results that say something differs and leave it to others what
        self.coefficients = {id(o): equation(o) for o in self.outcomes if o.linear}
        self.figures: dict[Place, Figure] = {}
        self.by_figure: dict[Place, list[Outcome]] = {}
        for outcome in self.outcomes:
            for term in outcome.terms:
                self.figures.setdefault(term.figure.place, term.figure)
            if outcome.identity.family == "plausibility" or outcome.identity.relation.startswith(
                ("joint_", "ratio_of")
            ):
                continue  # no obligation: it says nothing against a correction
            for place in {t.figure.place: None for t in outcome.terms}:
                self.by_figure.setdefault(place, []).append(outcome)

    def holds(self, outcome: Outcome, changes: dict[Place, Fraction]) -> bool:
        """Whether the result would hold with the figures changed."""
        if not outcome.linear:
            return percentage_holds(outcome, changes)
        residual = outcome.difference or Fraction(0)
        for place, coefficient in self.coefficients[id(outcome)].items():
            if place in changes:
                residual += coefficient * changes[place]
        allowed = outcome.allowed or Fraction(0)
        if outcome.identity.relation in ("at_most", "increase_at_most_amount"):
            return residual <= allowed
        if outcome.identity.relation == "at_least":
            return -residual <= allowed
        return abs(residual) <= allowed

    def possible(self, place: Place, delta: Fraction) -> bool:
        """A figure that is not negative does not become so: money of a budget is not below zero by a slip."""
        printed = self.figures[place].printed.atoms
        return printed < 0 or printed + delta >= 0

    def touched(self, changes: dict[Place, Fraction]) -> list[Outcome]:
        found = {id(o): o for place in changes for o in self.by_figure.get(place, ())}
        return list(found.values())

    def broken(self, changes: dict[Place, Fraction], percentages: bool = True) -> int:
        """How many results that hold now would fail, those between amounts and percentages included or not."""
        touched = (o for o in self.touched(changes) if percentages or o.linear)
        return sum(o.verdict != FAILS and not self.holds(o, changes) for o in touched)

    def repairs(self, failing: Sequence[Outcome], percentages: bool = True) -> list[Repair]:
        """Every smallest set of changes that makes all of `failing` hold and breaks nothing; empty where none is found
        within three figures. Without `percentages` a percentage that holds now may fail: it was worked out from the wrong
        amount; how many do is noted, so that nothing is asserted."""
        candidates = list(dict.fromkeys(p for o in failing for p in self.coefficients[id(o)]))
        trials = 0
        for size in range(1, MOST_FIGURES + 1):
            found: list[Repair] = []
            for places in combinations(candidates, size):
                trials += 1
                if trials > MOST_TRIALS:
                    return found
                if not all(any(p in self.coefficients[id(o)] for p in places) for o in failing):
                    continue
                for deltas in self.solve(places, failing):
                    changes = dict(zip(places, deltas, strict=True))
                    if (
                        all(changes.values())
                        and all(self.possible(p, d) for p, d in changes.items())
                        and all(self.holds(o, changes) for o in failing)
                        and not self.broken(changes, percentages)
                    ):
                        pairs = tuple((self.figures[p], d) for p, d in changes.items())
                        found.append(Repair(pairs, 0 if percentages else self.broken(changes)))
                        break
            if found:
                return found
        return []

    def bounds(self, outcome: Outcome) -> tuple[Fraction | None, Fraction | None]:
        """Between what Σ coefficient·change must lie for the result to hold."""
        residual, allowed = outcome.difference or Fraction(0), outcome.allowed or Fraction(0)
        low: Fraction | None = -allowed - residual
        high: Fraction | None = allowed - residual
        if outcome.identity.relation in ("at_most", "increase_at_most_amount"):
            low = None
        elif outcome.identity.relation == "at_least":
            high = None
        return low, high

    def solved(self, failing: Sequence[Outcome]) -> tuple[list[Repair], bool]:
        """Repairs of a component found by the solver, each verified exactly, and whether these are all the least ones."""
        from expectations.solver import Row, supports

        places = list(dict.fromkeys(p for o in failing for p in self.coefficients[id(o)]))
        if len(places) > MOST_PLACES:
            return [], False
        touched = [o for o in self.touched(dict.fromkeys(places, Fraction(0))) if o.linear]
        inside = {id(o): o for o in (*failing, *touched)}
        rows = [Row(self.coefficients[id(o)], *self.bounds(o)) for o in inside.values()]
        sizes = {p: Fraction(max(self.figures[p].printed.atoms, 0)) for p in places}
        found, whole = supports(rows, places, sizes)
        repairs = []
        for support in found:
            for deltas in self.solve(support, failing):
                changes = dict(zip(support, deltas, strict=True))
                good = all(changes.values()) and all(self.possible(p, d) for p, d in changes.items())
                if good and all(self.holds(o, changes) for o in failing) and not self.broken(changes):
                    repairs.append(Repair(tuple((self.figures[p], d) for p, d in changes.items())))
                    break
        return repairs, whole and len(repairs) == len(found)

    def solve(self, places: tuple[Place, ...], failing: Sequence[Outcome]) -> list[list[Fraction]]:
        """Changes that make the failing results tie exactly; for one figure, each result's own demand in turn."""
        if len(places) == 1:
            demands = {
                -(o.difference or Fraction(0)) / self.coefficients[id(o)][places[0]]: None
                for o in failing
                if places[0] in self.coefficients[id(o)]
            }
            return [[d] for d in demands]
        rows = [
            [Fraction(self.coefficients[id(o)].get(p, 0)) for p in places] + [-(o.difference or Fraction(0))]
            for o in failing
        ]
        for outcome in self.touched(dict.fromkeys(places, Fraction(0))):
            if outcome.verdict != FAILS and outcome.linear and outcome.identity.relation == "sum":
                row = [Fraction(self.coefficients[id(outcome)].get(p, 0)) for p in places]
                rows.append([*row, -(outcome.difference or Fraction(0))])
        solution = eliminate(rows, len(places))
        if solution is None:  # rounding: as many of the demands as there are figures, each its own
            solution = eliminate(independent(rows, len(places)), len(places))
        return [solution] if solution is not None else []

    def most_promising(self, failing: Sequence[Outcome]) -> Repair | None:
        """Where no set repairs all: the one figure that repairs the most and breaks the fewest."""
        best: tuple[tuple, Repair] | None = None
        for place in dict.fromkeys(p for o in failing for p in self.coefficients[id(o)]):
            for (delta,) in self.solve((place,), failing):
                if not delta or not self.possible(place, delta):
                    continue
                changes = {place: delta}
                mended = sum(self.holds(o, changes) for o in failing)
                broken = self.broken(changes)
                key = (mended - broken, mended)
                if mended and (best is None or key > best[0]):
                    best = key, Repair(((self.figures[place], delta),), broken)
        return best[1] if best else None


def eliminate(rows: list[list[Fraction]], unknowns: int) -> list[Fraction] | None:
    """The unique solution of a linear system by exact elimination; null where there is none or more than one."""
    rows = [row[:] for row in rows]
    for column in range(unknowns):
        pivot = next((n for n in range(column, len(rows)) if rows[n][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for n, row in enumerate(rows):
            if n != column and row[column]:
                rows[n] = [a - row[column] * b for a, b in zip(row, rows[column], strict=True)]
    if any(row[-1] for row in rows[unknowns:]):
        return None
    return [rows[n][-1] for n in range(unknowns)]


def independent(rows: list[list[Fraction]], unknowns: int) -> list[list[Fraction]]:
    """The first rows whose left sides are independent, at most as many as there are unknowns."""
    kept: list[list[Fraction]] = []
    reduced: list[list[Fraction]] = []
    for row in rows:
        left = row[:unknowns]
        for other in reduced:
            pivot = next(n for n, v in enumerate(other) if v)
            if left[pivot]:
                factor = left[pivot] / other[pivot]
                left = [a - factor * b for a, b in zip(left, other, strict=True)]
        if any(left):
            reduced.append(left)
            kept.append(row)
        if len(kept) == unknowns:
            break
    return kept


def percentage_holds(outcome: Outcome, changes: dict[Place, Fraction]) -> bool:
    """A share or a change in percent under changed amounts; other results without equation are left as they are."""
    under = ratio_under(outcome, changes)
    if under is None:
        return outcome.verdict != FAILS
    ratio, reported = under
    return ratio is None or judge_percentage(reported, *ratio).verdict != FAILS


def percentage_under(outcome: Outcome, changes: dict[Place, Fraction]) -> Fraction | None:
    """What the percentage should be, in its printed decimals, with amounts put right; null where nothing gives it."""
    under = ratio_under(outcome, changes)
    if under is None or under[0] is None:
        return None
    return judge_percentage(under[1], *under[0]).computed


Ratio = tuple[Fraction, Fraction, Fraction]


def ratio_under(outcome: Outcome, changes: dict[Place, Fraction]) -> tuple[Ratio | None, Printed] | None:
    """The ratio a percentage states, null where its base may be zero, and the percentage, with figures changed; null for
    results that are no percentage of amounts."""

    def now(figure: Figure) -> Printed:
        added = changes.get(figure.place, Fraction(0))
        return Printed(figure.printed.atoms + int(added), figure.printed.unit)

    facts = outcome.facts
    if "whole" in facts:
        ratio = quotient(now(facts["part"]), now(facts["whole"]))  # type: ignore[arg-type]
        reported = now(facts["claim"])  # type: ignore[arg-type]
    elif "delta" in facts:
        current, change, claim = facts["current"], facts["change"], facts["claim"]
        delta: Printed = facts["delta"]  # type: ignore[assignment]
        if change.measure == "change_amount":  # type: ignore[attr-defined]
            delta = Printed(change.sign * now(change).atoms, delta.unit)  # type: ignore[attr-defined,arg-type]
        else:  # the prior amount is stated itself
            delta = Printed(now(current).atoms - now(change).atoms, delta.unit)  # type: ignore[arg-type]
        ratio = growth(now(current), delta)  # type: ignore[arg-type]
        ratio = ratio and as_stated(claim, delta, ratio)  # type: ignore[arg-type]
        reported = now(claim)  # type: ignore[arg-type]
    else:
        return None
    return ratio, reported
