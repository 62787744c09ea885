"""The algebra: what printed figures stand for, and when two sides agree."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.identity import (
    SCALE,
    Printed,
    growth,
    judge_bound,
    judge_percentage,
    judge_sum,
    quotient,
    to_atoms,
    to_decimal,
)

CENT = SCALE // 100


def printed(text: str, unit: int = 1) -> Printed:
    value = Decimal(text)
    return Printed(to_atoms(value) * unit, to_atoms(Decimal(1).scaleb(int(value.as_tuple().exponent))) * unit)


def rounded(exact: Fraction, unit: int) -> Printed:
    """A true amount (atoms) as it is printed to the nearest multiple of its last place."""
    return Printed(int((2 * exact + unit) // (2 * unit)) * unit, unit)


amounts = st.integers(min_value=0, max_value=10**9 * SCALE)
units = st.sampled_from([SCALE, 10 * SCALE, 10_000 * SCALE, 100 * SCALE, CENT])
weights = st.sampled_from([1, 1, 1, -1, 3])


@given(st.lists(st.tuples(amounts, units, weights), min_size=1, max_size=12), units)
def test_rounding_each_figure_of_a_true_sum_never_fails(terms: list, total_unit: int) -> None:
    true_total = sum(weight * amount for amount, _, weight in terms)
    shown = [(weight, rounded(Fraction(amount), unit)) for amount, unit, weight in terms]
    assert judge_sum(rounded(Fraction(true_total), total_unit), shown).verdict != "fails"


@given(st.lists(st.tuples(amounts, units, weights), min_size=1, max_size=12), units, st.booleans())
def test_a_difference_above_the_allowance_fails(terms: list, total_unit: int, above: bool) -> None:
    shown = [(weight, rounded(Fraction(amount), unit)) for amount, unit, weight in terms]
    value = sum(w * p.atoms for w, p in shown)
    allowed = (total_unit + sum(abs(w) * p.unit for w, p in shown)) // 2
    sign = 1 if above else -1
    assert judge_sum(Printed(value + sign * allowed, total_unit), shown).verdict == "holds_within_rounding"
    assert judge_sum(Printed(value + sign * (allowed + 1), total_unit), shown).verdict == "fails"


@given(amounts, units, units)
def test_blanks_add_exactly_nothing(amount: int, unit: int, total_unit: int) -> None:
    term = rounded(Fraction(amount), unit)
    with_blanks = [(1, term), (1, Printed(0)), (1, Printed(0))]
    total = Printed(term.atoms + unit, total_unit)
    assert judge_sum(total, [(1, term)]) == judge_sum(total, with_blanks)


def test_a_blank_total_over_blank_parts_holds_exactly() -> None:
    judgement = judge_sum(Printed(0), [(1, Printed(0)), (1, Printed(0))])
    assert (judgement.verdict, judgement.allowed) == ("holds", 0)


@given(amounts, st.sampled_from([100 * SCALE, 1000 * SCALE]))
def test_a_statement_cut_off_from_its_cell_holds(amount: int, unit: int) -> None:
    whole_yuan = amount // SCALE * SCALE
    cut = Printed(whole_yuan // unit * unit, unit)
    assert judge_sum(cut, [(1, Printed(whole_yuan))], truncates=True).verdict != "fails"


def test_cutting_off_only_excuses_what_lies_above() -> None:
    stated = Printed(87_70 * 100 * SCALE, 100 * SCALE)
    for yuan, verdict in ((877_099, "holds_within_rounding"), (877_100, "fails"), (876_949, "fails")):
        assert judge_sum(stated, [(1, Printed(yuan * SCALE))], truncates=True).verdict == verdict


@given(amounts, amounts, units)
def test_a_bound_holds_either_way_round_for_equal_sides(a: int, b: int, unit: int) -> None:
    small, large = sorted((Printed(a, unit), Printed(b, unit)), key=lambda p: p.atoms)
    assert judge_bound(small, [(1, large)], upper=True).verdict == "holds"
    assert judge_bound(large, [(1, small)], upper=False).verdict == "holds"


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from([0, 1, 2]))
def test_a_share_rounded_half_up_holds(part: int, whole: int, decimals: int) -> None:
    a, b = Printed(part * CENT, CENT), Printed(whole * CENT, CENT)
    unit = SCALE // 10**decimals
    share = Printed(((2 * 100 * SCALE * part + whole * unit) // (2 * whole * unit)) * unit, unit)
    ratio = quotient(a, b)
    assert ratio is not None
    assert judge_percentage(share, *ratio).verdict == "holds"


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.data())
def test_the_bounds_of_a_quotient_contain_every_true_quotient(part: int, whole: int, data: st.DataObject) -> None:
    a, b = Printed(part * CENT, CENT), Printed(whole * CENT, CENT)
    ratio = quotient(a, b)
    assert ratio is not None
    shift = st.integers(-CENT // 2, CENT // 2)
    true = Fraction(a.atoms + data.draw(shift), b.atoms + data.draw(shift))
    assert ratio[1] <= true <= ratio[2]


@pytest.mark.parametrize(
    ("current", "change", "stated", "verdict"),
    [
        ("829.31", "-1088.87", "-56.77", "holds"),
        ("829.31", "-1088.87", "-43.23", "fails"),
        ("4.00", "0.35", "9.59", "holds"),
        ("4.00", "0.35", "9.89", "fails"),
        ("1670.83", "20.83", "1.26", "holds"),
    ],
)
def test_change_in_percent_is_over_the_prior(current: str, change: str, stated: str, verdict: str) -> None:
    ratio = growth(printed(current), printed(change))
    assert ratio is not None
    assert judge_percentage(printed(stated), *ratio).verdict == verdict


def test_there_is_no_percentage_of_nothing() -> None:
    assert quotient(printed("1.00"), Printed(0)) is None
    assert growth(printed("5.00"), printed("5.00")) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=8, min_value=-(10**12), max_value=10**12))
def test_atoms_are_exact(value: Decimal) -> None:
    assert to_decimal(to_atoms(value)) == value


def test_half_a_unit_of_the_last_place_is_kept_below_the_cent() -> None:
    assert to_decimal(Fraction(SCALE, 200)) == Decimal("0.005")


def test_a_figure_finer_than_the_scale_is_refused_not_cut() -> None:
    with pytest.raises(ValueError, match="finer"):
        to_atoms(Decimal("1E-19"))
