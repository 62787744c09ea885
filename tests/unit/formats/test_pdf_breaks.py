"""Tables over page breaks: marked where they may go on, and laid on the columns of the page before."""

from __future__ import annotations

from dagster_project.formats.document import Grid
from dagster_project.formats.pdf import read
from tests.unit.formats.drawn_pdf import Page, pdf

XS = [60, 110, 160, 260, 360]
HEAD = [["类", "款", "科目", "金额"], ["201", "01", "行政运行", "5.00"]]


def grids(*pages: Page) -> list[Grid]:
    return [block for block in read(pdf(*pages)).blocks if isinstance(block, Grid)]


def test_a_table_first_on_its_page_with_the_same_edges_may_go_on():
    first, second = grids(Page().table(XS, 200, HEAD), Page().table(XS, 800, HEAD[1:]))
    assert (first.after_page_break, second.after_page_break) == (False, True)


def test_page_numbers_and_running_heads_do_not_part_a_table():
    pages = [
        Page().text(60, 820, "部门预算公开").table(XS, top, rows).text(280, 20, f"- {n} -")
        for n, (top, rows) in enumerate([(200, HEAD), (800, HEAD[1:])], 1)
    ]
    assert grids(*pages)[1].after_page_break


def test_a_table_below_a_title_or_below_prose_of_the_page_before_does_not_go_on():
    titled = Page().text(60, 820, "支出预算表").table(XS, 780, HEAD)
    assert not grids(Page().table(XS, 200, HEAD), titled)[1].after_page_break
    after_note = Page().table(XS, 200, HEAD).text(60, 100, "注：完")
    assert not grids(after_note, Page().table(XS, 800, HEAD))[1].after_page_break


def test_a_table_between_other_edges_does_not_go_on():
    assert not grids(Page().table(XS, 200, HEAD), Page().table([x + 40 for x in XS], 800, HEAD))[1].after_page_break


def test_a_total_row_whose_codes_are_merged_keeps_its_place_under_the_headings():
    _, second = grids(Page().table(XS, 200, HEAD), Page().table([60, 260, 360], 800, [["合计", "5.00"]]))
    assert second.columns == 4
    assert [(c.column, c.column_span, c.text) for c in second.cells] == [(1, 3, "合计"), (4, 1, "5.00")]


def test_columns_that_are_empty_on_the_next_page_come_back_without_rules_too():
    xs = [60, 110, 160, 260, 360]
    first = Page().table(xs, 200, [["科目", "一", "二", "三"], *[["支出", "1", "2", "3"]] * 3], ruled=False)
    rows = [["外交", "4", "", "5"]] * 3
    second = grids(first, Page().table(xs, 800, rows, ruled=False))[1]
    assert second.after_page_break
    assert [c.text for c in second.cells if c.row == 1] == rows[0]
