"""Going back to an earlier publication, and what a publication says of its changes, on a home of two real nights."""

from __future__ import annotations

import json
import os
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dagster_project.cli import main
from dagster_project.home import Home
from dagster_project.publication import switch
from tests.disclosure_texts import expenditure_form, three_public_form
from tests.integration.test_publish_to_a_folder import publish


def test_identities_shows_how_each_rule_has_fared(home: Home, capsys) -> None:
    code, out, _ = call(capsys, "identities", "--home", str(home.path), "--json")
    rows = {row["identity_id"]: row for row in json.loads(out)}
    assert code == 0
    sums = rows["top_level_rows_sum_to_total"]
    assert sums["results"] > sums["undecided"] + sums["failed"]
    assert sums["failed"] > 0  # the first version of the archive's total was wrong, and history keeps it
    assert rows["units_sum_at_most_department"]["results"] == rows["units_sum_at_most_department"]["undecided"]
    code, out, _ = call(capsys, "identities", "--home", str(home.path), "--lang", "en")
    assert code == 0
    assert "never decided anything" in out
    assert call(capsys, "identities", "--home", str(home.path / "nowhere"))[0] == 2


def call(capsys, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    """Two nights: two departments, then the correction of one and a complementary file of the other."""
    folder = tmp_path_factory.mktemp("two-nights")
    inbox = folder / "inbox"
    inbox.mkdir()
    (inbox / "水利局.txt").write_text(expenditure_form())
    (inbox / "档案馆.txt").write_text(expenditure_form("云澜市档案馆", total="121.00"))
    nightly = ["nightly", "--inbox", str(inbox), "--home", str(folder / "home")]
    assert main(nightly) == 0
    (inbox / "档案馆更正.txt").write_text(expenditure_form("云澜市档案馆", correction=True))
    (inbox / "水利局三公.txt").write_text(three_public_form())
    assert main(nightly) == 0
    return Home(folder / "home")


def test_the_changes_are_to_the_cent_what_the_totals_moved(home, capsys):
    code, out, _ = call(capsys, "diff", "--home", str(home.path), "--json")
    said = json.loads(out)
    assert code == 0
    assert [said["previous_publication_id"], said["publication_id"]] == switch.ids(home.published)
    totals = {total["mart"]: total for total in said["totals"]}
    assert all(total["adds_up"] is True for total in totals.values())
    assert Decimal(totals["fct_three_public"]["changes"]) > 0
    causes = {(row["mart"], row["department_name"], row["cause"]) for row in said["changes"]}
    assert ("fct_three_public", "云澜市水利局", "new_document") in causes
    assert ("fct_cell", "云澜市档案馆", "replaced_document") in causes
    assert {cause for _, _, cause in causes} == {"new_document", "replaced_document"}
    code, out, _ = call(capsys, "diff", "--home", str(home.path))
    assert "与总数之差一致" in out
    assert "1210000.00 → 1200000.00" in out


def test_an_earlier_publication_is_made_again_as_it_was_whatever_came_since(home, capsys):
    first = home.published / switch.ids(home.published)[0]
    code, out, _ = call(capsys, "verify", str(first), "--json")
    assert json.loads(out) | {"tables": 0} == {
        "holds": True, "publication_id": first.name, "inputs": 2, "tables": 0, "damaged": [], "missing": [], "versions": [],
        "differing": [], "counts": [], "broken": None,
    }  # fmt: skip
    assert code == 0


def test_changes_that_are_not_what_the_totals_moved_are_an_error(home, capsys, tmp_path):
    shutil.copytree(home.path, tmp_path / "home", symlinks=True)
    database = tmp_path / "home" / "published" / "current" / "budget.duckdb"
    database.chmod(0o644)
    with duckdb.connect(str(database)) as connection:
        connection.execute("delete from marts.fct_change where mart = 'fct_cell' and difference_yuan < 0")
    code, out, _ = call(capsys, "diff", "--home", str(tmp_path / "home"))
    assert code == 1
    assert "与总数之差不一致" in out


def test_reverting_and_a_night_of_the_same_content_leaves_it_reverted(home, capsys):
    first, second = switch.ids(home.published)
    inbox = home.path.parent / "inbox"
    code, out, _ = call(capsys, "revert", "--home", str(home.path), "--json")
    assert code == 0
    assert json.loads(out) | {"at": ""} == {"at": "", "taken_back": second, "current": first}
    assert os.readlink(home.current) == first
    assert main(["nightly", "--inbox", str(inbox), "--home", str(home.path)]) == 0
    assert os.readlink(home.current) == first  # not the very one that was taken back
    code, _, err = call(capsys, "revert", "--home", str(home.path))
    assert (code, len(err.splitlines())) == (2, 1)  # nothing earlier
    assert call(capsys, "revert", "--home", str(home.path), "--to", second)[0] == 0
    assert os.readlink(home.current) == second
    assert main(["nightly", "--inbox", str(inbox), "--home", str(home.path)]) == 0
    records = [json.loads(line) for line in (home.history / "reverts.jsonl").read_text().splitlines()]
    assert [(r["taken_back"], r["current"]) for r in records] == [(second, first), (first, second)]


@pytest.fixture
def shelf(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").create()


def test_fourteen_are_kept_and_the_current_one_whatever_its_age(shelf, capsys):
    names = [f"202601{day:02}T000000Z-00000001" for day in range(1, 20)]
    for name in names[:10]:
        publish(shelf, name)
    assert call(capsys, "revert", "--home", str(shelf.path), "--to", names[0])[0] == 0
    for name in names[10:]:
        folder = publish(shelf, name)
        switch.point(shelf.published, names[0])
        switch.prune(shelf.published)
        assert folder.is_dir()
    assert switch.ids(shelf.published) == [names[0], *names[-switch.KEPT :]]


def test_what_a_kept_publication_was_compared_with_is_kept_too(shelf):
    names = [f"202601{day:02}T000000Z-00000001" for day in range(1, 20)]
    before = None
    for name in names:
        publish(shelf, name, previous=before)
        switch.prune(shelf.published)
        before = name
    assert switch.ids(shelf.published) == names[-switch.KEPT - 1 :]
    publish(shelf, "20260201T000000Z-00000001", previous=names[-10])  # made after going back to an earlier one
    switch.prune(shelf.published)
    assert len(switch.ids(shelf.published)) == switch.KEPT + 1


def test_cleaning_up_touches_nothing_that_a_manifest_names(shelf):
    (shelf.archive / "ab").mkdir()
    (shelf.archive / "ab" / "abcd").write_bytes(b"x")
    (shelf.readings / "r1").mkdir()
    (shelf.readings / "r1" / "abcd").write_bytes(b"x")
    for day in range(1, 20):
        publish(shelf, f"202601{day:02}T000000Z-00000001")
        switch.prune(shelf.published)
    assert len(switch.ids(shelf.published)) == switch.KEPT
    assert (shelf.archive / "ab" / "abcd").exists()
    assert (shelf.readings / "r1" / "abcd").exists()


def test_a_publication_with_a_file_missing_is_not_gone_back_to(shelf, capsys):
    first = publish(shelf, "20260101T000000Z-00000001")
    publish(shelf, "20260102T000000Z-00000001")
    (first / "csv" / "a.csv").unlink()
    code, _, err = call(capsys, "revert", "--home", str(shelf.path))
    assert (code, "a.csv" in err) == (2, True)
    assert os.readlink(shelf.current) == "20260102T000000Z-00000001"


def test_revert_waits_for_nobody_and_says_who_holds_the_home(shelf, capsys):
    import subprocess
    import sys

    publish(shelf, "20260101T000000Z-00000001")
    publish(shelf, "20260102T000000Z-00000001")
    hold = (
        "import sys; from pathlib import Path; from dagster_project.lock import held\n"
        "with held(Path(sys.argv[1]), 'x'): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(shelf.lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        assert call(capsys, "revert", "--home", str(shelf.path))[0] == 3
    finally:
        holder.kill()
        holder.wait()
    assert call(capsys, "revert", "--home", str(shelf.path))[0] == 0
