"""What is overdue is new once, stays counted, and is gone when it is received; a night that knows nothing forgets nothing."""

import csv
import datetime as dt
import json

import pytest

from dagster_project import deadlines, departments, lateness, report
from dagster_project.home import Home
from dagster_project.night import Night

APPROVED = "2024-02-01"  # due twenty days later: 2024-02-21
BODIES = [d for d in departments.load().by_id.values() if not d.parent_department_id][:2]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home whose publication holds nothing, and a city that has approved the budgets of two departments."""
    path = tmp_path / "approvals.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("approval_id", "region", "department_id", "fiscal_year", "stage", "approved_on", "published_on"))
        for body in BODIES:
            rows.writerow((body.department_id, "", body.department_id, 2024, "budget", APPROVED, ""))
    monkeypatch.setattr(deadlines.overdue, "__defaults__", (path, deadlines.REQUIREMENTS))
    made = Home(tmp_path / "home").create()
    (made.published / "p1").mkdir()
    made.current.symlink_to("p1")
    holds(made)
    return made


def holds(home, *bodies, level="department"):
    rows = [{"department_id": b.department_id, "fiscal_year": 2024, "stage": "budget", "level": level} for b in bodies]
    report.keep(home, "p1", {"disclosures": rows})


def night(home, moment):
    """What is said, with whether it is new, and kept for the next night."""
    this = Night(home, home.path / "inbox", dt.datetime.fromisoformat(moment))
    said = [(o["department_id"], o["is_new"]) for o in lateness.of(this)]
    lateness.keep(this)
    assert [(o["department_id"], o["is_new"]) for o in lateness.of(this)] == said  # whenever it is asked
    return said


ONE, TWO = (b.department_id for b in BODIES)


def test_it_is_new_on_the_day_after_the_last_and_by_the_citys_clock(home):
    assert night(home, "2024-02-21T15:59:00+00:00") == []
    assert night(home, "2024-02-21T16:01:00+00:00") == [(ONE, True), (TWO, True)]  # past midnight in the city


def test_it_is_new_once_and_gone_when_it_is_received(home):
    assert night(home, "2024-03-01T18:00:00+00:00") == [(ONE, True), (TWO, True)]
    holds(home, BODIES[0])
    assert night(home, "2024-03-02T18:00:00+00:00") == [(TWO, False)]
    holds(home)
    assert night(home, "2024-03-03T18:00:00+00:00") == [(ONE, True), (TWO, False)]


def test_the_citys_own_document_is_no_departments(home):
    holds(home, *BODIES, level="government")
    assert len(night(home, "2024-03-01T18:00:00+00:00")) == 2


def test_a_night_that_does_not_know_what_was_received_says_and_forgets_nothing(home):
    night(home, "2024-03-01T18:00:00+00:00")
    (home.history / "reports" / "p1.json").unlink()
    assert night(home, "2024-03-02T18:00:00+00:00") == []
    holds(home)
    assert night(home, "2024-03-03T18:00:00+00:00") == [(ONE, False), (TWO, False)]


@pytest.mark.parametrize("damage", ["{", "1", "[1]", json.dumps([["a"]])])
def test_a_damaged_record_of_what_was_told_tells_it_again(home, damage):
    night(home, "2024-03-01T18:00:00+00:00")
    (home.history / lateness.NAME).write_text(damage)
    assert night(home, "2024-03-02T18:00:00+00:00") == [(ONE, True), (TWO, True)]


def test_a_publication_without_its_database_is_not_taken_for_a_city_that_sent_nothing(tmp_path):
    import duckdb

    from dagster_project.defs.watching import received_in

    home = Home(tmp_path)
    assert received_in(home) == frozenset()
    (home.published / "20260101T000000Z-aaaaaaaa").mkdir(parents=True)
    home.current.symlink_to("20260101T000000Z-aaaaaaaa")
    with pytest.raises(duckdb.Error):
        received_in(home)
