"""Whether a disclosure is accepted or held, and whose money may be added up."""

from decimal import Decimal

import pytest

from dagster_project import departments
from dagster_project.records import Disclosure, DocumentIdentity, IdentityResult
from dagster_project.standing import lapsed, mark_additive, open_errors, waivers_in_force

WAIVERS = (
    "waiver_id,identity_id,department_id,fiscal_year,stage,instance,printed_value,computed_value,reason,waived_by,valid_until\n"
    "w1,items_sum,105,2023,budget,total,120.00,119.00,explained in writing,office,2026-06-30\n"
)


def disclosure(department_id="105", level="department", year=2023, current=True, version=1):
    return Disclosure(
        f"{department_id}{level}{year}{version}", department_id, None, "x", year, "budget", level, version, current
    )


def result(**changes):
    values = {
        "identity_result_id": "r", "identity_id": "items_sum", "disclosure_id": "d", "instance": "total",
        "verdict": "fails", "severity": "error", "reported_yuan": Decimal("120"), "computed_yuan": Decimal("119.00"),
    }  # fmt: skip
    return IdentityResult(**(values | changes))


@pytest.fixture
def waivers(tmp_path):
    path = tmp_path / "waivers.csv"
    path.write_text(WAIVERS, encoding="utf-8")
    return lambda today: waivers_in_force(today, path)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({}, 1),
        ({"verdict": "incomplete"}, 1),
        ({"verdict": "holds"}, 0),
        ({"verdict": "undecided"}, 0),
        ({"severity": "warning"}, 0),
        ({"severity": "notice"}, 0),
    ],
)
def test_only_a_broken_identity_of_severity_error_holds_a_disclosure(changes, errors):
    assert open_errors(disclosure(), [result(**changes)], []) == errors


@pytest.mark.parametrize(
    ("today", "changes", "said"),
    [
        ("2026-06-30", {}, []),
        ("2026-07-01", {}, [("w1", "expired")]),
        ("2026-06-30", {"computed_yuan": Decimal("118")}, [("w1", "stale")]),
        ("2026-06-30", {"verdict": "holds"}, [("w1", "stale")]),
    ],
)
def test_a_waiver_that_accepts_nothing_any_more_is_reported(today, changes, said, tmp_path):
    path = tmp_path / "waivers.csv"
    path.write_text(WAIVERS, encoding="utf-8")
    assert lapsed(today, [(disclosure(), [result(**changes)])], path) == said
    assert lapsed("2026-06-30", [], path) == []  # its disclosure is not here: nothing is known


def test_a_waiver_holds_to_its_last_day_and_no_longer(waivers):
    assert open_errors(disclosure(), [result()], waivers("2026-06-30")) == 0
    assert open_errors(disclosure(), [result()], waivers("2026-07-01")) == 1


@pytest.mark.parametrize(
    "changes", [{"computed_yuan": Decimal("119.01")}, {"instance": "basic"}, {"reported_yuan": Decimal("121")}]
)
def test_a_waiver_accepts_one_finding_at_exactly_its_figures(waivers, changes):
    assert open_errors(disclosure(), [result(**changes)], waivers("2026-01-01")) == 1


def additive(*disclosures):
    mark_additive(list(disclosures), departments.load())
    return [d.is_additive for d in disclosures]


def test_a_unit_counts_only_where_its_department_has_no_disclosure():
    assert additive(disclosure("102002", "unit")) == [True]
    assert additive(disclosure("102"), disclosure("102002", "unit")) == [True, False]
    assert additive(disclosure("102", year=2024), disclosure("102002", "unit")) == [True, True]


def test_a_department_under_its_own_name_as_a_unit_counts_once():
    assert additive(disclosure("102"), disclosure("102", "unit")) == [True, False]


def test_an_earlier_version_and_the_citys_own_document_are_never_added():
    assert additive(disclosure(current=False), disclosure(version=2), disclosure("1", "government")) == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("name", "code", "region", "found"),
    [
        ("云澜市 水利局", None, None, "105"),
        ("市水利局", None, None, "105"),
        ("某县水利局", "105", None, None),  # every region gives out the code 105
        ("某县水利局", "105", "云澜市", "105"),
        (None, "105", None, "105"),
    ],
)
def test_a_body_is_known_by_name_or_alias_and_by_code_within_its_region(name, code, region, found):
    identity = DocumentIdentity(name, 2023, "budget", "department", region, code)
    body = departments.load().resolve(identity)
    assert (body.department_id == found, body.registered) == (found is not None, found is not None)
