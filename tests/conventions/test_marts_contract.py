"""The marts are a public contract: what a column was called, what type it had, and what one row is, in ledgers that only grow.

`tests/golden/marts_contract.csv` has a row for each column and type a mart has or had: since which version of the project,
and, where it went or changed its type, in which version. A column that goes therefore needs a new version in
`pyproject.toml`, a heading for it in `CHANGELOG.md`, and that version in `until`; a column that comes needs a new row.
`tests/golden/marts_grain.csv` does the same for what one row is (the first sentence of the description, up to its colon or
full stop) and for the natural key that the row's id is made of.
"""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conventions.source_tree import ROOT, below

LEDGER = ROOT / "tests" / "golden" / "marts_contract.csv"
GRAINS = ROOT / "tests" / "golden" / "marts_grain.csv"
Column = tuple[str, str, str]  # mart, column, type; or mart, grain, key
_KEY = re.compile(r"stable_id\(\[(.*?)\]\)\s*\}\}\s+as\s+(\w+)", re.DOTALL)


def declared() -> set[Column]:
    """The columns of the marts as their contracts in dbt say."""
    found = set()
    for path in below("dbt/models/marts", ".yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            found |= {(model["name"], c["name"], c["data_type"].replace(" ", "")) for c in model["columns"]}
    return found


def grains() -> set[Column]:
    """What one row of each mart is, and what its id is made of (empty where the id comes from reading or a seed)."""
    found = set()
    for path in below("dbt/models/marts", ".yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            own_id = model["columns"][0]["name"]
            sql = path.with_suffix(".sql").read_text(encoding="utf-8")
            keys = {
                " ".join(sorted(re.findall(r'"([^"]+)"', parts))) for parts, name in _KEY.findall(sql) if name == own_id
            }
            grain = re.split(r"[:;.]", " ".join(model["description"].split()), maxsplit=1)[0]
            found.add((model["name"], grain, " / ".join(sorted(keys))))
    return found


def ledger(path: Path = LEDGER) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def project_version() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def violations(rows: list[dict[str, str]], columns: set[Column], version: str, changelog: str) -> list[str]:
    """What is against the contract, a line each."""
    headings = set(re.findall(r"^## (\S+)", changelog, re.MULTILINE))
    standing = {tuple(r.values())[:3] for r in rows if not r["until"]}
    said = [f"gone or of another type, without `until`: {' '.join(c)}" for c in sorted(standing - columns)]
    said += [f"not in the ledger: {','.join(c)},{version}," for c in sorted(columns - standing)]
    for row in rows:
        name = ".".join(tuple(row.values())[:2])
        if number(row["since"]) > number(version):
            said.append(f"{name}: since {row['since']} is after this version {version}")
        if row["until"] and not number(row["since"]) < number(row["until"]) <= number(version):
            said.append(f"{name}: went in {row['until']}, which is no new version of the project ({version})")
        if row["until"] and row["until"] not in headings:
            said.append(f"{name}: CHANGELOG.md has no heading {row['until']}")
    return said


def test_the_marts_are_what_the_ledger_says():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "\n".join(violations(ledger(), declared(), project_version(), changelog)) == ""


def test_a_row_of_a_mart_is_what_the_ledger_says():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "\n".join(violations(ledger(GRAINS), grains(), project_version(), changelog)) == ""


@pytest.mark.parametrize(("path", "least"), [(LEDGER, 300), (GRAINS, 30)])
def test_the_ledger_is_in_order(path, least):
    keys = [tuple(row.values())[:4] for row in ledger(path)]
    assert keys == sorted(set(keys))
    assert len(keys) > least


BEFORE = [{"mart": "fct_a", "column": "amount_yuan", "type": "decimal(20,2)", "since": "0.1.0", "until": ""}]
GONE = [BEFORE[0] | {"until": "0.2.0"}]
A, B = ("fct_a", "amount_yuan", "decimal(20,2)"), ("fct_a", "amount_yuan", "decimal(38,2)")
NEW = {"mart": "fct_a", "column": "amount_yuan", "type": "decimal(38,2)", "since": "0.2.0", "until": ""}


@pytest.mark.parametrize(
    ("rows", "columns", "version", "changelog", "count"),
    [
        (BEFORE, {A}, "0.1.0", "## 0.1.0", 0),
        (BEFORE, set(), "0.1.0", "## 0.1.0", 1),  # a column went and nobody said so
        (BEFORE, {B}, "0.1.0", "## 0.1.0", 2),  # another type is a column gone and a column come
        (GONE, set(), "0.1.0", "## 0.1.0", 2),  # said, but the version is the old one
        (GONE, set(), "0.2.0", "## 0.1.0", 1),  # a new version nobody wrote about
        (GONE, set(), "0.2.0", "## 0.2.0\n\n## 0.1.0", 0),
        ([*GONE, NEW], {B}, "0.2.0", "## 0.2.0\n\n## 0.1.0", 0),
        (BEFORE, {A, ("fct_a", "label", "varchar")}, "0.1.0", "## 0.1.0", 1),  # what comes is written down too
    ],
)
def test_a_breaking_change_needs_a_version_and_a_word_about_it(rows, columns, version, changelog, count):
    assert len(violations(rows, columns, version, changelog)) == count
