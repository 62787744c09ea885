"""The descriptor of the CSV files: frictionless validates it with every row, and its fiscal fields say what columns are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from frictionless import Package

from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def current(sample_home: Path) -> Path:
    return (sample_home / "published" / "current").resolve()


def errors(folder: Path) -> list[tuple[str, str]]:
    report = Package(str(folder / "datapackage.json")).validate()
    found = [("", error.message) for error in report.errors]
    return found + [(task.name, error.message) for task in report.tasks for error in task.errors]


def test_frictionless_finds_nothing_wrong_with_any_row(current: Path) -> None:
    assert errors(current) == []
    assert len(Package(str(current / "datapackage.json")).resources) > 25


def test_frictionless_sees_a_figure_that_is_none(current: Path, tmp_path: Path) -> None:
    shutil.copytree(current, tmp_path / "copy")
    path = tmp_path / "copy" / "csv" / "fct_expenditure_by_function.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    column = lines[0].split(",").index("amount_yuan")
    cells = lines[1].split(",")
    cells[column] = "12,3.4x"
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8")
    assert {name for name, _ in errors(tmp_path / "copy")} == {"fct-expenditure-by-function"}


def test_every_amount_is_a_value_in_yuan_and_the_classifications_are_named(current: Path) -> None:
    package = json.loads((current / "datapackage.json").read_bytes())
    fields = [field for resource in package["resources"] for field in resource["schema"]["fields"]]
    money = [field for field in fields if field["name"].endswith("_yuan")]
    assert money
    assert all((f["columnType"], f["currency"], f["type"]) == ("value", "CNY", "number") for f in money)
    vocabulary = yaml.safe_load((REPOSITORY / "dagster_project/publication/fiscal_columns.yml").read_text())
    assert {f["name"] for f in fields} >= set(vocabulary["columns"]) - {"project_name"}
    assert all(
        f["columnType"] == vocabulary["columns"][f["name"]] for f in fields if f["name"] in vocabulary["columns"]
    )
    assert (package["countryCode"], package["fiscalPeriod"]) == ("CN", {"start": "2021-01-01", "end": "2022-12-31"})
