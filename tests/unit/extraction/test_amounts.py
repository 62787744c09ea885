"""How numbers and units are printed, and what they are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.extraction.amounts import Figure, folded, parse_figure, unit_factor


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [
        ("1,234.50", "1234.50", 2),
        ("1234.5", "1234.5", 1),
        ("１，２３４．５０", "1234.50", 2),  # full-width digits, comma and point
        (" 12 345 ", "12345", 0),
        ("-3.20", "-3.20", 2),
        ("（3.20）", "-3.20", 2),  # accountants' minus
        ("2.55 %", "2.55", 2),
        ("99", "99", 0),
    ],
)
def test_a_number_is_exact_and_keeps_its_places(printed, value, decimals):
    assert parse_figure(printed) == Figure(Decimal(value), decimals, "printed")


@pytest.mark.parametrize(
    ("printed", "state", "value"),
    [
        ("", "blank", None),
        ("　", "blank", None),
        ("-", "dash", 0),
        ("——", "dash", 0),
        ("0", "zero", 0),
        ("0.00", "zero", 0),
    ],
)
def test_blank_dash_and_zero_are_three_states(printed, state, value):
    figure = parse_figure(printed)
    assert (figure.state, figure.value) == (state, value)


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("12.3.4", "小数点多于一个"),
        ("1,23", "千位分隔符的位置不对"),
        ("1,2345.00", "千位分隔符的位置不对"),
        ("12a", "含有数字以外的字符"),
        ("行政运行", "含有数字以外的字符"),
    ],
)
def test_what_is_no_number_says_why(printed, reason):
    with pytest.raises(ValueError, match=reason):
        parse_figure(printed)


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_grouping_and_width_do_not_change_a_number(value):
    plain, grouped = f"{value:.2f}", f"{value:,.2f}"
    wide = "".join(chr(ord(c) + 0xFEE0) for c in grouped)
    assert parse_figure(plain) == parse_figure(grouped) == parse_figure(wide)


@given(st.text(max_size=40))
def test_folding_keeps_the_length(text):
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("元", 1), ("千元", 1000), ("万元", 10_000), ("万", 10_000), ("亿元", 10**8), ("人民币万元", 10_000)],
)
def test_units_of_money_in_yuan(unit, factor):
    assert unit_factor(unit) == factor


@pytest.mark.parametrize("unit", ["%", "辆", ""])
def test_what_is_no_money_has_no_factor(unit):
    with pytest.raises(ValueError, match="不是货币单位"):
        unit_factor(unit)
