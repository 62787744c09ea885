"""Plain text whose columns blanks hold apart: what is a table in it, and where its columns stand."""

from __future__ import annotations

import unicodedata

import pytest

from dagster_project.formats import text
from dagster_project.formats.document import Grid, Line
from dagster_project.reading import read_document


def typed(*cells: tuple[int, str]) -> str:
    """A line in which each text begins at its place, or a blank behind the one before: an ideograph takes one place, though
    it was printed over two."""
    line = ""
    for place, words in cells:
        line += " " * max(place - len(line), 1 if line else 0) + words
    return line


def coded(*cells: str) -> str:
    """A row of class, group, item, label, and three amounts set to the right."""
    *names, total, basic, project = cells
    placed = list(zip((0, 5, 9, 14), names, strict=True))
    amounts = [(end - len(amount), amount) for end, amount in zip((50, 62, 74), (total, basic, project), strict=True)]
    return typed(*(cell for cell in [*placed, *amounts] if cell[1]))


HEADING = [
    typed((20, "部门支出总体情况表")),
    typed((0, "部门：云澜市水利局"), (62, "单位：万元")),
    typed((16, "项目"), (52, "支出预算")),
    typed((0, "科目编码")),
    typed((20, "科目名称"), (43, "合计"), (54, "基本支出"), (66, "项目支出")),
    typed((0, "类"), (5, "款"), (9, "项")),
]
ROWS = [
    coded("213", "", "", "农林水支出", "120.00", "100.00", "20.00"),
    coded("213", "03", "", "水利", "120.00", "100.00", "20.00"),
    coded("213", "03", "01", "行政运行", "100.00", "100.00", ""),
    coded("213", "03", "05", "水利工程建设", "20.00", "", "20.00"),
]
TOTAL = coded("", "", "", "合计", "120.00", "100.00", "20.00")
TWO_SIDED = [
    typed((18, "部门收支总体情况表")),
    typed((50, "单位：万元")),
    typed((12, "收入"), (44, "支出")),
    typed((6, "项目"), (22, "预算数"), (36, "项目"), (56, "预算数")),
    typed((0, "一、财政拨款收入"), (23, "30.00"), (30, "一、一般公共服务支出"), (57, "21.00")),
    typed((0, "二、事业收入"), (24, "4.00"), (30, "二、教育支出")),
    typed((30, "三、农林水支出"), (57, "13.00")),
    typed((4, "收入总计"), (23, "34.00"), (34, "支出总计"), (57, "34.00")),
]


def grids(lines: list[str]) -> list[Grid]:
    return [b for b in text.read("\n".join(lines).encode()).blocks if isinstance(b, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text for c in grid.cells if c.row == row] for row in range(1, grid.rows + 1)]


def amounts(lines: list[str]) -> dict[tuple[str, str | None, str | None], str]:
    reading = read_document("\n".join(lines).encode(), "预算.txt")
    return {
        (c.form_id, c.classification_code or c.line_item, c.measure): c.printed_text
        for c in reading.cells
        if c.amount_yuan is not None
    }


@pytest.mark.parametrize("blank", [[], [""]])
def test_a_table_of_codes_is_read_with_its_headings_of_three_lines(blank):
    """Whether blank lines part its rows or not."""
    lines = [*HEADING, *(line for row in [*ROWS, TOTAL] for line in [*blank, row])]
    (grid,) = grids(lines)
    assert texts(grid)[-1] == ["", "", "", "合计", "120.00", "100.00", "20.00"]
    assert next(c.line for c in grid.cells if c.row == grid.rows and c.text == "20.00") == len(lines)
    read = amounts(lines)
    assert read["expenditure_summary", "2130305", "project"] == "20.00"
    assert read["expenditure_summary", "2130301", "basic"] == "100.00"
    assert ("expenditure_summary", "2130301", "project") not in read


def test_two_halves_side_by_side_are_kept_apart():
    read = amounts(TWO_SIDED)
    assert read["budget_summary", "revenue_undertaking", "total"] == "4.00"
    assert read["budget_summary", "213", "total"] == "13.00"
    assert ("budget_summary", "205", "total") not in read


def test_a_heading_over_some_columns_names_those_alone():
    """合计 stands half way between the heading above some columns and their names: beside it, not under it."""
    lines = [
        typed((20, "一般公共预算“三公”经费支出表")),
        typed((60, "单位：万元")),
        typed((56, "公务用车购置及运行费")),
        typed((2, "合计"), (12, "因公出国（境）费"), (34, "公务接待费")),
        typed((52, "小计"), (62, "购置费"), (74, "运行费")),
        "",
        typed((2, "9.50"), (18, "0.00"), (37, "1.50"), (52, "8.00"), (63, "0.00"), (75, "8.00")),
    ]
    read = amounts(lines)
    assert read["three_public", "three_public_total", "total"] == "9.50"
    assert read["three_public", "vehicles", "total"] == "8.00"
    assert read["three_public", "receptions", "total"] == "1.50"


def test_ideographs_may_take_two_places():
    """The same form typed for a screen on which an ideograph is as wide as two digits."""
    rows = [
        ["项目", "预算数", "决算数"],
        ["一、基本支出", "1,234.50", "1,200.00"],
        ["二、项目支出及其他", "34.50", "-"],
        ["合计", "1,269.00", "1,200.00"],
    ]

    def wide(words: str) -> int:
        return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)

    lines = [
        r[0] + " " * (24 - wide(r[0])) + "".join(" " * (12 - wide(figure)) + figure for figure in r[1:]) for r in rows
    ]
    (grid,) = grids(lines)
    assert texts(grid) == rows


@pytest.mark.parametrize(
    "prose",
    [
        "2023 年部门收入总计 120.00 万元，比上年增加 20.00 万元。\n支出总计 120.00 万元，其中：\n基本支出 100.00 万元。\n",
        "一、职责  （一）水利规划；\n二、人员  编制 12 人；\n三、车辆  2 辆。\n四、房屋  1 处。\n",
        "收入合计 120.00\n支出合计 120.00\n结转 0.00\n",
    ],
)
def test_prose_with_blanks_and_rows_with_single_ones_are_lines(prose):
    assert all(isinstance(block, Line) for block in text.read(prose.encode()).blocks)


def test_a_table_goes_on_on_the_next_page_though_its_blank_columns_take_no_room():
    """The next page has no project expenditure in its rows, and stands further to the left."""
    rest = [
        "\f" + typed((0, "213"), (5, "04"), (12, "气象"), (40, "5.00"), (51, "5.00")),
        typed((0, "213"), (5, "04"), (8, "01"), (12, "气象事业机构"), (40, "5.00"), (51, "5.00")),
        typed((0, "213"), (5, "04"), (8, "06"), (12, "气象信息传输"), (40, "0.00"), (51, "0.00")),
        "",
        "注：本表反映本年支出。",
    ]
    read = amounts([*HEADING, *ROWS, *rest])
    assert read["expenditure_summary", "2130401", "basic"] == "5.00"
    assert ("expenditure_summary", "2130401", "project") not in read


def test_figures_in_lines_between_the_rows_are_of_no_row():
    lines = [typed((0, "科目"), (20, "合计"), (32, "基本支出"))]
    for name in ("行政运行", "水利规划", "水利监督"):
        lines += [typed((34, "4.00")), typed((0, name), (20, "10.00"))]
    assert grids([*lines, typed((0, "合计"), (20, "30.00"), (33, "12.00"))]) == []


def test_a_form_with_codes_alone_is_no_table():
    lines = [typed((0, "科目编码"), (12, "科目名称"), (26, "金额"), (36, "科目编码"), (48, "科目名称"), (60, "金额"))]
    lines += [typed((0, f"3010{n}"), (12, f"工资{n}"), (36, f"3020{n}"), (48, f"费用{n}")) for n in range(1, 6)]
    assert grids(lines) == []


def test_the_lines_of_a_label_belong_to_the_row_of_figures_between_them():
    lines = [
        typed((0, "科目编码"), (14, "科目名称"), (34, "合计")),
        typed((0, "208"), (10, "社会保障支出"), (34, "6.18")),
        typed((10, "机关单位基本养老保")),
        typed((0, "2080505"), (34, "6.18")),
        typed((10, "险缴费支出")),
        typed((10, "机关单位职业年金缴")),
        typed((0, "2080506"), (34, "3.09")),
        typed((10, "费支出")),
        typed((10, "合计"), (34, "9.27")),
    ]
    (grid,) = grids(lines)
    assert [row[1] for row in texts(grid)[2:4]] == ["机关单位基本养老保险缴费支出", "机关单位职业年金缴费支出"]


def test_a_table_whose_rest_could_not_be_told_is_a_fragment():
    """What follows it directly has no title, no heading and another number of columns: its sums are not judged."""
    rows = ["科目编码\t科目名称\t合计\t基本支出\t项目支出", "\t合计\t9.00\t9.00\t", "208\t社会保障支出\t4.00\t4.00\t"]
    lines = ["## 部门支出总体情况表", "单位：万元", *rows, "", "221\t住房保障支出\t5.00", "22102\t住房改革支出\t5.00"]
    reading = read_document("\n".join(lines).encode(), "预算.txt")
    assert {c.is_fragment for c in reading.cells if c.form_id == "expenditure_summary"} == {True}


def test_the_unit_may_be_the_second_line_of_a_label():
    rows = [
        "项目名称\t河道疏浚\t\t",
        "主管部门\t云澜市水利局\t\t",
        "项目资金\t年度资金总额\t410000.00\t",
        "（元）\t其中：财政拨款\t410000.00\t",
    ]
    rows += [
        "\t其他资金\t0.00\t",
        "年度目标\t疏浚河道\t\t",
        "一级指标\t二级指标\t三级指标\t指标值",
        "产出指标\t数量指标\t疏浚长度\t12公里",
    ]
    reading = read_document("\n".join(["## 项目支出绩效目标表", *rows]).encode(), "绩效.txt")
    assert [p.annual_total_yuan for p in reading.projects] == [410000]


def test_a_form_that_is_printed_and_not_understood_is_said_to_be_there():
    lines = ["部门收入总体情况表", "单位：万元", "合计 120.00 财政拨款", "事业收入 4.00 其他"]
    reading = read_document("\n".join(lines).encode(), "预算.txt")
    assert [(p.kind, p.form_id) for p in reading.passages if p.kind == "unread_form"] == [
        ("unread_form", "revenue_summary")
    ]


def test_headings_over_names_that_repeat_stand_over_a_round_each_wherever_they_are_printed():
    lines = [
        typed((26, "人员经费"), (70, "公用经费")),
        typed((0, "编码"), (14, "科目名称"), (34, "决算数"), (46, "编码"), (60, "科目名称"), (84, "决算数")),
        typed((0, "301"), (8, "工资福利支出"), (34, "95.00"), (46, "302"), (54, "商品和服务支出"), (84, "10.20")),
        typed((0, "30101"), (8, "基本工资"), (34, "15.00"), (46, "30201"), (54, "办公费"), (85, "9.20")),
        typed((0, "30102"), (8, "津贴补贴"), (34, "80.00"), (46, "30202"), (54, "印刷费"), (85, "1.00")),
    ]
    (grid,) = grids(lines)
    assert [(c.text, c.column, c.column_span) for c in grid.cells if c.row == 1] == [
        ("人员经费", 1, 3),
        ("公用经费", 4, 3),
    ]


def test_a_bracket_that_goes_on_in_the_next_line_is_one_name():
    lines = [
        typed((30, "公务用车费")),
        typed((12, "因公出国（境"), (50, "接待费")),
        typed((2, "合计"), (12, "）费用"), (26, "购置费"), (38, "运行费")),
        typed((2, "9.00"), (12, "1.00"), (26, "0.00"), (38, "6.00"), (50, "2.00")),
        typed((2, "8.00"), (12, "1.00"), (26, "0.00"), (38, "5.00"), (50, "2.00")),
    ]
    (grid,) = grids(lines)
    assert "因公出国（境）费用" in [c.text for c in grid.cells]


def test_figures_in_full_width_are_figures():
    lines = [
        typed((0, "项目"), (20, "预算数")),
        *(typed((0, f"支出{n}"), (18, f"１，２３４．０{n}")) for n in "１２３"),
    ]
    (grid,) = grids(lines)
    assert texts(grid)[1] == ["支出１", "１，２３４．０１"]
