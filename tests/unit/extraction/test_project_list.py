"""Projects listed in one table, a row an indicator, as the national budget system prints them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.reading import read_document
from tests.unit.extraction.dress import as_html, as_text

HEADINGS = "单位名称|项目名称|年度预算数|年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重"
LIST = {
    "cover": ["云澜市水利局", "2023年度部门预算"],
    "blocks": [
        {
            "above": ["部门预算项目绩效目标表", "单位：万元"],
            "rows": [
                HEADINGS,
                "云澜市水利局^5|堤防维护^3|40.00^3|堤防完好^3|产出指标^2|数量指标|维护长度|≥|12|公里|20",
                "质量指标|合格率|=|98|%|20",
                "满意度指标|服务对象满意度|群众满意度|定性|满意|/|10",
                "水文测报^2|20.50^2|及时测报^2|产出指标|时效指标|测报及时率|≥|95|%|30",
                "效益指标|社会效益指标|受益人口|≥|3|万人|30",
                "合计|||60.50|||||||",
            ],
        }
    ],
}
WRITERS = {"txt": as_text, "html": as_html}


def read(suffix, content=LIST):
    return read_document(WRITERS[suffix](content), f"document.{suffix}")


@pytest.mark.parametrize("suffix", WRITERS)
def test_each_project_has_its_amount_and_its_indicators(suffix):
    reading = read(suffix)
    projects = [(p.project_name, p.unit_name, p.annual_total_yuan, p.annual_goal) for p in reading.projects]
    assert projects == [
        ("堤防维护", "云澜市水利局", Decimal("400000.00"), "堤防完好"),
        ("水文测报", "云澜市水利局", Decimal("205000.00"), "及时测报"),
    ]
    first, second = (p.project_id for p in reading.projects)
    found = [(i.project_id, i.kind, i.target_text, i.target_value, i.target_unit) for i in reading.indicators]
    assert found == [
        (first, "quantity", "≥12公里", Decimal(12), "公里"),
        (first, "quality", "=98%", Decimal(98), "%"),
        (first, "satisfaction", "满意", None, None),
        (second, "timeliness", "≥95%", Decimal(95), "%"),
        (second, "social", "≥3万人", Decimal(3), "万人"),
    ]
    assert reading.refusals == []


@pytest.mark.parametrize("suffix", WRITERS)
def test_its_total_is_a_cell_and_no_project(suffix):
    money = [(c.row_label, c.line_item, c.amount_yuan) for c in read(suffix).cells if c.quantity == "money"]
    assert ("堤防维护", None, Decimal("400000.00")) in money
    assert sum(amount for _, item, amount in money if item != "total") == Decimal("605000.00")


def test_a_name_printed_on_every_row_is_one_project_while_the_amount_is_the_same():
    rows = [
        HEADINGS,
        "云澜市水利局|堤防维护|40.00|堤防完好|产出指标|数量指标|维护长度|≥|12|公里|20",
        "云澜市水利局|堤防维护|40.00|堤防完好|产出指标|质量指标|合格率|=|98|%|20",
        "云澜市水利局|堤防维护|7.00|另一处|产出指标|数量指标|维护长度|≥|3|公里|20",
    ]
    reading = read("html", {**LIST, "blocks": [{**LIST["blocks"][0], "rows": rows}]})
    assert [p.annual_total_yuan for p in reading.projects] == [Decimal(400000), Decimal(70000)]
    assert len(reading.indicators) == 3


def test_indicators_before_any_name_are_refused_by_their_row():
    rows = [HEADINGS, "||40.00|堤防完好|产出指标|数量指标|维护长度|≥|12|公里|20"]
    reading = read("html", {**LIST, "blocks": [{**LIST["blocks"][0], "rows": rows}]})
    assert [(r.reason, "第 2 行" in r.place) for r in reading.refusals] == [("绩效指标前没有项目名称", True)]
