"""The dbt project: one SQL and one YAML file a model, and who may read whom."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml

from tests.conventions.source_tree import ROOT, below, named

SEEDS = ROOT / "seeds"
REFERENCE = re.compile(r"\bref\(\s*['\"](\w+)['\"]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def models(folder: str = "") -> list[Path]:
    found = below(f"dbt/models/{folder}" if folder else "dbt/models", ".sql")
    assert found, f"no model in dbt/models/{folder}"
    return found


def described(path: Path, kind: str) -> dict:
    """What the YAML beside a model or seed says of it."""
    beside = path.with_suffix(".yml")
    assert beside.is_file(), f"{named(path)} has no {beside.name} beside it"
    entries = yaml.safe_load(beside.read_text(encoding="utf-8"))[kind]
    assert [entry["name"] for entry in entries] == [path.stem], (
        f"{named(beside)} describes {path.stem} and nothing else"
    )
    return entries[0]


@pytest.mark.parametrize("path", models(), ids=lambda path: path.stem)
def test_a_model_says_what_one_row_is(path):
    assert described(path, "models")["description"].startswith("One row is ")


@pytest.mark.parametrize("path", models("marts"), ids=lambda path: path.stem)
def test_every_column_of_a_mart_is_described_with_its_chinese_label(path):
    columns = described(path, "models")["columns"]
    assert columns
    assert [c["name"] for c in columns if not CHINESE.search(c.get("description", ""))] == []


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.csv")), ids=lambda path: path.stem)
def test_a_seed_describes_each_of_its_columns(path):
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    seed = described(path, "seeds")
    assert seed["description"]
    assert [column["name"] for column in seed.get("columns", [])] == header
    assert [column["name"] for column in seed["columns"] if not column.get("description")] == []


def test_only_staging_reads_the_raw_tables():
    strange = [named(path) for path in models() if "source(" in path.read_text(encoding="utf-8")]
    assert [name for name in strange if not name.startswith("dbt/models/staging/")] == []
    assert strange


def test_staging_reads_nothing_but_the_raw_tables():
    strange = {named(path): REFERENCE.findall(path.read_text(encoding="utf-8")) for path in models("staging")}
    assert {name: read for name, read in strange.items() if read} == {}


def test_no_fact_reads_another_fact():
    strange = [
        f"{named(path)} reads {read}"
        for path in models("marts/facts")
        for read in REFERENCE.findall(path.read_text(encoding="utf-8"))
        if read.startswith("fct_")
    ]
    assert strange == []


def test_nothing_before_the_marts_reads_a_fact_or_a_control():
    strange = [
        f"{named(path)} reads {read}"
        for folder in ("staging", "intermediate")
        for path in models(folder)
        for read in REFERENCE.findall(path.read_text(encoding="utf-8"))
        if read.startswith(("fct_", "ctl_"))
    ]
    assert strange == []


def test_names_of_models_say_their_layer():
    layers = {"staging": ("stg_",), "intermediate": ("int_",), "marts": ("fct_", "dim_"), "controls": ("ctl_",)}
    strange = [
        named(path)
        for folder, prefixes in layers.items()
        for path in models(folder)
        if not path.stem.startswith(prefixes)
    ]
    assert strange == []


def test_no_model_turns_money_into_floats():
    approximate = re.compile(r"\b(double|float[48]?|real)\b|::\s*(double|float|real)", re.IGNORECASE)
    strange = [
        f"{named(path)}:{number}"
        for path in [*models(), *below("dbt/macros", ".sql")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if approximate.search(line.split("--")[0])
    ]
    assert strange == []


def test_every_mart_is_exported_and_exposures_name_models_that_are_there():
    exposures = yaml.safe_load((ROOT / "dbt" / "models" / "exposures.yml").read_text(encoding="utf-8"))["exposures"]
    named_in = {exposure["name"]: set(REFERENCE.findall(" ".join(exposure["depends_on"]))) for exposure in exposures}
    assert named_in["exports"] == {path.stem for path in models("marts")}
    assert all(marts <= named_in["exports"] for marts in named_in.values())
