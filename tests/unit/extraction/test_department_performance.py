"""The department's own performance form: amounts by what they state, indicators of no project."""

from __future__ import annotations

from decimal import Decimal

from dagster_project.extraction.department_performance import extract_department_performance
from dagster_project.extraction.projects import ProjectContext
from dagster_project.formats.document import Grid, GridCell
from dagster_project.reading import read_document

FORM = """
部门名称|港务局|||
年度总体目标|港口畅通，项目支出见附表。|||
预算情况|部门预算总额（万元）||1,200.50|
|1、资金来源：（1）财政性资金||1,100.50|
|（2）其他资金||-|
|2、资金结构：（1）基本支出||700.50|
|（2）项目支出|||
一级指标|二级指标|三级指标|指标值|指标说明
产出指标|数量指标|疏浚航道|≥18 公里|含支线
||维护浮标|40 个|
满意度指标|服务对象满意度|船员满意度|≥90%|
"""


def read(text: str, unit: str | None = "万元") -> tuple:
    rows = [line.split("|") for line in text.strip("\n").split("\n")]
    cells = tuple(GridCell(r, c, t.strip(), line=r + 10) for r, row in enumerate(rows, 1) for c, t in enumerate(row, 1))
    grid = Grid(4, 1, len(rows), 5, cells, spans_known=False)
    return extract_department_performance([grid], ProjectContext("doc", unit=unit))


def test_amounts_say_what_they_stand_for_and_keep_their_state() -> None:
    _, cells, refusals = read(FORM)
    money = {c.line_item: (c.amount_yuan, c.value_state, c.line) for c in cells if c.quantity == "money"}
    assert money == {
        "expenditure_grand_total": (Decimal("12005000.00"), "printed", 13),
        "revenue_appropriation": (Decimal("11005000.00"), "printed", 14),
        "revenue_other": (Decimal(0), "dash", 15),
        "basic": (Decimal("7005000.00"), "printed", 16),
        "project": (None, "blank", 17),
    }
    assert refusals == []


def test_indicators_belong_to_no_project_and_are_annual() -> None:
    indicators, cells, _ = read(FORM)
    assert [(i.kind, i.level_3, i.target_value, i.target_unit) for i in indicators] == [
        ("quantity", "疏浚航道", Decimal(18), "公里"),
        ("quantity", "维护浮标", Decimal(40), "个"),
        ("satisfaction", "船员满意度", Decimal(90), "%"),
    ]
    assert {(i.project_id, i.horizon) for i in indicators} == {(None, "annual")}
    assert [c.printed_text for c in cells if c.measure == "annual_target"] == ["≥18 公里", "40 个", "≥90%"]


def test_a_figure_that_is_none_and_a_missing_unit_are_reported() -> None:
    _, cells, refusals = read("部门预算总额|12.3.4\n基本支出|5", unit=None)
    assert [(c.printed_text, c.amount_yuan) for c in cells] == [("12.3.4", None), ("5", None)]
    assert len(refusals) == 2


def test_a_label_and_its_figure_in_one_cell_are_an_amount():
    text = (
        "云澜市水利局2023年部门预算\n\n部门整体支出绩效目标申报表\n\n"
        "年度预算申请（万元）\t资金总额：160.00\t\n\t其中：一般公共预算：150.00\t其中：基本支出：100.00\n"
        "\t政府性基金拨款：\t项目支出：60.00\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t维护长度\t≥12公里\n"
    )
    reading = read_document(text.encode(), "document.txt")
    amounts = {c.line_item: c.amount_yuan for c in reading.cells if c.quantity == "money"}
    assert amounts == {
        "expenditure_grand_total": Decimal("1600000.00"),
        "revenue_general_public_budget": Decimal("1500000.00"),
        "basic": Decimal("1000000.00"),
        "revenue_government_fund": None,
        "project": Decimal("600000.00"),
    }
    assert reading.refusals == []
