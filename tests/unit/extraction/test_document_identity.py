"""What a document says it is, in the dresses covers come in."""

import pytest

from dagster_project.extraction.document_identity import identify, region_of
from dagster_project.formats.document import Line


def identity_of(*texts, above=()):
    return identify([Line(1, i, t) for i, t in enumerate(texts, 1)], above)


@pytest.mark.parametrize(
    ("cover", "name", "year", "stage", "level"),
    [
        (["云澜市水利局", "2021 年度部门预算", "目 录"], "云澜市水利局", 2021, "budget", "department"),
        (["云澜市水利局2022年度部门决算"], "云澜市水利局", 2022, "final", "department"),
        (
            ["云澜市2023年市级部门预算", "预算主管部门：云澜市水利局", "目 录"],
            "云澜市水利局",
            2023,
            "budget",
            "department",
        ),
        (["云澜市2025年区级单位预算", "预算单位：云澜市档案馆"], "云澜市档案馆", 2025, "budget", "unit"),
        (["云澜市档案馆2024年单位预算"], "云澜市档案馆", 2024, "budget", "unit"),
        (["中共云澜市委", "社会工作部2024年度", "部门决算"], "中共云澜市委社会工作部", 2024, "final", "department"),
        (["云澜市水利局二〇二一年度部门预算"], "云澜市水利局", 2021, "budget", "department"),
        (["附件1：", "云澜市水利局", "2021年度部门预算公开"], "云澜市水利局", 2021, "budget", "department"),
    ],
)
def test_covers(cover, name, year, stage, level):
    found = identity_of(*cover)
    assert (found.department_name, found.fiscal_year, found.stage, found.level) == (name, year, stage, level)


def test_tables_without_a_cover_name_their_publisher():
    found = identity_of(above=["收支预算总表", "部门：  云澜市水利局  单位：万元"])
    assert found.department_name == "云澜市水利局"


def test_a_unit_of_money_is_no_publisher():
    assert identity_of(above=["收支总表", "单位：万元"]).department_name is None


def test_the_year_most_tables_name_is_the_year():
    found = identity_of("概况说明", above=["2022年收支总表", "2022年支出总表", "2021年执行情况"])
    assert found.fiscal_year == 2022


def test_a_correction_says_so_on_its_cover():
    assert identity_of("云澜市水利局2021年度部门预算（更正）").is_correction
    assert identity_of("云澜市水利局2021年度部门预算", "年内将更正若干制度。" * 3).is_correction is not True


def test_what_is_not_said_is_not_guessed():
    found = identity_of("工作通知")
    assert (found.department_name, found.fiscal_year, found.stage) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("云澜市水利局", "云澜市"),
        ("云澜市市场监督管理局", "云澜市"),
        ("云澜市北岸区财政局", "云澜市北岸区"),
        ("云澜高新技术产业开发区改革协调局", "云澜高新技术产业开发区"),
        ("青川省人大常委会办公厅", "青川省"),
        ("中共云澜市委办公厅", "云澜市"),
        ("教育局", None),
        (None, None),
    ],
)
def test_the_place_a_name_begins_with(name, region):
    assert region_of(name) == region
