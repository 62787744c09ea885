"""One missed night is borne, two are not."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from dagster_project.freshness import MOST, is_fresh, last_good_night

NOW = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)


def night(ago: dt.timedelta, outcome: str) -> str:
    return json.dumps({"started": (NOW - ago).strftime("%Y-%m-%dT%H:%M:%SZ"), "outcome": outcome})


@pytest.mark.parametrize("outcome", ["published", "unchanged"])
def test_a_good_night_is_fresh_for_a_day_and_a_half(tmp_path, outcome):
    record = tmp_path / "nights.jsonl"
    record.write_text(night(MOST, outcome) + "\n")
    assert is_fresh(record, NOW)
    assert not is_fresh(record, NOW + dt.timedelta(seconds=1))


def test_nights_that_failed_make_nothing_fresh(tmp_path):
    record = tmp_path / "nights.jsonl"
    old = night(dt.timedelta(days=3), "published")
    record.write_text(f'{old}\n{night(dt.timedelta(hours=1), "failed")}\n{{"cut sho')
    assert not is_fresh(record, NOW)
    assert last_good_night(record) == NOW - dt.timedelta(days=3)


def test_a_home_without_a_night_is_not_fresh(tmp_path):
    assert not is_fresh(tmp_path / "nights.jsonl", NOW)
