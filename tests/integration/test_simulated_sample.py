"""The simulated part of the sample inbox: what the command of `samples/README.md` makes, and wrong where it says so alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dagster_project import departments
from dagster_project.assembly import assemble
from dagster_project.disclosures import Arrival
from dagster_project.reading import read_document
from tests.conftest import REPOSITORY

INBOX = REPOSITORY / "samples" / "inbox"
MEGABYTES = 3


def listed_faults() -> list[tuple[str, str, str, str]]:
    """(file, printed, right, kind) of the table of the simulated faults."""
    readme = (REPOSITORY / "samples" / "README.md").read_text(encoding="utf-8")
    table = readme.partition("<!-- simulated faults -->")[2].partition("<!-- end -->")[0]
    rows = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in table.strip().splitlines()[2:]]
    return [(file, printed, right, kind) for file, _, printed, right, kind in rows]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def arrivals() -> dict[str, Arrival]:
    """The simulated files as they are read."""
    simulated = sorted(files(INBOX / "simulated").items())
    return {name: Arrival(read_document(content, name), name) for name, content in simulated}


def test_the_sample_is_what_the_recorded_command_makes_byte_by_byte(recorded_city: Path) -> None:
    made, kept = files(recorded_city / "inbox"), files(INBOX / "simulated")
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []
    assert sum(len(content) for content in kept.values()) < MEGABYTES * 2**20


@pytest.mark.parametrize("name", ["departments.csv", "department_successions.csv"])
def test_the_registry_knows_the_simulated_departments(recorded_city: Path, name: str) -> None:
    rows = (recorded_city / name).read_text(encoding="utf-8").splitlines()
    seed = (REPOSITORY / "seeds" / name).read_text(encoding="utf-8").splitlines()
    assert len(rows) > 1
    assert rows[0] == seed[0]
    assert [row for row in rows if row not in seed] == []


def test_the_readme_lists_every_planted_fault(recorded_city: Path) -> None:
    with (recorded_city / "truth" / "faults.csv").open(encoding="utf-8-sig", newline="") as stream:
        planted = [(r["document"], r["printed_text"], r["right_text"], r["kind"]) for r in csv.DictReader(stream)]
    assert listed_faults() == planted


def test_something_is_found_where_a_fault_is_planted_and_nowhere_else(arrivals: dict[str, Arrival]) -> None:
    by_hand = [
        Arrival(read_document(content, name), name)
        for name, content in sorted(files(INBOX).items())
        if "档案馆" not in name
    ]
    assembled = assemble([*by_hand, *arrivals.values()], departments.load(), [])
    wrong = {
        document.file_name
        for disclosure in assembled.disclosures
        for document in disclosure.documents
        if any(r.verdict in ("fails", "incomplete") for r in assembled.confrontations[disclosure.disclosure_id].results)
    }
    assert wrong & set(arrivals) == {file for file, *_ in listed_faults()}
    assert [f"{n}: {r.reason}" for n, arrival in arrivals.items() for r in arrival.reading.refusals] == []
    registered = departments.load().by_id
    assert {d.department_name for d in assembled.disclosures if d.department_id not in registered} == set()


def test_renamed_joined_and_founded_departments_keep_their_identity(arrivals: dict[str, Arrival]) -> None:
    registry = departments.load()
    names: dict[str, set[tuple[str | None, int | None]]] = {}
    for arrival in arrivals.values():
        said = arrival.reading.identity
        names.setdefault(registry.resolve(said).department_id, set()).add((said.department_name, said.fiscal_year))
    assert {n for n, _ in names["201"]} == {"云澜市发展和改革委员会", "云澜市发展改革局"}
    assert {y for _, y in names["224"]} == {2021}
    assert {y for _, y in names["223"]} == {2022}
    joined, founded = registry.by_id["224"], registry.by_id["223"]
    assert (joined.valid_to_year, founded.valid_from_year) == (2021, 2022)
