"""Ruled tables of a PDF: however their rules are drawn, every figure in its own cell, merged cells with their spans."""

from __future__ import annotations

import pytest

from dagster_project.formats.document import Document, Grid, Line
from dagster_project.formats.pdf import read
from tests.unit.formats.drawn_pdf import Page, pdf, width

XS = [60, 160, 260, 360]
ROWS = [["项目", "预算数", "决算数"], ["基本支出", "1,234.50", "1,200.00"], ["合计", "1,234.50", "1,200.00"]]
YS = [700, 680, 660, 640]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row - 1].append(cell.text)
    return rows


def spans(grid: Grid) -> dict[str, tuple[int, int, int, int]]:
    return {c.text: (c.row, c.column, c.row_span, c.column_span) for c in grid.cells if c.text}


def only(page: Page) -> Grid:
    (grid,) = grids(read(pdf(page)))
    return grid


def filled(page: Page) -> Page:
    return page.table(XS, 700, ROWS, ruled=False)


@pytest.mark.parametrize(
    "rules",
    [
        lambda p: p.lattice(XS, YS),
        lambda p: [p.bar(x, 640, 0.5, 60) for x in XS] and [p.bar(60, y, 300, 0.5) for y in YS],
        lambda p: [p.frame(x, y, 100, 20) for x in XS[:3] for y in YS[1:]],
        lambda p: p.lattice([x + 1.5 for x in XS], [y + 1.5 for y in YS]).lattice(XS, YS),
        lambda p: (
            [p.line(x, y, x, y + 8).line(x, y + 10, x, y + 20) for x in XS for y in YS[1:]]
            and [p.line(x, y, x + 48, y).line(x + 50, y, x + 100, y) for x in XS[:3] for y in YS]
        ),
        lambda p: [p.raw(f"0 g {x} {y} 100 20 re {x + 1} {y + 1} 98 18 re f*") for x in XS[:3] for y in YS[1:]],
        lambda p: [p.image(x, 640, 0.8, 60) for x in XS] and [p.image(60, y, 300, 0.8) for y in YS],
        lambda p: (
            p.raw("q 0.5 0 0 0.5 20 30 cm").lattice([(x - 20) * 2 for x in XS], [(y - 30) * 2 for y in YS]).raw("Q")
        ),
        lambda p: p.lattice(XS[1:3], YS) and [p.line(60, y, 360, y) for y in YS],
    ],
    ids=["lines", "bars", "frames", "double", "broken", "rings", "images", "scaled", "open sides"],
)
def test_every_way_of_drawing_rules_gives_the_same_grid(rules):
    page = Page()
    rules(page)
    grid = only(filled(page))
    assert texts(grid) == ROWS
    assert (grid.rows, grid.columns, grid.spans_known) == (3, 3, True)


def test_white_lines_on_paper_are_no_rules():
    page = filled(Page())
    for x in XS:
        page.line(x, 640, x, 700, color="1 1 1")
    for y in YS:
        page.line(60, y, 360, y, color="1 1 1")
    assert not grids(read(pdf(page)))


def test_a_heading_over_three_rows_has_the_spans_that_missing_rules_show():
    page = Page()
    for y in (700, 620, 600):
        page.line(60, y, 460, y)
    page.line(160, 675, 460, 675).line(260, 650, 460, 650)
    for x in (60, 160, 460):
        page.line(x, 600, x, 700)
    page.line(260, 600, 260, 675).line(360, 600, 360, 650)
    for x, y, text in [
        (65, 655, "科目"),
        (250, 682, "支出"),
        (170, 645, "小计"),
        (340, 658, "其中"),
        (270, 630, "基本"),
    ]:
        page.text(x, y, text)
    page.text(370, 630, "项目").text(65, 606, "201").right(257, 606, "5.00").right(357, 606, "3.00").right(
        457, 606, "2.00"
    )
    grid = only(page)
    assert spans(grid) == {
        "科目": (1, 1, 3, 1),
        "支出": (1, 2, 1, 3),
        "小计": (2, 2, 2, 1),
        "其中": (2, 3, 1, 2),
        "基本": (3, 3, 1, 1),
        "项目": (3, 4, 1, 1),
        "201": (4, 1, 1, 1),
        "5.00": (4, 2, 1, 1),
        "3.00": (4, 3, 1, 1),
        "2.00": (4, 4, 1, 1),
    }


def test_edges_that_heading_and_body_draw_a_little_apart_are_one_edge():
    page = Page().lattice([60, 160, 360], [700, 680]).lattice([60, 164, 360], [680, 660])
    page.text(65, 686, "项目").text(200, 686, "金额").text(65, 666, "合计").right(350, 666, "7.00")
    grid = only(page)
    assert (grid.rows, grid.columns) == (2, 2)
    assert texts(grid) == [["项目", "金额"], ["合计", "7.00"]]


def test_blank_cells_and_filler_rows_are_there_and_empty():
    grid = only(Page().table(XS, 700, [*ROWS, ["", "", ""], ["", "", ""]]))
    assert texts(grid) == [*ROWS, ["", "", ""], ["", "", ""]]


def test_a_wrapped_label_is_joined_without_a_blank_and_words_with_one():
    page = Page().lattice([60, 170, 260], [700, 660])
    page.text(63, 686, "机关事业单位基本养老").text(63, 672, "保险缴费支出").text(173, 686, "Total of").text(
        173, 672, "all"
    )
    assert texts(only(page)) == [["机关事业单位基本养老保险缴费支出", "Total of all"]]


def test_a_figure_too_long_for_its_cell_stays_one_figure():
    page = Page().lattice([60, 160, 204], [700, 660]).text(63, 680, "合计")
    page.text(162, 686, "14348853").text(162, 672, "4.34")
    assert texts(only(page)) == [["合计", "143488534.34"]]


def test_two_short_figures_one_above_the_other_are_not_one():
    page = Page().lattice([60, 160, 260], [700, 660]).text(63, 680, "合计").text(163, 686, "12").text(163, 672, "15")
    assert texts(only(page)) == [["合计", "12 15"]]


def test_figures_that_touch_a_rule_between_them_stay_apart():
    page = Page().lattice([60, 160, 260], [700, 680]).right(159.5, 686, "24,458.43").text(160.5, 686, "二、财政专户")
    assert texts(only(page)) == [["24,458.43", "二、财政专户"]]


def test_a_figure_that_runs_over_a_rule_stays_in_one_cell():
    page = Page().lattice([60, 160, 200, 300], [700, 680]).text(63, 686, "合计")
    page.right(198, 686, "1,234,567.89").right(298, 686, "2.00")
    assert texts(only(page)) == [["合计", "1,234,567.89", "2.00"]]


def test_rows_that_no_rule_parts_are_found_by_their_figures():
    page = Page().lattice(XS, [700, 680, 600])
    filled_rows = [["基本支出", "1.00", "2.00"], ["项目支出", "3.00", "4.00"], ["合计", "4.00", "6.00"]]
    page.table(XS, 700, [ROWS[0]], ruled=False).table(XS, 680, filled_rows, ruled=False)
    assert texts(only(page)) == [ROWS[0], *filled_rows]


def test_a_figure_typed_into_a_form_field_stands_in_its_cell():
    page = Page().table([60, 160, 260], 700, [["合计", ""], ["其中：基本", "5.00"]]).field(170, 682, 80, 16, "1,234.50")
    assert texts(only(page)) == [["合计", "1,234.50"], ["其中：基本", "5.00"]]


def test_several_tables_on_a_page_are_numbered_from_top_to_bottom_with_the_lines_between():
    page = Page().table(XS, 700, ROWS).text(60, 560, "注：另表").table(XS[:3], 540, [r[:2] for r in ROWS])
    blocks = read(pdf(page, Page().table(XS, 700, ROWS))).blocks
    assert [b.number if isinstance(b, Grid) else b.text for b in blocks] == [1, "注：另表", 2, 3]
    assert [b.page for b in blocks] == [1, 1, 1, 2]


def test_two_tables_beside_one_another_are_two_grids():
    page = Page().table([60, 120, 180], 700, [["收入", "1"]]).table([300, 360, 420], 700, [["支出", "2"]])
    assert [texts(g) for g in grids(read(pdf(page)))] == [[["收入", "1"]], [["支出", "2"]]]


def test_a_frame_around_prose_is_no_table():
    page = Page().frame(50, 600, 400, 150).text(60, 700, "说明一").text(60, 680, "说明二")
    assert [b.text for b in read(pdf(page)).blocks if isinstance(b, Line)] == ["说明一", "说明二"]
    assert not grids(read(pdf(page)))


def test_a_table_within_a_frame_around_the_page_is_found():
    page = Page().frame(20, 20, 555, 800).table(XS, 700, ROWS)
    assert texts(only(page)) == ROWS


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages_are_read_upright(rotate):
    turns = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[rotate]
    shift = {0: (0, 0), 90: (595, 0), 180: (842, 595), 270: (0, 842)}[rotate]
    size = (595, 842) if rotate in (90, 270) else (842, 595)
    page = Page(size, rotate=rotate).raw("q " + " ".join(map(str, (*turns, *shift))) + " cm")
    page.text(60, 550, "支出表").table(XS, 500, ROWS).raw("Q")
    blocks = read(pdf(page)).blocks
    assert blocks[0].text == "支出表"
    assert texts(blocks[1]) == ROWS


def test_a_landscape_table_drawn_on_a_page_that_is_not_turned_is_read_upright():
    page = Page().raw("q 0 1 -1 0 595 0 cm").table(XS, 500, ROWS).raw("Q")
    assert texts(only(page)) == ROWS


def test_a_page_that_shows_a_part_of_its_sheet_has_its_places_from_there():
    page = Page((1000, 1000), crop=(50, 500, 645, 800)).table(XS, 700, ROWS).text(700, 700, "外面")
    document = read(pdf(page))
    assert [texts(g) for g in grids(document)] == [ROWS]
    assert "外面" in document.unread[0].reason


def test_a_label_set_upright_in_a_turned_cell_is_read_in_its_direction():
    page = (
        Page()
        .lattice([60, 90, 260], [700, 600])
        .turned_text(80, 630, "支出合计", (0, 1, -1, 0))
        .right(250, 650, "8.00")
    )
    assert texts(only(page)) == [["支出合计", "8.00"]]


@pytest.mark.parametrize(
    ("first", "second", "rest"),
    [("148.0", "138.0", "0"), ("148.", "138.", "00"), ("1,480,00", "1,380,00", "0.00")],
)
def test_figures_broken_over_two_lines_in_a_narrow_column_are_one_row(first, second, rest):
    """A word processor leaves a margin on both sides of a cell, so that no line fills it."""
    wide = [width(t) + 10.8 for t in (first, second)]
    xs = [50.0, 150.0, 150.0 + wide[0], 150.0 + sum(wide)]
    page = Page().lattice(xs, [700, 660, 640])
    page.text(55.4, 686, "农林水支出").text(55.4, 646, "合计").text(xs[1] + 5.4, 646, "9.00").text(
        xs[2] + 5.4, 646, "8.00"
    )
    for x, text in zip(xs[1:], (first, second), strict=False):
        page.text(x + 5.4, 686, text).text(x + 5.4, 672, rest)
    [grid] = read(pdf(page)).blocks
    assert grid.rows == 2
    assert [c.text for c in grid.cells if c.row == 1] == ["农林水支出", first + rest, second + rest]


def test_figures_one_above_the_other_without_a_rule_between_are_rows():
    page = Page().lattice([50, 150, 250, 350], [700, 660])
    for y, row in ((686, ("农林水支出", "148.0", "138.0")), (672, ("住房保障支出", "0", "0"))):
        page.text(55, y, row[0]).right(245, y, row[1]).right(345, y, row[2])
    [grid] = read(pdf(page)).blocks
    assert grid.rows == 2
    assert [c.text for c in grid.cells] == ["农林水支出", "148.0", "138.0", "住房保障支出", "0", "0"]
