"""Tables without upright rules: columns by alignment, headings by order, and what is no table."""

from __future__ import annotations

from dagster_project.formats.document import Grid, Line
from dagster_project.formats.pdf import read
from tests.unit.formats.drawn_pdf import Page, pdf

XS = [60, 200, 300, 400]
ROWS = [
    ["项目", "预算数", "决算数"],
    ["基本支出", "1,234.50", "1,200.00"],
    ["项目支出", "34.50", "-"],
    ["合计", "1,269.00", "1,200.00"],
]


def blocks(page: Page) -> list[Grid | Line]:
    return list(read(pdf(page)).blocks)


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text for c in grid.cells if c.row == row] for row in range(1, grid.rows + 1)]


def test_columns_are_found_by_alignment():
    page = Page().text(150, 740, "收入支出表").text(60, 720, "部门：某局").text(340, 720, "单位：万元")
    title, caption, grid = blocks(page.table(XS, 700, ROWS, ruled=False))
    assert (title.text, caption.text) == ("收入支出表", "部门：某局  单位：万元")
    assert texts(grid) == ROWS
    assert not grid.spans_known


def test_a_blank_column_with_a_heading_keeps_its_place():
    rows = [["项目", "预算数", "决算数"], *[["支出", "", f"{n}.00"] for n in range(1, 4)]]
    (grid,) = blocks(Page().table(XS, 700, rows, ruled=False))
    assert texts(grid) == rows


def test_figures_set_right_below_headings_set_left_are_named_in_order():
    page = Page().text(60, 706, "项目").text(200, 706, "财政拨款收入").text(300, 706, "其他收入")
    rows = [["支出", f"{n}", "0"] for n in range(1, 5)]
    (grid,) = blocks(page.table(XS, 700, rows, ruled=False))
    assert texts(grid)[0] == ["项目", "财政拨款收入", "其他收入"]
    assert texts(grid)[1] == ["支出", "1", "0"]


def test_level_rules_alone_part_the_rows():
    page = (
        Page()
        .text(63, 686, "机关事业单位")
        .text(63, 672, "养老保险缴费")
        .right(297, 679, "12.00")
        .right(397, 679, "3.00")
    )
    page.text(63, 646, "合计").right(297, 646, "12.00").right(397, 646, "3.00")
    for y in (700, 660, 640):
        page.line(60, y, 400, y)
    (grid,) = blocks(page)
    assert texts(grid) == [["机关事业单位养老保险缴费", "12.00", "3.00"], ["合计", "12.00", "3.00"]]


def test_a_frame_with_level_rules_only_has_columns_all_the_same():
    page = Page().table(XS, 700, ROWS, ruled=False)
    for y in (700, 680, 660, 640, 620):
        page.line(60, y, 400, y)
    page.line(60, 620, 60, 700).line(400, 620, 400, 700)
    (grid,) = blocks(page)
    assert texts(grid) == ROWS


def test_one_row_of_figures_below_a_heading_is_a_table_and_a_pair_of_figures_is_none():
    heading = ["合计", "出国费", "接待费"]
    (grid,) = blocks(Page().table(XS, 700, [heading, ["6.40", "0", "6.40"]], ruled=False))
    assert texts(grid) == [heading, ["6.40", "0", "6.40"]]
    assert all(isinstance(b, Line) for b in blocks(Page().text(60, 700, "预算  12").text(300, 700, "13")))


def test_contents_are_lines():
    page = Page()
    for n in range(8):
        page.text(60, 700 - 20 * n, f"第{n}部分 说明").right(400, 700 - 20 * n, str(n + 3))
    assert len(blocks(page)) == 8


def test_contents_with_leaders_are_lines():
    page = Page()
    for n in range(4):
        page.text(60, 700 - 20 * n, f"第{n}部分 说明" + "." * 30).right(400, 700 - 20 * n, str(n + 3))
    assert len(blocks(page)) == 4


def test_prose_with_figures_is_prose():
    page = Page()
    for n in range(6):
        page.text(60, 700 - 16 * n, "2024年收入预算1,234.50万元，比上年增加12.00万元，增长1.00%，其中基本支出")
    assert [b.text for b in blocks(page)] == [
        "2024年收入预算1,234.50万元，比上年增加12.00万元，增长1.00%，其中基本支出"
    ] * 6
