"""Scanned figures that break sums: what one misread glyph explains is our reading, what none explains is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.records import Cell, SuspectCell
from expectations.confront import confront
from expectations.misreading import is_one_glyph_apart
from tests.unit.expectations.figure_lines import disclosure_of


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("16.83", "16.33"),  # 3 taken for 8
        ("1,511.90", "7511.90"),  # 7 taken for 1
        ("18.60", "18.68"),  # 8 taken for 0
        ("151190", "1511.90"),  # the point lost
        ("1.511", "1511"),  # a comma taken for a point
        ("1,51", "1.51"),  # a point taken for a comma
        ("10.0", "100"),  # a point that is none
        ("4,50.00", "4500.00"),  # one of two noughts dropped
        ("45000.00", "4500.00"),  # one seen twice
        ("12.00", "-12.00"),  # the sign lost
    ],
)
def test_one_misread_glyph_explains(read: str, right: str) -> None:
    assert is_one_glyph_apart(read, Decimal(right))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("16.83", "16.83"),  # the same: nothing to explain
        ("16.83", "18.63"),  # two digits changed places: a slip of typing
        ("16.83", "16.43"),  # nobody takes 4 for 8
        ("16.83", "18.33"),  # two glyphs
        ("16.83", "168300"),  # another unit
        ("1.51", "2.51"),
    ],
)
def test_what_takes_more_than_one_misread_glyph_is_explained_otherwise(read: str, right: str) -> None:
    assert not is_one_glyph_apart(read, Decimal(right))


def suspects(total: str, confidence: str | None) -> list[SuspectCell]:
    """A sum of 12.30 whose total reads otherwise, in two forms that confirm its parts."""
    lines = [
        f"expenditure_summary total: total={total} basic=4.10 project=8.20",
        "expenditure_summary 2010101: total=5.10 basic=4.10 project=1.00",
        "expenditure_summary 2010102: total=7.20 basic= project=7.20",
    ]
    disclosure = disclosure_of(lines)
    for cell in disclosure.cells:
        assert isinstance(cell, Cell)
        cell.confidence = Decimal(confidence) if confidence else None
    return confront(disclosure).suspects


@pytest.mark.parametrize(
    ("total", "confidence", "blame"),
    [
        ("12.80", "0.990", "extraction"),
        ("12.80", None, "publisher"),
        ("13.20", "0.990", "publisher"),
        ("13.20", "0.949", "extraction"),
        ("13.20", "0.950", "publisher"),
    ],
)
def test_a_scanned_figure_one_glyph_from_its_sum_is_blamed_on_the_reading(
    total: str, confidence: str | None, blame: str
) -> None:
    (suspect,) = suspects(total, confidence)
    assert (suspect.printed_text, suspect.proposed_value, suspect.blame) == (total, Decimal("12.30"), blame)
