"""Tables copied from web pages whose rows are numbered, or stand a line each with blanks between their cells. Invented."""

from __future__ import annotations

import pytest

from dagster_project.formats import text
from dagster_project.formats.document import Grid, Line
from dagster_project.reading import read_document

HEADING = ["收入", "支出", "项目", "行次", "金额", "项目", "行次", "金额", "栏次", "1", "栏次", "2"]
LEFT = [("一、财政拨款收入", "1", "40.50"), ("二、事业收入", "2", ""), ("", "3", ""), ("本年收入合计", "4", "40.50")]
RIGHT = [("一、教育支出", "5", "30.00"), ("二、农林水支出", "6", "7.25"), ("三、住房保障支出", "7", "3.25")]
RIGHT += [("本年支出合计", "8", "40.50")]
NUMBERED = [*HEADING, *(cell for rows in zip(LEFT, RIGHT, strict=True) for row in rows for cell in row if cell)]
ABOVE = ["收入支出决算总表", "部门：云澜市水利局", "金额单位：万元"]


def grids(content: str) -> list[Grid]:
    return [b for b in text.read(content.encode()).blocks if isinstance(b, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text for c in grid.cells if c.row == row] for row in range(1, grid.rows + 1)]


def amounts(content: str) -> dict[tuple[str, str | None, str | None], str]:
    reading = read_document(content.encode(), "云澜市水利局2023年度部门决算.txt")
    return {
        (c.form_id, c.classification_code or c.line_item, c.measure): c.printed_text
        for c in reading.cells
        if c.amount_yuan is not None
    }


@pytest.mark.parametrize(
    "content",
    [
        "\n".join([*ABOVE, *NUMBERED, "注：本表反映本年度的总收支。"]),
        "\n\n".join([*ABOVE, *NUMBERED]),
        "\n".join([*ABOVE, " ".join(NUMBERED)]),
        "\n".join([*ABOVE, *(f"{cell} |" for cell in NUMBERED[:-1]), f"{NUMBERED[-1]} | |||", "说明 |", "甲 | 乙 |"]),
    ],
    ids=["a cell a line", "blank lines between", "all in one line", "a bar behind each cell"],
)
def test_row_numbers_tell_the_row_and_the_half_though_blank_cells_are_lost(content):
    read = amounts(content)
    assert read["budget_summary", "213", "total"] == "7.25"
    assert read["budget_summary", "221", "total"] == "3.25"
    assert read["budget_summary", "revenue_current_total", "total"] == "40.50"
    assert ("budget_summary", "revenue_undertaking", "total") not in read


def test_a_figure_without_a_place_ends_the_numbered_rows():
    cells = [*HEADING, "一、甲", "1", "2.00", "3.00", "二、乙", "2", "4.00"]
    assert grids("\n".join([*ABOVE, *cells])) == []


def test_column_numbers_above_the_rows_are_no_row_and_headings_keep_their_order():
    """项目 spans code and name, whose headings stand behind those of the amounts."""
    lines = ["支出决算表", "金额单位：万元", "项目", "本年支出合计", "基本支出", "项目支出", "科目编码", "科目名称"]
    lines += ["栏次", "1", "2", "3", "合计", "9.00", "7.00", "2.00", "213", "农林水支出", "9.00", "7.00", "2.00"]
    lines += ["21303", "水利", "9.00", "7.00", "2.00", "注：本表反映各项支出。"]
    (grid,) = grids("\n".join(lines))
    assert texts(grid)[:2] == [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["", "合计", "9.00", "7.00", "2.00"],
    ]
    assert amounts("\n".join(lines))["expenditure_summary", "213", "project"] == "2.00"


ROWS = ["一、“三公”经费合计 9.50 8.00", "（一）因公出国（境）费 不填 不填", "（二）公务接待费 1.50 1.00"]
ROWS += ["（三）公务用车费 8.00 7.00", "1.公务用车购置费", "2.公务用车运行维护费 8.00 7.00"]


def test_rows_of_a_line_each_are_a_table_where_all_have_as_many_figures():
    two_rows = ["三公经费预算表", "金额单位：万元", "项目 2023年预算数", "小计 其中：一般公共预算", *ROWS, "注：说明。"]
    (grid,) = grids("\n".join(two_rows))
    assert texts(grid)[:3] == [
        ["项目", "2023年预算数", ""],
        ["", "小计", "其中：一般公共预算"],
        ["一、“三公”经费合计", "9.50", "8.00"],
    ]
    assert texts(grid)[3] == ["（一）因公出国（境）费", "不填", "不填"]
    assert texts(grid)[6] == ["1.公务用车购置费", "", ""]


@pytest.mark.parametrize(
    "lines",
    [
        ["金额单位：万元", "项目 预算数 决算数", *ROWS[:3], "（三）公务用车费 8.00"],  # a blank left out: which one?
        ["金额单位：万元", "项目 2022 2023 预算数", *ROWS],  # headings that name other columns
        ["目录 页码", "一、概况 1", "二、收入 3", "三、支出 5"],  # plain numbers: a list of contents
        ["收入比上年增加。", "总数 100.00 万元", "其中 60.00 万元", "另有 40.00 万元"],
    ],
)
def test_what_is_not_certain_stays_lines(lines):
    assert all(isinstance(b, Line) for b in text.read("\n".join(lines).encode()).blocks)


def test_blanks_of_one_number_part_cells_and_are_no_columns():
    rows = ["一、合计   250000", "公务接待费   150000", "公务用车购置及运行维护费   100000", "批次（批）   10"]
    assert grids("\n".join(["单位：元", "项目 上年执行数 本年预算数", *rows])) == []


def test_what_stands_around_numbered_rows_stays_as_it_was():
    around = ["前言 |", *ABOVE, " ".join(["表一", *NUMBERED, "注：完"]), "甲 | 乙 | |", "|"]
    before, *_, grid, rest, last, bar = text.read("\n".join(around).encode()).blocks
    assert (before.text, rest.text, last.text, bar.text) == ("前言 |", "注：完", "甲 | 乙 | |", "|")
    assert isinstance(grid, Grid)


def test_a_column_may_be_headed_by_its_account_alone():
    lines = ["云澜市水利局2023年“三公”经费决算表", "项目 | 2023年决算 (万元) |", "因公出国(境)经费 | 0 |"]
    lines += ["公务接待费 | 1.3 |", "公务用车购置及运行维护费 | 17.9 |", "其中:购置经费 | 0 |", "运行维护费 | 17.9 |"]
    read = amounts("\n".join(lines))
    assert read["three_public", "receptions", "total"] == "1.3"
    assert read["three_public", "vehicle_purchase", "total"] == "0"
