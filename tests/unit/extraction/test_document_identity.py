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
        (["(2021部门预算公开)", "云澜市水利局2021年部门预算"], "云澜市水利局", 2021, "budget", "department"),
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


@pytest.mark.parametrize(
    ("cover", "name", "year", "stage", "level"),
    [
        (["2033年云澜市水利局部门决算"], "云澜市水利局", 2033, "final", "department"),
        (["三亚市水利局2033年部门预算"], "三亚市水利局", 2033, "budget", "department"),
        (["一、云澜市水利局2033年部门预算"], "云澜市水利局", 2033, "budget", "department"),
        (
            ["北岸镇人民政府2033年度一般公共预算财政拨款“三公”经费支出决算情况说明"],
            "北岸镇人民政府",
            2033,
            "final",
            "department",
        ),
        (["云澜市水利局2033年“三公”经费预算情况"], "云澜市水利局", 2033, "budget", "department"),
        (["云澜市水利局2033年财政预算公开"], "云澜市水利局", 2033, "budget", "department"),
        (["第二部分 2033年度单位决算情况说明"], None, 2033, "final", "unit"),
        (["关于云澜市2032年预算执行情况和2033年预算草案的报告"], "云澜市", 2033, "budget", "government"),
        (["北岸县2032财政预算执行情况2033财政预算草案的报告"], "北岸县", 2033, "budget", "government"),
        (["2033年北岸区财政收支决算草案"], "北岸区", 2033, "final", "government"),
        (["2033年北岸区人民政府决算公开"], "北岸区人民政府", 2033, "final", "government"),
        (["2033年政府预算公开"], None, 2033, "budget", "government"),
        (["北岸区人大常委会：", "现将2033年财政总决算报告如下。", "各位代表："], None, 2033, "final", "government"),
    ],
)
def test_titles_of_other_regions(cover, name, year, stage, level):
    found = identity_of(*cover)
    assert (found.department_name, found.fiscal_year, found.stage, found.level) == (name, year, stage, level)


@pytest.mark.parametrize(
    ("text", "year", "stage"),
    [
        ("2033年度“三公”经费预算为5万元，2033年“三公”经费决算为4万元。", 2033, "final"),
        ("2033年预算安排5万元。2032年决算为4万元。", 2033, "budget"),
        ("2033年预算中，接待费5万元。与2032年预算相比减少1万元，2032年执行数为6万元。", 2033, "budget"),
        ("2033年一般公共预算支出5万元。", 2033, None),
    ],
)
def test_without_a_title_the_text_tells_year_and_stage(text, year, stage):
    found = identity_of("说明", text)
    assert found.fiscal_year == year
    if stage:
        assert found.stage == stage
