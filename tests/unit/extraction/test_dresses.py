"""Whole disclosures in the dresses of provinces that are not at hand: forms recognised, every figure a cell, columns and
rows understood, all identities that can be judged hold, and nobody is blamed."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from dagster_project.check import check, objects
from dagster_project.reading import read_document
from tests.unit.extraction.dress import DRESSES, as_html, as_text, dress, placed, tables

NAMES = sorted(path.stem for path in DRESSES.glob("*.yml"))
WRITERS = {"txt": as_text, "html": as_html}
AMOUNT = re.compile(r"-?[\d,]+\.\d\d%?")
EVERY = [(name, suffix) for name in NAMES for suffix in WRITERS]


@lru_cache(maxsize=64)
def reading(name: str, suffix: str):
    return read_document(WRITERS[suffix](dress(name)), f"document.{suffix}")


@pytest.mark.parametrize(("name", "suffix"), EVERY)
def test_every_table_is_taken_for_its_form(name, suffix):
    read = reading(name, suffix)
    found: dict[int, set[str]] = {}
    for cell in read.cells:
        found.setdefault(cell.table_number, set()).add(cell.form_id)
    empty = Counter(p.form_id for p in read.passages if p.kind == "empty_form")
    for number, table in enumerate(tables(dress(name)), start=1):
        if number not in found:
            empty[table["form"]] -= 1
        else:
            assert found[number] == {table["form"]}, table["above"]
    assert all(count == 0 for count in empty.values())


@pytest.mark.parametrize(("name", "suffix"), EVERY)
def test_every_amount_is_a_cell_and_knows_its_column_and_row(name, suffix):
    read = reading(name, suffix)
    printed = Counter(
        (number, c.text)
        for number, table in enumerate(tables(dress(name)), start=1)
        for c in placed(table["rows"])
        if AMOUNT.fullmatch(c.text)
    )
    assert Counter((c.table_number, c.printed_text) for c in read.cells if AMOUNT.fullmatch(c.printed_text)) == printed
    unknown = {
        (c.table_number, c.column_label) for c in read.cells if c.measure is None and c.form_id != "unrecognised"
    }
    assert unknown == set()
    strange = [t["above"][-2] for t in tables(dress(name)) if t["form"] == "unrecognised"]
    assert Counter(r.code for r in read.refusals) == Counter({"unrecognised": len(strange)} if strange else {})


@pytest.mark.parametrize(("name", "suffix"), EVERY)
def test_nobody_is_blamed(tmp_path: Path, name, suffix):
    path = tmp_path / f"document.{suffix}"
    path.write_bytes(WRITERS[suffix](dress(name)))
    [answer] = objects(check([path], []))
    results = answer["identity_results"]
    assert [r["message_zh"] for r in results if not r["verdict"].startswith(("holds", "undecided"))] == []
    assert sum(r["verdict"].startswith("holds") for r in results) > 60


# (dress, form, line item or code, measure, basis) -> yuan: what each dress says of the same small department
FACTS = [
    ("national_2023", "revenue_summary", "total", "current_revenue", "initial", "1600000"),
    ("national_2023", "revenue_summary", "total", "undertaking", "initial", "100000"),
    ("national_2023", "general_budget_expenditure", "2130101", "basic_public", "initial", "180000"),
    ("national_2023", "three_public", "vehicle_operation", "total", "prior_budget", "65000"),
    ("national_final", "appropriation_summary", "opening_general_public_budget", "total", "final", "50000"),
    ("national_final", "basic_expenditure_by_economic", "public_total", "total", "final", "180000"),
    ("final_in_yuan", "general_budget_expenditure", "2130313", "closing_carry_over", "final", "70000"),
    ("final_in_yuan", "general_budget_expenditure", "2130313", "project", "final", "480000"),
    ("final_in_yuan", "three_public", "receptions_domestic", "total", "final", "20000"),
    ("guangdong", "budget_summary", "use_wages", "total", "initial", "780000"),
    ("guangdong", "three_public", "administrative_expenses", "total", "initial", "1000000"),
    ("sichuan", "basic_expenditure_by_economic", "303", "basic_personnel", "initial", "40000"),
    ("sichuan", "expenditure_summary", "2130199", "project", "initial", "600000"),
    ("central", "general_budget_expenditure", "2130201", "change_amount", "initial", "-20000"),
    ("central", "general_budget_expenditure", "2130201", "total", "prior_execution", "900000"),
    ("central", "three_public", "three_public_total", "total", "prior_execution", "70000"),
    ("hunan", "budget_summary", "appropriation_part", "total", "initial", "1500000"),
    ("hunan", "three_public", "three_public_total", "total", "initial", "80000"),
    ("yunnan", "revenue_summary", "unit", "unit_funds", "initial", "100000"),
    ("yunnan", "basic_expenditure_by_economic", "30231", "total", "initial", "60000"),
    ("shaanxi", "expenditure_by_economic", "30201", "project", "initial", "500000"),
    ("shaanxi", "three_public", "three_public_and_meetings_total", "total", "prior_budget", "110000"),
    ("fujian", "budget_summary", "project", "total", "initial", "600000"),
    ("hebei", "general_budget_expenditure", "2130101", "basic", "initial", "880000"),
    ("zhejiang", "revenue_summary", "total", "appropriation", "initial", "1500000"),
    ("zhejiang", "general_budget_expenditure", "20805", "total", "prior_budget", "110000"),
]


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize(("name", "form", "row", "measure", "basis", "yuan"), FACTS)
def test_a_figure_has_the_same_coordinates_in_every_dress(name, suffix, form, row, measure, basis, yuan):
    amounts = {
        c.amount_yuan
        for c in reading(name, suffix).cells
        if (c.form_id, c.measure, c.amount_basis) == (form, measure, basis)
        and row in (c.line_item, c.classification_code)
        and c.form_variant is None
    }
    assert Decimal(yuan) in amounts


@pytest.mark.parametrize("name", NAMES)
def test_text_and_web_page_say_the_same(name):
    def facts(suffix):
        return Counter(
            (c.form_id, c.row_label, c.measure, c.amount_basis, c.line_item, c.classification_code, c.amount_yuan)
            for c in reading(name, suffix).cells
            if c.value is not None
        )

    assert facts("txt") == facts("html")
    assert reading(name, "txt").identity == reading(name, "html").identity
