"""The algebra of the accounting identities: what a printed figure stands for, and when two sides agree.

Belongs here: exact intervals, sums, bounds and percentages, and the verdicts that follow from them. Does not belong
here: which figures are compared (`expectations/identities/`), where they come from (`figures.py`) and what went wrong
(`explain.py`).

A figure printed with d decimals in unit u stands for half a unit of its last place to either side (XBRL Calculations
1.1). All arithmetic is in integers of 10**-18 (yuan, percent or pieces) or in fractions; nothing is ever a float.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from expectations.catalogue import load_identities
from expectations.selectors import Identity, IdentityFileError

__all__ = ["Identity", "IdentityFileError", "Judgement", "Printed", "load_identities"]

DECIMALS_KEPT = 18
SCALE = 10**DECIMALS_KEPT

HOLDS = "holds"
WITHIN_ROUNDING = "holds_within_rounding"
LEVELLED = "holds_levelled"
FAILS = "fails"
INCOMPLETE = "incomplete"
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed figure: `atoms` is its value and `unit` one unit of its last place, both in 10**-18; a blank is (0, 0)."""

    atoms: int
    unit: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with both sides. `computed`, `difference` (reported - computed) and `allowed` are in atoms."""

    verdict: str
    reported: Fraction
    computed: Fraction
    allowed: Fraction

    @property
    def difference(self) -> Fraction:
        return self.reported - self.computed


def to_atoms(value: Decimal) -> int:
    """The value as an integer of 10**-18. Raises ValueError where it is printed finer than that."""
    sign, digits, exponent = value.as_tuple()
    shift = DECIMALS_KEPT + int(exponent)
    number = int("".join(map(str, digits)) or "0")
    if shift < 0:
        number, rest = divmod(number, 10**-shift)
        if rest:
            raise ValueError(f"{value} is printed finer than {DECIMALS_KEPT} decimals")
    else:
        number *= 10**shift
    return -number if sign else number


def to_decimal(atoms: int | Fraction, decimals: int | None = None) -> Decimal:
    """Atoms as a plain Decimal: exact to 18 decimals with trailing zeros removed, or rounded half up to `decimals`."""
    places = DECIMALS_KEPT if decimals is None else decimals
    number = half_up(atoms.numerator * 10**places, atoms.denominator * SCALE)
    text = str(abs(number)).rjust(places + 1, "0")
    whole, part = (text[:-places], text[-places:]) if places else (text, "")
    if decimals is None:
        part = part.rstrip("0")
    return Decimal(("-" if number < 0 else "") + whole + ("." + part if part else ""))


def half_up(numerator: int, denominator: int) -> int:
    """The integer nearest to a quotient (denominator above zero), halves away from zero: how percentages are printed."""
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -magnitude if numerator < 0 else magnitude


def weigh(terms: Iterable[tuple[int, Printed]]) -> tuple[int, int]:
    """Σ w·a and Σ |w|·u of weighted figures."""
    value = spread = 0
    for weight, figure in terms:
        value += weight * figure.atoms
        spread += abs(weight) * figure.unit
    return value, spread


def judge_sum(reported: Printed, terms: Iterable[tuple[int, Printed]], truncates: bool = False) -> Judgement:
    """Whether R = Σ w·a: exactly, or because 2·|R - Σ w·a| <= u_R + Σ |w|·u.

    `truncates`: R is a statement of the narrative, coarser than its terms, and may have been cut off instead of
    rounded: it then stands for [R, R + u) as well.
    """
    value, spread = weigh(terms)
    twice = 2 * (reported.atoms - value)
    allowed = Fraction(reported.unit + spread, 2)
    if twice == 0:
        verdict = HOLDS
    elif abs(twice) <= reported.unit + spread:
        verdict = WITHIN_ROUNDING
    elif truncates and spread < reported.unit and -(2 * reported.unit + spread) < twice < 0:
        verdict, allowed = WITHIN_ROUNDING, reported.unit + Fraction(spread, 2)
    else:
        verdict = FAILS
    return Judgement(verdict, Fraction(reported.atoms), Fraction(value), allowed)


def judge_bound(reported: Printed, terms: Iterable[tuple[int, Printed]], upper: bool = True) -> Judgement:
    """Whether R <= Σ w·a (or R >= Σ w·a): exactly, or once the intervals of both are allowed for."""
    value, spread = weigh(terms)
    excess = reported.atoms - value if upper else value - reported.atoms
    if excess <= 0:
        verdict = HOLDS
    elif 2 * excess <= reported.unit + spread:
        verdict = WITHIN_ROUNDING
    else:
        verdict = FAILS
    return Judgement(verdict, Fraction(reported.atoms), Fraction(value), Fraction(reported.unit + spread, 2))


def judge_percentage(reported: Printed, ratio: Fraction, low: Fraction, high: Fraction) -> Judgement:
    """Whether a printed percentage states `ratio` (as a plain number, 0.5 = 50 %) that lies between `low` and `high`.

    It holds where it equals the ratio rounded half up to its printed decimals, and within rounding where its interval
    meets that of the ratio. `computed` is rounded to the printed decimals.
    """
    unit = reported.unit or 1
    computed = half_up(100 * SCALE * ratio.numerator, ratio.denominator * unit) * unit
    half = Fraction(reported.unit, 2)
    spread = 100 * SCALE * max(high - ratio, ratio - low)
    if reported.atoms == computed:
        verdict = HOLDS
    elif 100 * SCALE * low <= reported.atoms + half and reported.atoms - half <= 100 * SCALE * high:
        verdict = WITHIN_ROUNDING
    else:
        verdict = FAILS
    return Judgement(verdict, Fraction(reported.atoms), Fraction(computed), half + spread)


def quotient(part: Printed, whole: Printed) -> tuple[Fraction, Fraction, Fraction] | None:
    """part / whole and the least and greatest quotient their intervals allow; None where the whole may be zero."""
    if 2 * abs(whole.atoms) <= whole.unit or whole.atoms == 0:
        return None
    corners = [
        Fraction(2 * part.atoms + i * part.unit, 2 * whole.atoms + j * whole.unit) for i in (-1, 1) for j in (-1, 1)
    ]
    return Fraction(part.atoms, whole.atoms), min(corners), max(corners)


def growth(current: Printed, change: Printed) -> tuple[Fraction, Fraction, Fraction] | None:
    """change / (current - change) with its bounds, the change signed; None where the implied prior may be zero.

    The quotient is monotone in each of the two figures as long as the prior keeps its sign, so the corners bound it.
    """
    prior = current.atoms - change.atoms
    if 2 * abs(prior) <= current.unit + change.unit or prior == 0:
        return None
    corners = []
    for i in (-1, 1):
        for j in (-1, 1):
            delta = 2 * change.atoms + i * change.unit
            corners.append(Fraction(delta, 2 * current.atoms + j * current.unit - delta))
    return Fraction(change.atoms, prior), min(corners), max(corners)
