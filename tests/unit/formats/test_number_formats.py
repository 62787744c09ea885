"""A stored number shows what a person reads in the cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.formats.number_formats import BUILT_IN, plain, shown

ACCOUNTING = BUILT_IN[43]


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("829.30999999999995", "0.00", "829.31"),
        ("829.30499999999995", "0.00", "829.31"),  # 829.305 as a double: rounded as the fifteen digits say
        ("829.3049", "0.00", "829.30"),
        ("829.31", "General", "829.31"),
        ("829.30999999999995", "General", "829.31"),
        ("205", "General", "205"),
        ("1E-3", "General", "0.001"),
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("999", "#,##0", "999"),
        ("1000", "#,##0", "1,000"),
        ("1234567.5", "#,##0_ ", "1,234,568"),
        ("2", "00", "02"),
        ("0", ACCOUNTING, "-"),
        ("-1234.5", ACCOUNTING, "-1,234.50"),
        ("0", "0.00;-0.00;", ""),
        ("12", ";;;", ""),
        ("-5", "0.00_);(0.00)", "(5.00)"),
        ("-5", "#,##0.00;[Red]-#,##0.00", "-5.00"),
        ("0.0526", "0.00%", "5.26%"),
        ("12345678", "0.00,", "12345.68"),
        ("123456", "0\\.0000", "12.3456"),
        ("3", "[$¥-804]#,##0.00", "¥3.00"),
        ("3", "[>=3]0.0;0.00", "3.0"),
        ("2.99", "[>=3]0.0;0.00", "2.99"),
        ("45000", 'yyyy"年"m"月"d"日"', "2023年3月15日"),
        ("45000.5", "yyyy/m/d h:mm", "2023/3/15 12:00"),
        ("59", "yyyy/m/d", "1900/2/28"),
        ("61", "yyyy/m/d", "1900/3/1"),
    ],
)
def test_a_number_under_a_format(stored, code, text):
    assert shown(Decimal(stored), code) == text


def test_days_may_count_from_1904():
    assert shown(Decimal(0), "yyyy/m/d", since_1904=True) == "1904/1/1"


@given(st.integers(-(10**13), 10**13))
def test_two_decimals_and_separators_lose_no_cent(cents):
    value = Decimal(cents) / 100
    assert Decimal(shown(Decimal(repr(float(value))), "#,##0.00").replace(",", "")) == value
    assert Decimal(plain(Decimal(repr(float(value))))) == value
