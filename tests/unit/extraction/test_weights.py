"""Weights of indicators, in forms and in lists of projects: cells of their own, which add up to a hundred points."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project import departments
from dagster_project.disclosures import Arrival, join
from dagster_project.reading import read_document
from expectations.confront import confront
from tests.unit.extraction.dress import as_text
from tests.unit.extraction.test_project_list import LIST
from tests.unit.extraction.test_projects import read

FORM = """
项目名称|灯塔||
项目资金|年度资金总额|5|
一级指标|二级指标|三级指标|指标值|分值
产出指标|数量指标|塔|1 座|50
|质量指标|灯光|合格|40分
满意度指标|服务对象满意度|船长|≥90%|{last}
"""
RULE = "indicator_weights_sum_to_hundred"


def weights(cells):
    return [
        (c.measure, c.row_label, c.printed_text, c.value, c.quantity, c.is_fragment)
        for c in cells
        if "weight" in c.measure
    ]


def test_each_indicator_of_a_form_has_its_points():
    cells = read(FORM.format(last="10%"))[2]
    assert weights(cells) == [
        ("annual_weight", "产出指标 / 数量指标 / 塔", "50", Decimal(50), "count", False),
        ("annual_weight", "产出指标 / 质量指标 / 灯光", "40分", Decimal(40), "count", False),
        ("annual_weight", "满意度指标 / 服务对象满意度 / 船长", "10%", Decimal(10), "count", False),
    ]


def test_points_of_levels_or_of_the_money_spent_make_those_of_the_indicators_a_fragment():
    cells = read(FORM.format(last="0") + "预算执行率||||10\n")[2]
    assert [fragment for *_, fragment in weights(cells)] == [True, True, True]


def test_a_weight_in_words_is_text():
    (*_, last) = weights(read(FORM.format(last="酌情"))[2])
    assert last[2:5] == ("酌情", None, "text")


@pytest.mark.parametrize(("second", "verdicts"), [("40", ["holds", "holds"]), ("30", ["fails", "undecided"])])
def test_of_a_list_each_project_has_a_hundred_points_of_its_own(second, verdicts):
    rows = list(LIST["blocks"][0]["rows"])
    rows[2] = rows[2].replace("|20", f"|{second}")
    rows[3] = rows[3].replace("|10", "|40")
    rows[4], rows[5] = (
        rows[4].replace("|30", "|70"),
        rows[5] if second == "40" else rows[5].replace("万人|30", "万人|25"),
    )
    content = LIST | {"blocks": [LIST["blocks"][0] | {"rows": rows}]}
    reading = read_document(as_text(content), "list.txt")
    (disclosure,) = join([Arrival(reading, "list.txt")], departments.load()).disclosures
    results = [r for r in confront(disclosure).results if r.identity_id == RULE]
    assert sorted(r.verdict for r in results) == sorted(verdicts)  # 90 leaves ten to the money spent
