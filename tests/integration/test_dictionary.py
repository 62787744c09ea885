"""The dictionary says everything of every column of the marts, and finds it without a server."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pytest


@pytest.fixture(scope="module")
def docs(sample_home: Path) -> Path:
    return sample_home / "published" / "current" / "docs"


@pytest.fixture(scope="module")
def notes(docs: Path) -> dict[tuple[str, str], dict]:
    return {(note["table"], note["column"]): note for note in json.loads((docs / "dictionary.json").read_bytes())}


def test_every_column_is_in_it_with_label_and_source(docs: Path, notes: dict) -> None:
    with duckdb.connect(str(docs.parent / "budget.duckdb"), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"
        ).fetchall()
    assert set(notes) == set(columns)
    assert all(re.search("[\u4e00-\u9fff]", note["label"]) for note in notes.values())
    assert all(note["source"] for note in notes.values())


def test_units_values_and_references_are_said(notes: dict) -> None:
    cell = notes["fct_cell", "amount_yuan"]
    assert (cell["unit"], cell["type"]) == ("元", "DECIMAL(20,2)")
    assert {note["unit"] for (_, column), note in notes.items() if column.endswith("_yuan")} == {"元"}
    assert notes["dim_disclosure", "stage"]["allowed"] == ["budget", "final"]
    assert notes["fct_expenditure_by_function", "function_code"]["refers_to"] == "dim_function.function_code"
    assert notes["dim_disclosure", "fiscal_year"]["example"] == "2021"


def test_columns_that_may_name_a_person_show_no_example(notes: dict) -> None:
    personal = {column for (_, column), note in notes.items() if note["personal"]}
    assert {"quote", "printed_text", "project_name"} <= personal
    assert not {"amount_yuan", "department_name", "function_code"} & personal
    assert all(note["example"] is None for note in notes.values() if note["personal"])


def test_every_pattern_of_the_notes_fits_some_column(notes: dict) -> None:
    """So that a note does not outlive its column."""
    from fnmatch import fnmatchcase

    from dagster_project.publication.column_notes import _notes

    for kind in ("units", "sources"):
        for pattern in _notes()[kind]:
            names = [".".join(key) if "." in pattern else key[1] for key in notes]
            assert any(fnmatchcase(name, pattern) for name in names), pattern
    assert set(_notes()["personal"]) <= {column for _, column in notes}


def test_the_page_is_searched_by_its_own_few_lines(docs: Path, notes: dict) -> None:
    page = (docs / "dictionary.html").read_text(encoding="utf-8")
    assert page.count("<script>") == 1
    assert "http" not in re.sub(r"<h2.*", "", page, flags=re.DOTALL)
    assert page.count("<tr>") == len(notes) + len({table for table, _ in notes})
