"""Which change reads what again, and the one decision whether anything changed."""

import json
from dataclasses import asdict

import pytest

from dagster_project import changes
from dagster_project.collection import Collected
from dagster_project.home import Home
from dagster_project.inbox import Unreadable
from dagster_project.publication import checksums
from dagster_project.receipts import Receipt
from dagster_project.versions import code_version, reader_version

TODAY = "2026-01-01"


@pytest.fixture
def tree(tmp_path):
    for path in (
        "dagster_project/reading.py", "dagster_project/extraction/cells.py", "dagster_project/forms/three_public.yml",
        "dagster_project/night.py", "seeds/measures.csv", "seeds/departments.csv", "dbt/models/m.sql", "requirements.lock",
        "expectations/identities/i.yml",
    ):  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("1")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "reads_again"),
    [
        ("dagster_project/reading.py", True),
        ("dagster_project/extraction/new_module.py", True),
        ("dagster_project/forms/three_public.yml", True),
        ("seeds/measures.csv", True),
        ("requirements.lock", True),
        ("seeds/departments.csv", False),
        ("dagster_project/night.py", False),
        ("dbt/models/m.sql", False),
        ("expectations/identities/i.yml", False),
    ],
)
def test_what_a_reading_depends_on_makes_a_new_reader_and_everything_makes_new_code(tree, path, reads_again):
    reader, code = reader_version(tree), code_version(tree)
    (tree / path).write_text("2")
    assert (reader_version(tree) != reader) is reads_again
    assert code_version(tree) != code


def test_what_tools_leave_behind_is_no_code(tree):
    code = code_version(tree)
    for path in ("dbt/target/manifest.sql", "dagster_project/__pycache__/x.py", "dbt/logs/x.md"):
        (tree / path).parent.mkdir(exist_ok=True)
        (tree / path).write_text("")
    assert code_version(tree) == code


def receipt(name="a.txt", sha256="1", run="r1"):
    return Receipt(name, name, "/inbox", "2026-01-01T00:00:00Z", sha256, 1, run)


@pytest.fixture
def published(tmp_path):
    home = Home(tmp_path).create()
    (home.published / "p1").mkdir()
    home.current.symlink_to("p1")
    fingerprint = asdict(changes.fingerprint(Collected([receipt()]), TODAY))
    manifest = {"publication_id": "p1", "fingerprint": fingerprint}
    (home.current / "manifest.json").write_text(json.dumps(manifest))
    checksums.write(home.current)
    return home


def test_nothing_new_stands(published):
    decision = changes.since_publication(published, Collected([receipt()]), TODAY)
    assert (decision.any, decision.publication_id) == (False, "p1")


def test_known_bytes_under_another_name_are_no_news(published):
    collected = Collected([receipt(), receipt("copy.txt", run="r2")])
    assert not changes.since_publication(published, collected, TODAY).any


@pytest.mark.parametrize(
    ("collected", "part"),
    [
        (Collected([receipt(), receipt("b.txt", "2", "r2")]), "received"),
        (Collected([receipt(), receipt("a.md", "1", "r2")]), "received"),
        (Collected([receipt()], unreadable=[Unreadable("b.txt", "Permission denied")]), "unreadable"),
    ],
)
def test_new_bytes_another_suffix_and_an_unreadable_file_are_news(published, collected, part):
    assert changes.since_publication(published, collected, TODAY).parts == [part]


def test_a_damaged_publication_is_news_and_is_not_taken_for_none(published):
    (published.current / "manifest.json").write_text("{")
    decision = changes.since_publication(published, Collected([receipt()]), TODAY)
    assert (decision.publication_id, decision.parts) == ("p1", ["publication"])
    assert "p1/manifest.json" in decision.standing.damage
