"""Every number that a real document prints is a cell, a claim, or named for what it is."""

from collections import Counter

import pytest

from dagster_project.extraction.amounts import folded
from dagster_project.formats import detect
from dagster_project.formats.document import Grid, Line, UnreadableError
from dagster_project.reading import read_document

NOT_DISCLOSURES = {".csv"}


def documents(folder):
    return sorted(
        p for p in folder.rglob("*") if p.is_file() and p.suffix not in NOT_DISCLOSURES and p.name != "README.md"
    )


def test_the_ledger_of_numbers_closes_on_every_document(disclosures_folder):
    seen = 0
    for path in documents(disclosures_folder):
        try:
            reading = read_document(path.read_bytes(), path.name)
        except UnreadableError:
            pytest.fail(f"{path.name} cannot be read")
        assert [r for r in reading.refusals if r.code == "not_a_cell"] == [], path.name
        assert "unexplained" not in {n.reason for n in reading.not_taken}, path.name
        seen += 1
    assert seen >= 24


def test_every_cell_of_a_grid_that_holds_a_digit_is_in_the_ledger(disclosures_folder):
    """Counted anew from the format alone, so that a grid the extraction never looked at would show."""
    for path in documents(disclosures_folder):
        if path.suffix == ".txt":
            continue  # people's numbers are taken out of the reference document before anything reads it
        content = path.read_bytes()
        reading = read_document(content, path.name)
        taken = Counter((c.page, c.table_number, c.row_number, c.column_number) for c in reading.cells)
        named = Counter((n.page, n.table_number, n.row_number, n.column_number) for n in reading.not_taken)
        grids = [b for b in detect.read(content, path.name).blocks if isinstance(b, Grid)]
        lost = [
            (c.page, g.number, c.row, c.column, c.text)
            for g in grids
            for c in g.cells
            if any(ch.isdigit() for ch in folded(c.text))
            and not taken[c.page, g.number, c.row, c.column]
            and not named[c.page, g.number, c.row, c.column]
        ]
        assert lost == [], path.name


def test_prose_and_titles_are_accounted_for_line_by_line(disclosures_folder):
    for path in documents(disclosures_folder):
        if path.suffix == ".txt":
            continue
        content = path.read_bytes()
        reading = read_document(content, path.name)
        named = {(n.page, n.line) for n in reading.not_taken} | {(c.page, c.line) for c in reading.claims}
        lines = [b for b in detect.read(content, path.name).blocks if isinstance(b, Line)]
        printed = [b for b in lines if any(ch.isdigit() for ch in folded(b.text))]
        lost = [(b.page, b.line) for b in printed if (b.page, b.line) not in named]
        assert lost == [], path.name
