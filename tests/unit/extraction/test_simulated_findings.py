"""What the simulated city found wrong in the reading, each in its smallest form."""

from __future__ import annotations

from dagster_project.reading import read_document

COVER = "云澜市水利局\n2023 年度部门预算\n\n"


def cells(text: str):
    return read_document(text.encode(), "x.txt").cells


def test_a_label_merged_over_its_panel_names_the_figure_in_the_next_one():
    """Text keeps no spans: 当年支出小计 stands over four columns, its figure in the last."""
    form = (
        "## 收支预算总表\n\n单位：万元\n\n"
        "收入\t\t支出\t\t\t\n项目名称\t金额\t功能分类\t\t支出用途\t\n\t\t功能科目名称\t金额\t项目名称\t金额\n"
        "一、财政拨款\t30.00\t一、农林水支出\t30.00\t一、基本支出\t20.00\n\t\t\t\t二、项目支出\t10.00\n"
        "当年收入小计\t30.00\t当年支出小计\t\t\t30.00\n收入合计\t30.00\t支出合计\t\t\t30.00\n"
    )
    found = {(c.line_item, c.printed_text) for c in cells(COVER + form) if c.side == "expenditure"}
    assert ("expenditure_current_total", "30.00") in found
    assert ("expenditure_grand_total", "30.00") in found
    assert not {text for item, text in found if item == "expenditure_grand_total"} - {"30.00"}


def test_a_blank_line_of_the_next_panel_takes_no_label():
    form = (
        "## 收支预算总表\n\n单位：万元\n\n收入\t\t支出\t\n项目\t金额\t项目\t金额\n"
        "一、一般公共预算拨款收入\t\t一、农林水支出\t30.00\n二、政府性基金预算拨款收入\t30.00\t\t\n"
        "收入合计\t30.00\t支出合计\t30.00\n"
    )
    named = {(c.row_label, c.printed_text) for c in cells(COVER + form) if c.printed_text == "30.00"}
    assert ("二、政府性基金预算拨款收入", "30.00") in named
    assert ("一、农林水支出", "30.00") in named


def test_other_money_broken_down_is_no_source_beside_its_parts():
    form = (
        "## 收入预算总表\n\n单位：万元\n\n项目名称\t项目名称\t金额\n收入总计\t\t50.00\n"
        "其他资金\t小计\t50.00\n\t事业收入\t40.00\n\t其他收入\t10.00\n"
    )
    items = {c.printed_text: c.line_item for c in cells(COVER + form) if c.row_label.startswith("其他资金 / 小计")}
    assert items == {"50.00": "revenue_unit_funds"}


def test_entries_of_the_contents_are_no_name():
    text = (
        "2023年度\n云澜市水利局部门预算公开\n目 录\n第一部分 部门概况\n第二部分 2023年度部门预算情况说明\n\n"
        "## 支出预算总表\n\n部门：云澜市水利局\n\n单位：万元\n\n合计\t基本支出\t项目支出\n30.00\t20.00\t10.00\n"
    )
    assert read_document(text.encode(), "x.txt").identity.department_name == "云澜市水利局"


def test_spending_behind_a_funds_income_is_spending():
    text = (
        "云澜市水利局\n2023 年度部门决算\n\n## 八、政府性基金预算财政拨款收入支出决算情况说明\n\n"
        "2023 年度政府性基金预算财政拨款收入 9.50 万元，支出 9.00 万元。\n"
    )
    claims = read_document(text.encode(), "x.txt").claims
    assert [(c.topic, str(c.value)) for c in claims] == [
        ("revenue_government_fund", "9.50"),
        ("government_fund_expenditure", "9.00"),
    ]


def test_an_item_may_be_called_by_its_use():
    text = (
        "云澜市民政局\n2023 年度部门预算\n\n## 2023年部门预算编制说明\n\n"
        "1. “其他支出（类）彩票公益金安排的支出（款）用于社会福利的彩票公益金支出（项）”10.23万元，主要用于养老服务。\n"
    )
    claims = read_document(text.encode(), "x.txt").claims
    assert [(c.classification_code, str(c.value)) for c in claims] == [("2296002", "10.23")]
