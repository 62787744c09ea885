"""A label that differs in one character from one printed more often in the same file is doubted; nothing else is."""

from decimal import Decimal

import pytest

from dagster_project.formats.document import Grid, GridCell, Line
from dagster_project.formats.scan_confidence import LOW
from dagster_project.formats.scan_doubts import doubt_odd_labels

SURE = Decimal("0.993")


def grid(*texts, confidence=SURE):
    cells = tuple(GridCell(row, 1, text, confidence=confidence) for row, text in enumerate(texts, 1))
    return Grid(1, 1, len(texts), 1, cells)


def doubted(*blocks):
    return [
        c.text for b in doubt_odd_labels(blocks) if isinstance(b, Grid) for c in b.cells if (c.confidence or 1) < LOW
    ]


def test_the_odd_one_out_is_doubted():
    assert doubted(grid("养老保险缴费支出", "养老保险缴费支山"), grid("养老保险 缴费支出")) == ["养老保险缴费支山"]


@pytest.mark.parametrize(
    "texts",
    [
        ["其他支出预算（类）", "其他支出预算（款）"],  # sisters, printed equally often
        ["本年收入", "上年收入", "本年收入"],  # short ones differ on purpose
        ["1,234,567.00", "1,234,557.00", "1,234,567.00"],  # figures
        ["养老保险缴费支出", "养老保险缴费", "养老保险缴费支出"],  # another length
        ["养老保险缴费支出", "医疗保险缴费支出", "养老保险缴费支出"],  # two characters
    ],
)
def test_nothing_else_is(texts):
    assert doubted(grid(*texts)) == []


def test_what_was_not_read_from_a_picture_has_no_confidence_and_gets_none():
    blocks = (grid("养老保险缴费支出", "养老保险缴费支山", "养老保险缴费支出", confidence=None), Line(1, 1, "x"))
    assert doubt_odd_labels(blocks) == blocks


def test_what_was_doubted_more_stays_so():
    odd = GridCell(1, 1, "养老保险缴费支山", confidence=Decimal("0.400"))
    (found,) = doubt_odd_labels([Grid(1, 1, 3, 1, (odd, *grid("养老保险缴费支出", "养老保险缴费支出").cells))])
    assert found.cells[0].confidence == Decimal("0.400")
