"""The command: same arguments, same bytes; a wrong call is one line and code 2; the truth names every document."""

from __future__ import annotations

import csv
import json
import tracemalloc
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dagster_project.cli import main
from dagster_project.simulator import truth_files
from dagster_project.simulator.city import simulate
from dagster_project.simulator.plan import Plan

SMALL = ["--departments", "2", "--units", "2", "--years", "2022", "--faults", "0.6", "--seed", "5"]


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_same_arguments_make_the_same_bytes(tmp_path, capsys):
    for name in ("one", "two"):
        assert main(["simulate", "--out", str(tmp_path / name), *SMALL]) == 0
    first, second = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert first == second
    assert {Path(name).suffix for name in first if name.startswith("inbox/")} == {
        ".txt", ".html", ".xlsx", ".docx", ".pdf",
    }  # fmt: skip


def test_the_truth_names_every_document_as_csv_and_parquet(tmp_path, capsys):
    out = tmp_path / "city"
    assert main(["simulate", "--out", str(out), *SMALL, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with (out / "truth" / "documents.csv").open(encoding="utf-8-sig", newline="") as stream:
        documents = list(csv.DictReader(stream))
    published = {d["document"] for d in documents if d["published"] == "True"}
    assert published == {path.name for path in (out / "inbox").iterdir()}
    assert told["documents"] == len(published)
    for table in ("documents", "figures", "claims", "faults", "people", "totals"):
        with (out / "truth" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        parquet = pq.read_table(out / "truth" / f"{table}.parquet")
        assert parquet.num_rows == len(rows)
        if rows:
            assert parquet.column_names == list(rows[0])


def test_people_are_marked_where_they_are_printed(tmp_path, capsys):
    out = tmp_path / "city"
    call = ["--departments", "1", "--years", "2022", "--families", "henan", "--formats", "txt"]
    assert main(["simulate", "--out", str(out), *call]) == 0
    with (out / "truth" / "people.csv").open(encoding="utf-8-sig", newline="") as stream:
        people = list(csv.DictReader(stream))
    (text,) = [path.read_text(encoding="utf-8") for path in (out / "inbox").iterdir()]
    assert people
    assert all(person["text"] in text for person in people)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (["--departments", "0"], "--departments"),
        (["--units", "99"], "--units"),
        (["--years", "then"], "--years"),
        (["--years", "2023-2021"], "--years"),
        (["--families", "atlantis"], "atlantis"),
        (["--formats", "clay"], "clay"),
        (["--faults", "2"], "--faults"),
        (["--fault", "typhoon"], "typhoon"),
    ],
)
def test_a_wrong_call_is_one_line_that_names_it(tmp_path, capsys, wrong, named):
    assert main(["simulate", "--out", str(tmp_path / "city"), *wrong]) == 2
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert named in said[0]
    assert not (tmp_path / "city").exists()


def test_nothing_is_written_over(tmp_path, capsys):
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    assert main(["simulate", "--out", str(tmp_path), *SMALL]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_memory_does_not_grow_with_the_city(tmp_path, monkeypatch):
    """Every disclosure is dropped when it is written: more departments take the memory of a few."""

    def most(departments: int) -> int:
        tracemalloc.start()
        simulate(Plan(tmp_path / str(departments), departments, 1, 2022, 2022, ("jiangsu", "city_budget"), ("txt",)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    monkeypatch.setattr(truth_files, "_AT_ONCE", 1)  # or the larger city fills a buffer that the smaller leaves empty
    most(9)  # what is kept once for all: names, words, seeds
    assert most(9) < 1.3 * most(3)
