"""The same disclosure in every dress gives the same cells by form, labels, measure and amount."""

import pytest

from dagster_project.formats import detect
from dagster_project.formats.document import Line
from dagster_project.reading import read_document
from tests.unit.formats.office_files import NOTE, as_docx, as_html, as_text, as_xlsx

DRESSES = {"budget.xlsx": as_xlsx, "budget.docx": as_docx, "budget.html": as_html, "budget.xls": as_html}


def facts(reading):
    return sorted(
        (
            c.form_id,
            c.row_label,
            c.column_label,
            c.measure or "",
            c.side or "",
            c.classification_code or "",
            c.printed_text,
            c.value_state,
            str(c.amount_yuan),
        )
        for c in reading.cells
    )


@pytest.mark.parametrize("name", DRESSES)
def test_every_dress_gives_the_cells_of_the_text(name):
    text = read_document(as_text(), "budget.txt")
    other = read_document(DRESSES[name](), name)
    assert len(facts(text)) == 4 * 4 + 10
    assert {c.form_id for c in text.cells} == {"expenditure_summary", "budget_summary"}
    assert facts(other) == facts(text)
    assert (other.refusals, text.refusals) == ([], [])
    assert other.identity == text.identity


@pytest.mark.parametrize("name", DRESSES)
def test_a_note_below_a_table_is_prose_and_no_row(name):
    blocks = detect.read(DRESSES[name](), name).blocks
    assert [b.text for b in blocks if isinstance(b, Line)].count(NOTE) == 2
