"""Figures in targets: what is a figure with a unit, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.extraction.targets import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 次", [("3", "次")]),
        ("100%", [("100", "%")]),
        ("≥１，２００人次", [("1200", "人次")]),
        ("137.94万元", [("137.94", "万元")]),
        ("≥13459.00(平方米)", [("13459.00", "平方米")]),
        ("80%-90%", [("80", "%"), ("90", "%")]),
        ("95分以上", [("95", "分")]),
        ("2021年12月底前完成", []),
        ("12月底前", []),
        ("7*24小时", []),
        ("每年 2 次，3 个月内", [("2", "次"), ("3", "个月")]),
        ("万元", []),
        ("合格", []),
    ],
)
def test_figures(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(f.value), f.unit) for f in figures(text)] == expected


def test_running_text_needs_a_unit_behind_its_numbers() -> None:
    assert figures("依据 231 政策，满意度达 77%", True)[0].value == Decimal(77)
    assert len(figures("依据 231 政策，满意度达 77%", True)) == 1


def test_short_money_is_money_only_in_cost_targets() -> None:
    assert figures("360 万", kind="cost")[0].unit == "万元"
    assert figures("360 万", kind="quantity")[0].unit == "万"
