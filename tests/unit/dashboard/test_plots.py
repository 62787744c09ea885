"""What the pictures of the dashboard show."""

from __future__ import annotations

import re
from decimal import Decimal

from dagster_project.dashboard.plots import bar, series


def test_a_bar_is_as_long_as_its_share_of_the_greatest():
    assert 'width="1000"' in bar(Decimal("4"), Decimal("4"))
    assert 'width="250"' in bar(Decimal("1.00"), Decimal("4"))
    assert 'width="0"' in bar(Decimal("0"), Decimal("4"))


def test_nothing_is_drawn_for_what_is_not_known():
    assert bar(None, Decimal("4")) == ""
    assert bar(Decimal("4"), None) == ""
    assert bar(Decimal("-1"), Decimal("4")) == ""
    assert series([], "x") == ""


def test_a_series_says_its_exact_figures_in_words():
    drawn = series([("2021 <a>", "budget", Decimal("12345678.90")), ("2022", "final", Decimal("24691357.80"))], "合计")
    assert 'role="img"' in drawn
    assert "12,345,678.90" in drawn
    assert "<a>" not in drawn
    assert re.findall(r'height="(\d+)" fill', drawn) == ["60", "120"]
