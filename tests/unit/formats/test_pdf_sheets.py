"""Sheets that are not one page each: two pages side by side, and a page that was printed twice."""

from __future__ import annotations

from dagster_project.formats.document import Document, Grid
from dagster_project.formats.pdf import read
from tests.unit.formats.drawn_pdf import Page, pdf

A3_ACROSS = (1190, 842)
ROWS = [["科目", "金额"], ["农林水支出", "1,234.50"], ["社会保障和就业支出", "50.25"], ["合计", "1,284.75"]]


def half(page: Page, left: float, title: str, rows: list[list[str]]) -> Page:
    return page.text(left + 150, 760, title).table([left + 50, left + 250, left + 400], 700, rows)


def tables(document: Document) -> list[list[str]]:
    return [[c.text for c in b.cells] for b in document.blocks if isinstance(b, Grid)]


def test_two_pages_on_one_sheet_are_read_one_after_the_other():
    sheet = half(half(Page(A3_ACROSS), 0, "部门收入总表", ROWS), 595, "部门支出总表", ROWS)
    document = read(pdf(sheet))
    assert [type(b).__name__ for b in document.blocks] == ["Line", "Grid", "Line", "Grid"]
    assert [b.text for b in document.blocks if not isinstance(b, Grid)] == ["部门收入总表", "部门支出总表"]
    assert tables(document) == [[t for row in ROWS for t in row]] * 2
    assert {b.page for b in document.blocks} == {1}
    assert [b.line for b in document.blocks if not isinstance(b, Grid)] == [1, 2]


def test_a_wide_table_across_the_middle_is_one_page():
    sheet = (
        Page(A3_ACROSS)
        .text(500, 760, "部门收支总表，左右两栏")
        .table([50, 400, 800, 1100], 700, [[*r, "0"] for r in ROWS])
    )
    assert len(tables(read(pdf(sheet)))) == 1


def test_a_title_across_the_middle_keeps_two_tables_on_one_page():
    sheet = half(half(Page(A3_ACROSS), 0, "收入", ROWS), 595, "支出", ROWS).text(
        520, 800, "部门收支总表（收入在左支出在右）"
    )
    titles = [b.text for b in read(pdf(sheet)).blocks if not isinstance(b, Grid)]
    assert titles[0] == "部门收支总表（收入在左支出在右）"
    assert "收入" in titles[1]
    assert "支出" in titles[1]


def page(amount: str = "1,284.75", foot: str = "- 3 -") -> Page:
    rows = [*ROWS[:-1], ["合计", amount]]
    return Page().text(200, 760, "部门支出总表").table([50, 250, 400], 700, rows).text(280, 30, foot)


def test_a_page_printed_twice_counts_once_and_is_named():
    document = read(pdf(page(), Page().text(60, 700, "说明"), page(foot="- 5 -")))
    assert len(tables(document)) == 1
    [unread] = document.unread
    assert (unread.place, "第 1 页" in unread.reason) == ("第3页", True)


def test_a_page_with_one_other_figure_is_another_page():
    document = read(pdf(page(), page(amount="1,284.76")))
    assert len(tables(document)) == 2
    assert document.unread == ()


def project(name: str) -> list[Page]:
    """A form over two pages; the second, without a title, is that of every project with the same targets."""
    first = [
        ["项目名称", name],
        ["主管部门", "某市某局机关及所属单位"],
        ["年度资金总额", "12.50"],
        ["其中财政拨款", "12.50"],
    ]
    rest = [["数量指标完成活动场次不少于", "12"], ["时效指标按期完成率", "100%"], ["满意度指标服务对象满意", "95%"]]
    head = Page().text(200, 760, "项目支出绩效目标表").table([50, 250, 400], 700, first)
    return [head, Page().table([50, 250, 400], 780, rest)]


def test_the_second_pages_of_two_forms_may_be_alike_and_both_count():
    document = read(pdf(*project("甲项目"), *project("乙项目")))
    assert sum("95%" in cells for cells in tables(document)) == 2
    [unread] = document.unread
    assert unread.place == "第4页"
    assert "照常读取" in unread.reason


def test_a_form_of_two_pages_printed_twice_counts_once():
    document = read(pdf(*project("甲项目"), *project("甲项目")))
    assert sum("95%" in cells for cells in tables(document)) == 1
    assert [u.place for u in document.unread] == ["第3–4页"] or len(document.unread) == 2


def test_the_second_page_alone_printed_twice_in_succession_counts_once():
    head, rest = project("甲项目")
    assert sum("95%" in cells for cells in tables(read(pdf(head, rest, rest)))) == 1
