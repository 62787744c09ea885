"""Real disclosures as PDF: every file is read, and figures stand where their pages print them."""

from __future__ import annotations

import os
import pathlib

import pytest

from dagster_project.formats.document import Document, Grid, Line
from dagster_project.formats.pdf import read

pytestmark = pytest.mark.corpus

_read: dict[str, Document] = {}


def folder() -> pathlib.Path:
    named = os.environ.get("CITYBUDGET_DISCLOSURES")
    assert named, "CITYBUDGET_DISCLOSURES must name the folder of real disclosures"
    assert pathlib.Path(named).is_dir(), f"CITYBUDGET_DISCLOSURES: no folder {named}"
    return pathlib.Path(named)


def document(name: str) -> Document:
    if name not in _read:
        (path,) = folder().rglob(name)
        _read[name] = read(path.read_bytes())
    return _read[name]


def row_of(name: str, page: int, figure: str) -> list[str]:
    """The texts of the first row on the page with a cell of exactly this figure."""
    for block in document(name).blocks:
        if isinstance(block, Grid) and block.page == page:
            for cell in block.cells:
                if cell.text == figure:
                    return [c.text for c in block.cells if c.row <= cell.row < c.row + c.row_span]
    raise AssertionError(f"{name}, page {page}: no cell {figure}")


def test_every_pdf_is_read_and_says_no_more_than_one_line_of_what_it_cannot():
    paths = sorted(folder().rglob("*.pdf"))
    assert paths, "the folder holds no PDF"
    for path in paths:
        found = read(path.read_bytes())
        assert found.blocks, path.name
        assert {b.page for b in found.blocks} <= set(range(1, found.page_count + 1))
        assert [b.number for b in found.blocks if isinstance(b, Grid)] == list(
            range(1, 1 + sum(isinstance(b, Grid) for b in found.blocks))
        )
        assert all("\n" not in u.reason for u in found.unread)


def test_every_grid_is_covered_by_its_cells_at_most_once():
    for path in sorted(folder().rglob("*.pdf")):
        for grid in read(path.read_bytes()).blocks:
            if not isinstance(grid, Grid):
                continue
            places = [
                (r, c)
                for cell in grid.cells
                for r in range(cell.row, cell.row + cell.row_span)
                for c in range(cell.column, cell.column + cell.column_span)
            ]
            assert len(places) == len(set(places)), (path.name, grid.number)
            assert all(1 <= r <= grid.rows and 1 <= c <= grid.columns for r, c in places)
            assert list(grid.cells) == sorted(grid.cells, key=lambda c: (c.row, c.column))


@pytest.mark.parametrize(
    ("name", "page", "figure", "row"),
    [
        ("江苏省人大办公厅2017年度预算公开.pdf", 7, "10,528.33", ["一、一般公共服务支出", "一、基本支出"]),
        ("江苏省人大办公厅2019年度部门预算公开表.pdf", 1, "13,907.78", ["一、财政拨款", "18,330.37"]),
        ("江苏省委办公厅2018年度部门预算公开表.pdf", 3, "24,458.43", ["一、财政拨款", "20,153.75"]),
        ("上海市普陀区财政局2024年度部门决算.pdf", 8, "1,511.90", ["201", "06", "01", "行政运行", "1,511.89", "0.01"]),
        ("上海市普陀区万里街道办事处2024年度部门预算.pdf", 15, "156,211,123", ["合计", "0"]),
        ("上海市普陀区社会福利院2024年度单位预算.pdf", 15, "6.4", ["0", "6.4"]),
    ],
)
def test_figures_stand_in_their_rows(name, page, figure, row):
    assert set(row) <= set(row_of(name, page, figure))


def test_figures_of_the_narrative_in_another_font_stand_in_their_sentences():
    name = "上海市普陀区财政局2024年度部门决算.pdf"
    text = "".join(b.text for b in document(name).blocks if isinstance(b, Line) and b.page == 21)
    for phrase in ("收入支出总计2995.39万元", "减少56.95万元，下降1.87%", "财政拨款收入2940.05万元，占99.79%"):
        assert phrase in text


def test_a_table_left_behind_a_clip_is_not_read_twice_and_is_listed():
    found = document("江苏省人大办公厅2017年度预算公开.pdf")
    assert [u.place for u in found.unread] == ["第11页"]
    assert "450 个看不见的字" in found.unread[0].reason
    assert len([b for b in found.blocks if isinstance(b, Grid) and b.page == 11]) == 1


def test_a_total_row_alone_on_its_page_keeps_the_columns_of_its_table():
    name = "上海市普陀区万里街道办事处2024年度部门预算.pdf"
    (grid,) = [b for b in document(name).blocks if isinstance(b, Grid) and b.page == 15]
    assert grid.after_page_break
    assert [(c.column, c.column_span, c.text) for c in grid.cells[:2]] == [(1, 4, "合计"), (5, 1, "156,211,123")]


def test_the_blank_template_has_grids_and_no_amount():
    found = document("部门决算空白模板.pdf")
    grids = [b for b in found.blocks if isinstance(b, Grid)]
    assert len(grids) >= 9
    assert not [c.text for g in grids for c in g.cells if "." in c.text and c.text.replace(".", "").isdigit()]
