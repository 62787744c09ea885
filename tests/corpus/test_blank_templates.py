"""Official templates nobody has filled in: every form is recognised, no figure is found, nothing is refused."""

from __future__ import annotations

import time

import pytest

from dagster_project.extraction.classification import function_class
from dagster_project.extraction.tables import read_layout
from dagster_project.formats import detect
from dagster_project.formats.xls import read_sheets
from dagster_project.reading import read_document

FORMS = [
    "budget_summary",
    "revenue_summary",
    "expenditure_summary",
    "appropriation_summary",
    "general_budget_expenditure",
    "government_fund_expenditure",
    "state_capital_expenditure",
    "basic_expenditure_by_economic",
    "three_public",
]


def templates(folder):
    found = sorted(p for p in folder.rglob("*空白模板*") if p.suffix in (".xls", ".xlsx"))
    assert {p.suffix for p in found} == {".xls", ".xlsx"}
    return found


def test_every_form_of_a_blank_template_is_recognised_without_a_figure(disclosures_folder):
    for path in templates(disclosures_folder):
        content = path.read_bytes()
        layout = read_layout(detect.read(content, path.name).blocks, function_class)
        assert [t.form_id for t in layout.tables] == FORMS, path.name
        reading = read_document(content, path.name)
        assert reading.refusals == [], path.name
        assert {c.value_state for c in reading.cells} == {"blank"}, path.name


def test_a_workbook_of_seventeen_sheets_is_read_in_well_under_a_second(disclosures_folder):
    for path in templates(disclosures_folder):
        content = path.read_bytes()
        started = time.perf_counter()
        assert detect.read(content, path.name).page_count >= 16
        assert time.perf_counter() - started < 1, path.name


def test_old_workbooks_are_read_as_calamine_reads_them(disclosures_folder):
    from python_calamine import CalamineWorkbook

    for path in disclosures_folder.rglob("*.xls"):
        sheets = read_sheets(path.read_bytes())
        book = CalamineWorkbook.from_path(str(path))
        assert [s.name for s in sheets] == book.sheet_names
        for sheet in sheets:
            values = book.get_sheet_by_name(sheet.name)
            top, left = values.start
            theirs = {
                (row, column): value if isinstance(value, str) else f"{value:g}"
                for row, texts in enumerate(values.to_python(skip_empty_area=True), start=top + 1)
                for column, value in enumerate(texts, start=left + 1)
                if value != ""
            }
            assert {at: c.text for at, c in sheet.cells.items() if c.text} == theirs
            merged = [(t + 1, c + 1, b + 1, r + 1) for (t, c), (b, r) in values.merged_cell_ranges or ()]
            assert sorted(sheet.merged) == sorted(merged)


@pytest.mark.parametrize("row", ["因公出国(境)费", "公务接待费"])
def test_a_table_copied_cell_by_cell_from_a_web_page_is_a_form(disclosures_folder, row):
    found = 0
    for path in sorted(disclosures_folder.glob("pages/*三公*.txt")):
        cells = read_document(path.read_bytes(), path.name).cells
        found += sum(c.form_id == "three_public" and c.row_label == row for c in cells)
    assert found == 2
