"""Tables copied cell by cell come back as grids where that is certain, and stay lines where it is not."""

import pytest

from dagster_project.formats import text
from dagster_project.formats.document import Line


def blocks(lines):
    return text.read("\n".join(lines).encode()).blocks


def rows_of(grid):
    return [[c.text for c in grid.cells if c.row == r] for r in range(1, grid.rows + 1)]


BARRED = "项 目,|,预 算 数,|,合 计,|,0.36,|,出国,|,|,接待,|,0.36,|,用车,|,|".split(",")


def test_bars_end_cells_so_that_blank_ones_are_known():
    title, grid, after = blocks(["一、预算表", *BARRED, "二、情况说明"])
    assert (title.text, after.text) == ("一、预算表", "二、情况说明")
    assert rows_of(grid) == [["项 目", "预 算 数"], ["合 计", "0.36"], ["出国", ""], ["接待", "0.36"], ["用车", ""]]
    assert [c.line for c in grid.cells if c.row == 3] == [10, 12]


def test_three_columns_are_found_by_what_stands_in_them():
    cells = ["项目", "上年", "本年", "甲", "1.00", "2.00", "乙", "", "3.00", "丙", "-", "4.00"]
    lines = [line for cell in cells for line in ([cell, "|"] if cell else ["|"])]
    [grid] = blocks(lines)
    assert rows_of(grid)[2] == ["乙", "", "3.00"]


def test_cells_that_fit_no_number_of_columns_stay_lines():
    cells = ["项目", "金额", "甲", "1.00", "2.00", "乙", "丙", "3.00"]
    assert all(isinstance(b, Line) for b in blocks([x for c in cells for x in (c, "|")]))


PAIRS = ["单位:万元", "项目", "预算数", "合计", "142.40", "出国", "100.00", "用车", "接待", "42.40", "其他", "二、说明"]


def test_labels_and_figures_in_turn_are_a_table_of_two_columns():
    unit, grid, *after = blocks(PAIRS)
    assert unit.text == "单位:万元"
    assert rows_of(grid) == [
        ["项目", "预算数"],
        ["合计", "142.40"],
        ["出国", "100.00"],
        ["用车", ""],
        ["接待", "42.40"],
    ]
    assert [line.text for line in after] == ["其他", "二、说明"]  # a label after the last figure may be anything


@pytest.mark.parametrize(
    "lines",
    [
        ["目录", "页码", "一、概况", "1", "二、收入", "3", "三、支出", "5"],  # plain numbers: a list of contents
        ["甲", "乙", "合计", "1.00", "2.00", "其他", "3.00", "4.00", "末", "5.00", "6.00"],  # two figures in turn
        ["项目", "金额", "合计", "1.00", "其他", "2.00"],  # two pairs prove nothing
        ["收入比上年增加，原因如下。", "说明", "合计", "1.00", "其他", "2.00", "末。", "3.00"],
    ],
)
def test_what_is_not_certain_stays_lines(lines):
    assert all(isinstance(b, Line) for b in blocks(lines))


def test_a_hundred_thousand_labels_and_numbers_in_turn_end_soon():
    lines = [x for i in range(20_000) for x in (f"标题{i}", str(i))]
    assert len(blocks(lines)) == len(lines)


def test_a_bar_may_stand_behind_its_cell_and_open_each_row():
    cells = ["项 目", "预 算 数", "决 算 数", "合 计", "3.5", "2.5", "接待", "1", "0.5", "用车", "2.5", "2"]
    [closed] = blocks([f"{c} |" for c in cells])
    opened_rows = [line for i in range(0, 12, 3) for line in ["|", *(f"{c} |" for c in cells[i : i + 3])]]
    [opened] = blocks(opened_rows)
    assert rows_of(closed) == rows_of(opened) == [cells[i : i + 3] for i in range(0, 12, 3)]


def test_of_two_halves_side_by_side_the_first_may_end_sooner():
    cells = [
        "收入",
        "执行数",
        "支出",
        "执行数",
        "总计",
        "9.5",
        "总计",
        "9.5",
        "上年",
        "9.5",
        "本年",
        "4",
        "",
        "",
        "债务",
        "5.5",
    ]
    [grid] = blocks([f"{c} |" if c else "|" for c in cells])
    assert rows_of(grid)[3] == ["", "", "债务", "5.5"]


def test_a_figure_without_words_before_it_belongs_to_no_table():
    cells = ["收入", "执行数", "总计", "9.5", "", "9.5", "上年", "4"]
    assert all(isinstance(b, Line) for b in blocks([f"{c} |" if c else "|" for c in cells]))


def test_rows_on_one_line_with_bars_between_are_a_table():
    title, grid = blocks(
        ["收支总表", "收入 | 支出 |", "项目 | 预算数 | 项目 | 预算数", "甲 | 1.5 | 丙 | 2 |", "乙 | | 丁 | 3"]
    )
    assert title.text == "收支总表"
    assert rows_of(grid) == [
        ["收入", "", "支出", ""],
        ["项目", "预算数", "项目", "预算数"],
        ["甲", "1.5", "丙", "2"],
        ["乙", "", "丁", "3"],
    ]
    assert [c.line for c in grid.cells if c.row == 3] == [4] * 4


@pytest.mark.parametrize(
    "lines",
    [
        ["索引号 | 甲", "发布机构 | 乙", "日期 | 丙"],  # no figure
        ["甲 | 1.5", "乙 | 2"],  # too few rows
        ["甲 | 1.5 | 2", "乙 | 2", "丙 | 3 | 4"],  # not of one width
        ["首页 > 公开 | 返回", "正文", "甲 | 1"],
    ],
)
def test_other_lines_with_bars_stay_lines(lines):
    assert all(isinstance(b, Line) for b in blocks(lines))


THREES = ["项目", "上年", "本年", "合计", "12.5", "10.5", "出国", "0", "0", "接待", "2.5", "0.5"]


def test_labels_with_as_many_figures_each_are_a_table():
    title, grid, after = blocks(["三公表", *THREES, "情况说明"])
    assert (title.text, after.text) == ("三公表", "情况说明")
    assert rows_of(grid) == [THREES[i : i + 3] for i in range(0, 12, 3)]


def test_codes_before_their_labels_are_a_column():
    cells = ["编码", "名称", "基本", "项目", "合计", "5.5", "4", "201", "服务", "5.5", "4", "20101", "人大", "3", "4"]
    [grid] = blocks(cells)
    assert rows_of(grid)[1:] == [["", *cells[4:7]], cells[7:11], cells[11:]]


@pytest.mark.parametrize(
    "lines",
    [
        THREES[:-1],  # the last row lacks a figure, and two rows prove nothing
        [*THREES[:6], "出国", "0", "接待", "2.5", "0.5", "用车", "1", "2"],  # one row has a blank cell
        ["上年", "本年", *THREES[3:]],  # a heading is missing
        [t.replace(".", "") for t in THREES],  # no amounts
    ],
)
def test_rows_of_unequal_length_stay_lines(lines):
    assert all(isinstance(b, Line) for b in blocks(lines))


def test_a_heading_may_be_broken_and_the_unit_stand_in_a_row_above():
    top = ["|", "|", "|", "单位:万元", "|"]
    heading = ["|", "项 目", "|", "合计", "|", "一般公共", "预算", "|"]
    rows = [
        x
        for r in (("甲", "1.5", "1"), ("乙", "0", "0"), ("丙", "1.5", "1"))
        for c in ("", *r)
        for x in ([c, "|"] if c else ["|"])
    ]
    unit, grid = blocks([*top, *heading, *rows])
    assert unit.text == "单位:万元"
    assert rows_of(grid) == [
        ["项 目", "合计", "一般公共预算"],
        ["甲", "1.5", "1"],
        ["乙", "0", "0"],
        ["丙", "1.5", "1"],
    ]


def test_a_title_padded_with_bars_is_a_line():
    title, grid = blocks(["收支表 | |||", "项目 | 上年 | 本年 |", "甲 | 1.5 | 2 |", "乙 | 1 | 2.5 |"])
    assert title.text == "收支表"
    assert grid.rows == 3
