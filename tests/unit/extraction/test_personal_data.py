"""People leave the document before anything reads it, and figures do not leave with them."""

from __future__ import annotations

import pytest

from dagster_project.extraction.personal_data import without_people
from dagster_project.formats.document import Document, Grid, GridCell, Line

PERSON, OTHER = "郑" + "小满", "韦" + "大暑"
TELEPHONE = "139" + "0" * 8


def after(*blocks: str | list[list[str]]) -> list:
    """What is left of lines (texts) and grids (lists of rows)."""
    made: list[Line | Grid] = []
    for n, block in enumerate(blocks, 1):
        if isinstance(block, str):
            made.append(Line(1, n, block))
            continue
        cells = tuple(GridCell(r, c, t) for r, row in enumerate(block, 1) for c, t in enumerate(row, 1))
        made.append(Grid(n, 1, len(block), max(map(len, block)), cells))
    left = without_people(Document("text", 1, tuple(made))).blocks
    return [b.text if isinstance(b, Line) else [c.text for c in b.cells] for b in left]


def test_an_unknown_table_with_a_telephone_number_keeps_its_figures_and_loses_the_number() -> None:
    assert after([["联系电话", TELEPHONE], ["金额", "12.50"]]) == [["联系电话", "", "金额", "12.50"]]


@pytest.mark.parametrize("figure", ["360", "1,080.00", "12345678.90"])
def test_a_figure_behind_an_empty_label_stays(figure: str) -> None:
    assert after([["项目负责人", "", figure]]) == [["项目负责人", "", figure]]


def test_what_follows_a_persons_name_stays() -> None:
    assert after([["项目负责人", PERSON, "年度金额", "30 万元"]]) == [["项目负责人", "", "年度金额", "30 万元"]]


def test_a_name_found_in_a_form_is_gone_from_the_prose_too() -> None:
    prose, _ = after(f"本项目由{PERSON}牵头，预算 30 万元。", [["项目负责人", PERSON]])
    assert prose == "本项目由（略）牵头，预算 30 万元。"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (f"联系人：{PERSON}，电话：{TELEPHONE}，预算 30 万元。", "，，预算 30 万元。"),
        (f"联系人：{PERSON}，{OTHER}。本年支出 5 万元。", "。本年支出 5 万元。"),
        (f"如有疑问请拨打{TELEPHONE}。", "如有疑问请拨打（略）。"),
        (f"本年支出{TELEPHONE}元。", f"本年支出{TELEPHONE}元。"),
    ],
)
def test_what_stands_behind_a_label_goes_and_the_next_statement_stays(line: str, left: str) -> None:
    assert after(line) == [left]


def test_a_cell_that_is_a_figure_stays_however_it_looks() -> None:
    assert after([["合计", TELEPHONE]]) == [["合计", TELEPHONE]]


def test_an_office_is_no_person() -> None:
    prose, _ = after("综合科承担日常工作。", [["项目负责人", "综合科"]])
    assert prose == "综合科承担日常工作。"
