"""When a disclosure is overdue: the day after the last of the days allowed, and only where an approval is known."""

from __future__ import annotations

import datetime as dt

import pytest

from dagster_project.deadlines import overdue
from dagster_project.departments import Registry

_EMPTY = dict.fromkeys(("aliases", "valid_from_year", "valid_to_year", "parent_department_id"), "")


def body(department_id: str, **more: str) -> dict[str, str]:
    own = {"department_id": department_id, "department_code": department_id, "department_name": f"局{department_id}"}
    return _EMPTY | own | {"region": "甲市"} | more


REGISTRY = Registry(
    [
        body("1"),
        body("2"),
        body("2001", parent_department_id="2"),
        body("3", region="乙市"),
        body("4", valid_to_year="2020"),
    ]
)
REGION = "a1,甲市,,2021,budget,2021-02-01,,"
DAY_DUE = dt.date(2021, 2, 21)  # twenty days after the approval


@pytest.fixture
def late(tmp_path):
    def found(today: dt.date, approvals: list[str], received: frozenset = frozenset()) -> list[str]:
        (tmp_path / "approvals.csv").write_text(
            "\n".join(["approval_id,region,department_id,fiscal_year,stage,approved_on,published_on,note", *approvals])
        )
        (tmp_path / "requirements.csv").write_text(
            "region,stage,form_id,valid_from_year,valid_to_year,deadline_days\n"
            "national,budget,budget_summary,2018,,20\nnational,budget,narrative,,,30\n乙市,budget,narrative,,,5\n"
        )
        result = overdue(received, REGISTRY, today, tmp_path / "approvals.csv", tmp_path / "requirements.csv")
        return [o.department_id for o in result]

    return found


def test_the_last_day_allowed_is_in_time_and_the_next_is_not(late):
    assert late(DAY_DUE, [REGION]) == []
    assert late(DAY_DUE + dt.timedelta(days=1), [REGION]) == ["1", "2"]  # not its unit, another region's, nor one gone


def test_what_was_received_is_not_overdue(late):
    assert late(dt.date(2022, 1, 1), [REGION], frozenset({("1", 2021, "budget")})) == ["2"]
    assert late(dt.date(2022, 1, 1), [REGION], frozenset({("1", 2021, "final"), ("1", 2020, "budget")})) == ["1", "2"]


def test_without_a_date_of_approval_nothing_is_overdue(late):
    assert late(dt.date(2030, 1, 1), []) == []
    assert late(dt.date(2030, 1, 1), ["a1,甲市,,2021,final,2021-02-01,,"]) == []  # nothing is required of that stage


def test_a_departments_own_reply_goes_before_the_regions_day(late):
    own = "a0,甲市,1,2021,budget,2021-06-01,,"
    assert late(DAY_DUE + dt.timedelta(days=1), [REGION, own]) == ["2"]
    assert late(dt.date(2021, 6, 22), [REGION, own]) == ["2", "1"]  # the longest overdue first


def test_a_unit_is_due_by_an_approval_of_its_own(late):
    assert late(dt.date(2022, 1, 1), ["a1,甲市,2001,2021,budget,2021-02-01,,"]) == ["2001"]


def test_a_regions_own_shorter_time_counts(late):
    assert late(dt.date(2021, 2, 7), ["a1,乙市,,2021,budget,2021-02-01,,"]) == ["3"]
    assert late(dt.date(2021, 2, 6), ["a1,乙市,,2021,budget,2021-02-01,,"]) == []
