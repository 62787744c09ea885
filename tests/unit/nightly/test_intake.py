"""Receiving: what counts as a file of the inbox, and that nothing received is ever lost or received twice."""

import os

import pytest

from dagster_project import archive, receipts
from dagster_project.collection import collect, peek
from dagster_project.home import Home, SetupError
from dagster_project.inbox import look
from dagster_project.readings import Task, first_receipts

LATER = 4_000_000_000 * 1_000_000_000  # nanoseconds: files written by the test are settled by then


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def received(home, inbox, run):
    return collect(home, inbox, run, f"2026-01-0{run}T00:00:00Z", LATER)


def test_hidden_and_temporary_files_are_ignored_and_counted(inbox):
    for name in (".DS_Store", "~$预算.docx", "Thumbs.db", "预算.txt.part", "预算.txt"):
        (inbox / name).write_text("x")
    found = look(inbox)
    assert (found.files, found.ignored) == (["预算.txt"], 4)


def test_a_loop_of_links_ends_and_a_link_to_nothing_is_named(inbox):
    (inbox / "a").mkdir()
    (inbox / "a" / "again").symlink_to(inbox)
    (inbox / "a" / "预算.txt").write_text("x")
    (inbox / "gone.txt").symlink_to(inbox / "nowhere.txt")
    (inbox / "self.txt").symlink_to(inbox / "self.txt")
    found = look(inbox)
    assert found.files == ["a/预算.txt"]
    assert [u.path for u in found.unreadable] == ["gone.txt", "self.txt"]


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_an_inbox_that_is_no_folder_is_a_wrong_call(inbox, kind):
    path = inbox / "x"
    if kind == "file":
        path.write_text("")
    with pytest.raises(SetupError, match="--inbox"):
        look(path)


def test_the_same_inbox_again_receives_nothing(home, inbox):
    (inbox / "a.txt").write_bytes(b"one")
    assert len(received(home, inbox, 1).new) == 1
    assert received(home, inbox, 2).new == []
    assert len(receipts.load(home.receipts)) == 1


def test_a_file_that_disappears_is_not_withdrawn(home, inbox):
    (inbox / "a.txt").write_bytes(b"one")
    received(home, inbox, 1)
    (inbox / "a.txt").unlink()
    second = received(home, inbox, 2)
    assert [r.name for r in second.receipts] == ["a.txt"]
    assert archive.path_of(home.archive, second.receipts[0].sha256).read_bytes() == b"one"


def test_new_bytes_under_a_known_name_are_received_beside_the_old(home, inbox):
    (inbox / "a.txt").write_bytes(b"one")
    received(home, inbox, 1)
    (inbox / "a.txt").write_bytes(b"two")
    both = received(home, inbox, 2).receipts
    assert [archive.path_of(home.archive, r.sha256).read_bytes() for r in both] == [b"one", b"two"]


def test_known_bytes_under_another_name_are_one_task_with_two_receipts(home, inbox):
    (inbox / "a.txt").write_bytes(b"one")
    (inbox / "b.txt").write_bytes(b"one")
    collected = received(home, inbox, 1)
    assert len(collected.receipts) == 2
    assert [t.file_name for t in first_receipts(collected.receipts)] == ["a.txt"]


def test_another_suffix_is_another_way_to_read_the_same_bytes(home, inbox):
    (inbox / "a.dat").write_bytes(b"one")
    (inbox / "a.txt").write_bytes(b"one")
    tasks = list(first_receipts(received(home, inbox, 1).receipts))
    assert {t.suffix for t in tasks} == {".dat", ".txt"}
    assert all(isinstance(t, Task) for t in tasks)


def test_the_memory_of_seen_files_may_be_deleted(home, inbox):
    (inbox / "a.txt").write_bytes(b"one")
    received(home, inbox, 1)
    (home.build / "seen.json").unlink()
    assert received(home, inbox, 2).new == []


def test_looking_receives_nothing(home, inbox):
    (inbox / "a.txt").write_bytes(b"one")
    assert len(peek(home, inbox).new) == 1
    assert receipts.load(home.receipts) == []
    assert list(home.archive.iterdir()) == []


def test_a_receipt_cut_off_by_a_crash_is_written_again(home, inbox):
    (inbox / "a.txt").write_bytes(b"one")
    received(home, inbox, 1)
    with (home.receipts / "receipts.jsonl").open("ab") as stream:
        stream.write(b'{"name": "b.tx')
    (inbox / "b.txt").write_bytes(b"two")
    received(home, inbox, 2)
    assert [r.name for r in receipts.load(home.receipts)] == ["a.txt", "b.txt"]


def test_a_damaged_receipt_is_named_and_not_guessed_at(home):
    (home.receipts / "receipts.jsonl").write_bytes(b"{}\n")
    with pytest.raises(receipts.ReceiptError, match="第 1 行"):
        receipts.load(home.receipts)


def test_archived_bytes_cannot_be_written_over(home):
    sha256 = archive.store(home.archive, b"one")
    path = archive.path_of(home.archive, sha256)
    assert path.parent.name == sha256[:2]
    assert not path.stat().st_mode & 0o222
    stamp = path.stat().st_mtime_ns
    archive.store(home.archive, b"one")
    assert path.stat().st_mtime_ns == stamp


def test_a_file_that_may_not_be_read_costs_no_other(home, inbox, monkeypatch):
    (inbox / "a.txt").write_bytes(b"one")
    (inbox / "b.txt").write_bytes(b"two")
    from pathlib import Path

    read = Path.read_bytes

    def refusing(path):  # as root every file can be read: the refusal of the system is played
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    collected = received(home, inbox, 1)
    assert [r.name for r in collected.new] == ["b.txt"]
    assert [(u.path, u.reason) for u in collected.unreadable] == [("a.txt", "Permission denied")]


def test_a_home_that_cannot_be_made_is_a_wrong_set_up(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="--home"):
        Home(tmp_path / "file").create()
    assert os.listdir(tmp_path) == ["file"]


def half_copied(path):
    path.write_bytes(path.read_bytes() + b" and more")


def cut_short(path):
    path.write_bytes(b"o")


def put_another_there(path):
    other = path.with_name("other.tmp")
    other.write_bytes(b"two")
    os.replace(other, path)


@pytest.mark.parametrize("meanwhile", [half_copied, cut_short, put_another_there])
def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_night(home, inbox, monkeypatch, meanwhile):
    path = inbox / "a.txt"
    path.write_bytes(b"one")
    read = type(path).read_bytes

    def slow(this):
        content = read(this)
        if this == path:
            monkeypatch.undo()
            meanwhile(path)
        return content

    monkeypatch.setattr(type(path), "read_bytes", slow)
    first = received(home, inbox, 1)
    assert (first.new, [u.path for u in first.unreadable]) == ([], ["a.txt"])
    second = received(home, inbox, 2)
    assert [archive.path_of(home.archive, r.sha256).read_bytes() for r in second.new] == [path.read_bytes()]
    assert len([p for p in home.archive.rglob("*") if p.is_file()]) == 1  # no half of a file was ever kept


def test_a_file_that_cannot_be_read_is_named_and_received_once_it_can(home, inbox, monkeypatch):
    (inbox / "a.txt").write_bytes(b"one")
    (inbox / "b.txt").write_bytes(b"two")
    read = type(inbox).read_bytes

    def failing(this):
        if this.name == "a.txt":
            raise OSError(5, "Input/output error")
        return read(this)

    monkeypatch.setattr(type(inbox), "read_bytes", failing)
    first = received(home, inbox, 1)
    assert ([r.path for r in first.new], [u.path for u in first.unreadable]) == (["b.txt"], ["a.txt"])
    monkeypatch.undo()
    assert [r.path for r in received(home, inbox, 2).new] == ["a.txt"]


def test_a_disk_that_takes_no_more_breaks_the_night_and_receipts_nothing(home, inbox, monkeypatch):
    """What the archive does not hold must not be receipted, nor be called the file's fault."""
    (inbox / "a.txt").write_bytes(b"one")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "store", full)
    with pytest.raises(OSError, match="No space"):
        received(home, inbox, 1)
    assert receipts.load(home.receipts) == []
