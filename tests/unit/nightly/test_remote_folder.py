"""Inboxes that are addresses: the same files as in a folder, fetched once, and one line where something is lacking."""

from __future__ import annotations

import fsspec
import pytest

from dagster_project.collection import collect
from dagster_project.home import Home, SetupError
from dagster_project.places import place_of, shown
from dagster_project.remote_folder import RemoteFolder

LATER = 4_000_000_000 * 1_000_000_000


@pytest.fixture
def store():
    made = fsspec.filesystem("memory")
    made.pipe_file("/box/甲局/预算.txt", b"first")
    made.pipe_file("/box/.hidden", b"x")
    yield made
    made.rm("/box", recursive=True)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


def received(home, place, run: int):
    return collect(home, place, str(run), f"2026-01-0{run}T00:00:00Z", LATER)


def test_files_of_a_store_are_received_like_those_of_a_folder(home, store):
    got = received(home, place_of("memory://box"), 1)
    assert [(r.name, r.path, r.inbox) for r in got.new] == [("预算.txt", "甲局/预算.txt", "memory://box")]
    assert (got.files, got.ignored) == (1, 1)


def test_what_has_not_changed_is_not_fetched_again(home, store, monkeypatch):
    received(home, place_of("memory://box"), 1)
    place = RemoteFolder("memory://box")
    monkeypatch.setattr(place._store, "cat_file", lambda path: pytest.fail(f"{path} was fetched"))
    assert received(home, place, 2).new == []


def test_a_file_with_other_bytes_is_received_anew(home, store):
    first = received(home, place_of("memory://box"), 1).new[0]
    store.pipe_file("/box/甲局/预算.txt", b"second")
    (again,) = received(home, place_of("memory://box"), 2).new
    assert again.sha256 != first.sha256


def test_a_store_that_falters_is_asked_again(home, store, monkeypatch):
    slept, fetch = [], store.cat_file
    place = RemoteFolder("memory://box", slept.append)
    falters = iter([OSError("reset"), OSError("reset")])

    def faltering(path):
        for error in falters:
            raise error
        return fetch(path)

    monkeypatch.setattr(place._store, "cat_file", faltering)
    assert [r.name for r in received(home, place, 1).new] == ["预算.txt"]
    assert slept == [1.0, 4.0]


def test_a_file_that_cannot_be_had_costs_itself_alone(home, store, monkeypatch):
    store.pipe_file("/box/b.txt", b"b")
    place, fetch = RemoteFolder("memory://box", lambda _: None), store.cat_file

    def failing(path):
        if path.endswith("b.txt"):
            raise OSError("broken disk at memory://user:word@box")
        return fetch(path)

    monkeypatch.setattr(place._store, "cat_file", failing)
    got = received(home, place, 1)
    assert [r.name for r in got.new] == ["预算.txt"]
    assert [(u.path, u.reason) for u in got.unreadable] == [("b.txt", "broken disk at memory://***@box")]


def test_a_file_that_is_being_written_is_left_for_the_next_night(home, store, monkeypatch):
    place = RemoteFolder("memory://box")
    monkeypatch.setattr(place._store, "cat_file", lambda path: b"fir")
    got = received(home, place, 1)
    assert got.new == []
    assert "正在写入" in got.unreadable[0].reason


def test_an_address_with_nothing_behind_it_is_a_mistake_of_the_call(home):
    with pytest.raises(SetupError, match="不存在"):
        received(home, RemoteFolder("memory://nowhere", lambda _: None), 1)


@pytest.mark.parametrize(
    ("address", "package"),
    [("s3://bucket/box", "s3fs"), ("webdav+https://h/box", "webdav4"), ("sftp://user:word@h/box", "paramiko")],
)
def test_a_package_that_is_lacking_is_named_in_one_line(address, package):
    with pytest.raises(SetupError, match=package) as error:
        place_of(address)
    assert "word" not in str(error.value)
    assert "\n" not in str(error.value)


def test_paths_and_addresses_of_files_are_folders(tmp_path):
    assert place_of(str(tmp_path)) == tmp_path
    assert place_of("file:///srv/%E6%94%B6%E4%BB%B6") == place_of("/srv/收件")


def test_no_password_is_ever_shown():
    assert shown("sftp://user:pass@host/box") == "sftp://***@host/box"
    assert shown("s3://box?secret=abc&x=1") == "s3://box?secret=***&x=1"
