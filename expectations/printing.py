"""How a value would be printed where a figure stands: in the decimals in which figures like it are printed.

Belongs here: rounding a right value as the form or the narrative rounds. Does not belong here: what a figure may deviate
(`precision.py`).
"""

from __future__ import annotations

from fractions import Fraction

from expectations.figures import Figure, last_place
from expectations.identity import half_up
from expectations.vocabulary import vocabulary


def as_printed(figure: Figure, right: Fraction) -> Fraction:
    """The value in the decimals in which figures like this are printed, unless that is what is printed already. A figure
    printed finer than its sisters keeps its decimals where the value is a whole number of them."""
    factor = vocabulary().money_units.get(figure.unit_name or "", 1) if figure.quantity == "money" else 1
    unit = last_place(figure.usual_decimals, factor)
    cent = Fraction(last_place(2, factor))
    if not figure.printed.unit or right % unit == 0 or (figure.source != "claim" and right % cent == 0):
        return right
    own = last_place(figure.decimals, factor)
    if own and own < unit and right % own == 0:
        return right
    shown = Fraction((right // unit if figure.cuts_off else half_up(right.numerator, right.denominator * unit)) * unit)
    return right if shown == figure.printed.atoms else shown
