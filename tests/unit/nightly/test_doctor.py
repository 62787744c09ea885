"""What is wrong with a home is named with how to mend it; a sound home has nothing wrong."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dagster_project import archive, doctor, home_version, receipts
from dagster_project.cli import main
from dagster_project.home import Home
from dagster_project.publication import checksums
from dagster_project.receipts import Receipt


@pytest.fixture
def home(tmp_path):
    """A sound home with one document and one publication."""
    made = Home(tmp_path / "home").create()
    sha256 = archive.store(made.archive, b"one")
    receipts.append(made.receipts, [Receipt("a.txt", "a.txt", "in", "2026-01-01T00:00:00Z", sha256, 3, "r1")])
    folder = made.published / "20260101T000000Z-aaaaaaaa"
    folder.mkdir()
    (folder / "manifest.json").write_text("{}")
    checksums.write(folder)
    made.current.symlink_to(folder.name)
    home_version.bring_up(made)
    return made


def codes(home, monkeypatch=None):
    found = doctor.examine(home)
    return {a.code: a.severity for check, ailments in found.items() if check != "versions" for a in ailments}


def test_a_sound_home_has_nothing_wrong(home, capsys):
    assert codes(home) == {}
    assert main(["doctor", "--home", str(home.path), "--json"]) == 0
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert [c["check"] for c in checks] == list(doctor.CHECKS)


def stored(home):
    (path,) = (p for p in home.archive.rglob("*") if p.is_file())
    return path


def damage_archive(home):
    stored(home).chmod(0o644)
    stored(home).write_bytes(b"two")


def lose_a_published_file(home):
    (home.current / "manifest.json").unlink()


def add_a_file_nobody_listed(home):
    (home.current / "more.csv").write_text("x")


def point_nowhere(home):
    home.current.unlink()
    home.current.symlink_to("nowhere")


def damage_receipts(home):
    (home.receipts / "receipts.jsonl").write_text("{\n")


def leave_a_temporary_file(home):
    (home.archive / ".x.1.tmp").write_text("x")


def fail_the_last_night(home):
    (home.history / "nights.jsonl").write_text('{"outcome": "published"}\n{"outcome": "failed", "started": "x"}\n')


@pytest.mark.parametrize(
    ("harm", "code", "severity"),
    [
        (damage_archive, "bytes_damaged", "error"),
        (lambda home: stored(home).unlink(), "bytes_lost", "error"),
        (lose_a_published_file, "publication_damaged", "error"),
        (add_a_file_nobody_listed, "publication_damaged", "error"),
        (point_nowhere, "current_broken", "error"),
        (damage_receipts, "receipts_damaged", "error"),
        (leave_a_temporary_file, "remains", "warning"),
        (fail_the_last_night, "last_night_failed", "warning"),
        (lambda home: home.refused.rmdir(), "folder_missing", "warning"),
    ],
)
def test_each_harm_is_found_and_said_with_its_mend_in_both_languages(home, capsys, harm, code, severity):
    harm(home)
    assert codes(home)[code] == severity
    for lang in ("zh", "en"):
        assert main(["doctor", "--home", str(home.path), "--lang", lang]) == (severity == "error")
        assert "→" in capsys.readouterr().out


def test_a_run_that_is_on_and_one_that_was_cut_short_are_told_apart(home):
    program = (
        "import sys; from pathlib import Path; from dagster_project.lock import held\n"
        "with held(Path(sys.argv[1]), 'x'): print('held', flush=True); sys.stdin.read()"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", program, str(home.lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert run.stdout.readline() == b"held\n"
        assert codes(home) == {"running": "warning"}
    finally:
        run.kill()
        run.wait()
    assert codes(home) == {"lock_left": "warning"}


def test_a_full_disk_is_said_before_a_night_meets_it(home, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
    assert codes(home) == {"disk_low": "error"}


def test_a_package_that_is_not_the_locks_is_named(tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text("pyyaml==0.0.1 \\\n    --hash=sha256:00\nnot-a-package==1.0\n")
    assert [a.fills["name"] for a in doctor._versions(None, lock)] == ["pyyaml", "not-a-package"]


def test_what_is_no_home_is_a_wrong_call(tmp_path, capsys):
    assert main(["doctor", "--home", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_every_ailment_has_words_and_no_words_are_left_over():
    import re

    import yaml

    from dagster_project.doctor_command import _WORDS

    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    source = Path(doctor.__file__).read_text(encoding="utf-8")
    assert set(words["checks"]) == set(doctor.CHECKS)
    assert {code for code in words["ailments"] if f'"{code}"' in source} == set(words["ailments"])
    said = set(re.findall(r'Ailment\(\s*"(\w+)"', source)) | {
        "running",
        "lock_left",
        "nothing_published",
        "current_broken",
    }
    assert said == set(words["ailments"])
