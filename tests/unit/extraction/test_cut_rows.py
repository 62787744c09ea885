"""A row that a page break cuts in the middle is one row, whole on the page where it begins."""

from __future__ import annotations

from decimal import Decimal

from dagster_project.extraction.cells import Context, read_cells
from dagster_project.extraction.classification import code_by_name, function_class, mapped_code
from dagster_project.extraction.rows import Mapping
from dagster_project.extraction.tables import read_layout
from dagster_project.formats.document import Grid, GridCell, Line

HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
FIRST = [HEAD, ["208", "社会保障和就业支出", "12.00", "12.00", ""], ["213", "农林水", "148.0", "88.00", "60.0"]]


def grid(number: int, rows: list[list[str]]) -> Grid:
    cells = tuple(GridCell(r, c, text, page=number) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1))
    return Grid(number, number, len(rows), len(rows[0]), cells, after_page_break=number > 1)


def read(first: list[list[str]], second: list[list[str]]):
    """(page, row, label, printed texts) of each row of a table over two pages."""
    blocks = [Line(1, 1, "部门支出总表"), Line(1, 2, "单位：万元"), grid(1, first), grid(2, second)]
    [table] = read_layout(blocks, function_class).tables
    named = lambda system, name, within: code_by_name(system, name, within=within)  # noqa: E731
    mapping = Mapping(mapped_code, function_class, lambda item: "leaf", frozenset(), named)
    cells, _ = read_cells(table, Context("d", 2022, "budget", None), mapping)
    rows: dict[tuple[int, int, str], list[str]] = {}
    for cell in cells:
        rows.setdefault((cell.page, cell.row_number, cell.row_label), []).append(cell.printed_text)
    return rows, cells


def test_figures_that_end_overleaf_are_whole_where_they_begin():
    rows, cells = read(FIRST, [["", "支出", "0", "", "0"], ["2130101", "行政运行", "88.00", "88.00", ""]])
    assert rows == {
        (1, 2, "社会保障和就业支出"): ["12.00", "12.00", ""],
        (1, 3, "农林水支出"): ["148.00", "88.00", "60.00"],
        (2, 2, "行政运行"): ["88.00", "88.00", ""],
    }
    assert [c.amount_yuan for c in cells if c.row_number == 3] == [Decimal(1480000), Decimal(880000), Decimal(600000)]


def test_a_code_and_a_name_that_end_overleaf_are_whole_too():
    first = [*FIRST[:2], ["21301", "其他农业", "60.00", "", "60.00"]]
    rows, cells = read(first, [["99", "农村支出", "", "", ""], ["2130101", "行政运行", "88.00", "88.00", ""]])
    assert (1, 3, "其他农业农村支出") in rows
    assert {c.function_code for c in cells if c.page == 1 and c.row_number == 3} == {"2130199"}


def test_a_row_of_its_own_stays_one():
    whole = [*FIRST[:2], ["213", "农林水支出", "148.00", "88.00", "60.00"]]
    rows, _ = read(whole, [["", "其他", "0", "", "0"], ["2130101", "行政运行", "88.00", "88.00", ""]])
    assert rows[2, 1, "其他"] == ["0", "", "0"]
    assert rows[1, 3, "农林水支出"] == ["148.00", "88.00", "60.00"]
