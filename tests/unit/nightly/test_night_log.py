"""The log for machines: JSON lines, each with its run and document, bounded, and never in the way."""

import datetime as dt
import json

from dagster_project import night_log, nightly
from dagster_project.home import Home, append_lines
from dagster_project.night import receive
from dagster_project.night_log import NightLog


def lines(folder):
    return [json.loads(line) for line in (folder / night_log.NAME).read_text(encoding="utf-8").splitlines()]


def test_a_night_says_what_it_received_and_how_it_ended_under_its_run(tmp_path):
    home, inbox = Home(tmp_path / "home").create(), tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("x")
    (inbox / "gone.txt").symlink_to(inbox / "nowhere")
    with nightly.night_of(home, inbox) as night:
        receive(night)
    found = lines(home.history)
    assert [line["event"] for line in found] == ["started", "received", "refused", "ended"]
    assert {line["run"] for line in found} == {night.run}
    assert [line["document"] for line in found[1:3]] == ["a.txt", "gone.txt"]
    assert found[1]["sha256"] == night.collected.new[0].sha256
    assert found[3]["outcome"] == "failed"


def test_a_night_that_breaks_says_why(tmp_path):
    home = Home(tmp_path / "home").create()
    try:
        with nightly.night_of(home, tmp_path) as night:
            night.failure = ValueError("a reason")
            raise night.failure
    except ValueError:
        pass
    assert lines(home.history)[-1]["error"] == "a reason"


def test_the_log_does_not_grow_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(night_log, "MOST_BYTES", 1000)
    log = NightLog(tmp_path, "r", lambda: dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    for number in range(100):
        log.write("x", number=number)
    assert sum(p.stat().st_size for p in tmp_path.iterdir()) < 2300
    assert lines(tmp_path)[-1]["number"] == 99


def test_a_line_cut_short_by_a_crash_spoils_no_other(tmp_path):
    path = tmp_path / "x.jsonl"
    append_lines(path, b"1\n2")
    append_lines(path, b"3\n")
    assert path.read_bytes() == b"1\n3\n"


def test_a_log_that_cannot_be_written_costs_nothing(tmp_path):
    (tmp_path / night_log.NAME).mkdir()
    NightLog(tmp_path, "r").write("x")
