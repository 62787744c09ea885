"""`citybudget publish --to` a folder or object store: whole or not pointed to, with checksums that hold."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import fsspec
import pytest

from dagster_project.cli import main
from dagster_project.home import Home
from dagster_project.publication import stored_files
from dagster_project.publication.switch import KEPT


@pytest.fixture
def small_home(tmp_path: Path) -> Home:
    """A home with a publication of a few small files."""
    home = Home(tmp_path / "home").create()
    publish(home, "20260101T000000Z-00000001")
    return home


def publish(home: Home, name: str, content: str = "x", previous: str | None = None) -> Path:
    from dagster_project.publication import checksums, switch

    folder = home.published / f".unfinished-{name}"
    (folder / "csv").mkdir(parents=True)
    (folder / "csv" / "a.csv").write_text(content)
    said = {"publication_id": name, "previous_publication_id": previous, "fingerprint": {}}
    (folder / "manifest.json").write_text(json.dumps(said))
    checksums.write(folder)
    assert switch.switch(home.published, folder, name) is None
    return home.published / name


def test_a_folder_holds_every_file_and_its_checksums_hold(sample_home: Path, tmp_path: Path) -> None:
    assert main(["publish", "--to", str(tmp_path / "store"), "--home", str(sample_home)]) == 0
    name = (tmp_path / "store" / "current.txt").read_text().strip()
    folder = tmp_path / "store" / name
    original = (sample_home / "published" / "current").resolve()
    files = {p.relative_to(original): p.read_bytes() for p in original.rglob("*") if p.is_file()}
    assert {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == files
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_an_object_store_takes_it_too(small_home: Home) -> None:
    assert main(["publish", "--to", "memory://bucket/budget", "--home", str(small_home.path)]) == 0
    store = fsspec.filesystem("memory")
    name = store.cat_file("/bucket/budget/current.txt").decode().strip()
    assert store.cat_file(f"/bucket/budget/{name}/csv/a.csv") == b"x"


def test_a_copy_that_broke_is_not_pointed_to_and_is_finished_next_time(small_home, tmp_path, monkeypatch, capsys):
    target = tmp_path / "store"
    put = stored_files._put

    def break_off(store, source, path):
        put(store, source, path)
        if path.endswith("a.csv"):
            raise OSError("no space left")

    monkeypatch.setattr(stored_files, "_put", break_off)
    assert main(["publish", "--to", str(target), "--home", str(small_home.path)]) == 1
    assert "no space left" in capsys.readouterr().err
    assert not (target / "current.txt").exists()
    monkeypatch.undo()
    assert main(["publish", "--to", str(target), "--home", str(small_home.path)]) == 0
    assert (target / "current.txt").read_text() == "20260101T000000Z-00000001\n"


def test_a_byte_that_changed_on_the_way_is_seen(small_home, tmp_path, monkeypatch, capsys):
    put = stored_files._put

    def spoil(store, source, path):
        put(store, source, path)
        if path.endswith("a.csv"):
            Path(path).write_text("y")

    monkeypatch.setattr(stored_files, "_put", spoil)
    assert main(["publish", "--to", str(tmp_path / "store"), "--home", str(small_home.path)]) == 1
    assert "csv/a.csv" in capsys.readouterr().err
    assert not (tmp_path / "store" / "current.txt").exists()


def test_the_target_keeps_as_many_as_home_and_nothing_of_others_goes(small_home, tmp_path) -> None:
    target = tmp_path / "store"
    (target / "somebody").mkdir(parents=True)
    (target / "somebody" / "manifest.json").write_text('{"publication_id": "another"}')
    for day in range(2, KEPT + 4):
        publish(small_home, f"202601{day:02}T000000Z-00000001")
        assert main(["publish", "--to", str(target), "--home", str(small_home.path)]) == 0
    kept = sorted(p.name for p in target.iterdir() if p.name.startswith("2026"))
    assert len(kept) == KEPT
    assert kept[-1] == (target / "current.txt").read_text().strip()
    assert (target / "somebody").is_dir()


def test_an_unknown_kind_of_store_and_a_missing_publication_are_one_line(small_home, tmp_path, capsys) -> None:
    assert main(["publish", "--to", "nosuch://x", "--home", str(small_home.path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    shutil.rmtree(small_home.published)
    assert main(["publish", "--to", str(tmp_path / "s"), "--home", str(small_home.path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
