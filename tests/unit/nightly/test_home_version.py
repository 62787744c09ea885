"""A home outlives programs: every released version's is brought up, a later program's is left alone."""

import shutil

import pytest

from dagster_project import collection, doctor, home_version, report
from dagster_project.archive import path_of
from dagster_project.cli import main
from dagster_project.home import Home, SetupError
from dagster_project.publication import basis

RELEASED = ["0.1.0"]


@pytest.fixture(params=RELEASED)
def old(request, repository, tmp_path):
    """A home as a released version left it, after one document and one publication (kept without its tables)."""
    shutil.copytree(repository / "tests" / "homes" / request.param, tmp_path / "home", symlinks=True)
    return Home(tmp_path / "home").create()


def test_an_old_home_is_brought_up_and_nothing_of_it_is_lost(old, tmp_path):
    home_version.bring_up(old)
    home_version.bring_up(old)
    assert home_version.layout(old) == home_version.LAYOUT
    standing = basis.standing_id(old)
    assert report.kept(old, standing)["disclosures"]
    assert doctor.examine(old)["archive"] == doctor.examine(old)["receipts"] == []
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (known,) = collection.peek(old, inbox).receipts
    (inbox / known.path).write_bytes(path_of(old.archive, known.sha256).read_bytes())
    assert collection.peek(old, inbox).new == []


def test_a_migration_cut_short_is_run_again(old, monkeypatch):
    def cut(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(home_version, "write_whole", cut)
        with pytest.raises(OSError, match="No space"):
            home_version.bring_up(old)
    assert home_version.layout(old) == 0
    home_version.bring_up(old)
    assert report.kept(old, basis.standing_id(old))


def test_every_layout_has_a_way_to_the_next():
    assert sorted(home_version.MIGRATIONS) == list(range(home_version.LAYOUT))


@pytest.mark.parametrize("text", [f"{home_version.LAYOUT + 1}\n", "soon\n", "\xff"])
def test_a_home_of_a_later_program_or_of_none_is_refused_in_one_line_and_left_alone(tmp_path, capsys, text):
    home = Home(tmp_path / "home").create()
    (home.path / home_version.NAME).write_text(text, encoding="latin-1")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("x")
    for command in (["nightly", "--inbox", str(inbox)], ["doctor"]):
        assert main([*command, "--home", str(home.path)]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert not list(home.receipts.iterdir())
    assert (home.path / home_version.NAME).read_text(encoding="latin-1") == text
    with pytest.raises(SetupError):
        home_version.bring_up(home)
