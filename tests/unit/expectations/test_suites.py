"""The gate, over a tiny warehouse of one disclosure: what stops a publication and what only is shown."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from expectations import suites
from expectations.gate_result import GateResult
from expectations.result_frames import InexactColumnError, exact_frame

TABLES = """
create schema marts;
create schema controls;
create table marts.dim_disclosure as
    select 'd1' as disclosure_id, '示例局' as department_name, 2021 as fiscal_year, 'budget' as stage, true as is_current;
create table marts.dim_identity as
    select unnest(['basic_and_project_sum_to_total', 'never_met']) as identity_id;
create table marts.fct_identity_result (
    identity_id varchar, disclosure_id varchar, verdict varchar, severity varchar, explanation_code varchar);
insert into marts.fct_identity_result values
    ('basic_and_project_sum_to_total', 'd1', 'holds', 'error', null),
    ('basic_and_project_sum_to_total', 'd1', 'holds_within_rounding', 'error', null);
create table marts.fct_cell as
    select
        'd1' as disclosure_id, 'expenditure_summary' as form_id, 1 as form_ordinal, 'total' as measure,
        'money' as quantity, 'printed' as value_state, false as is_fragment, unnest(['total', 'item']) as row_kind;
create table controls.ctl_mart_figure as
    select 'fct_expenditure_by_function' as mart, 'd1' as disclosure_id;
create table controls.ctl_control_total (
    control_kind varchar, mart varchar, disclosure_id varchar, detail varchar,
    printed_yuan decimal(20, 2), mart_yuan decimal(20, 2), difference_yuan decimal(20, 2),
    printed_count bigint, mart_count bigint, difference_count bigint, verdict varchar);
insert into controls.ctl_control_total values
    ('leaf_total', 'fct_expenditure_by_function', 'd1', 'initial',
        12345678901234567.90, 12345678901234567.90, 0.00, null, null, null, 'holds'),
    ('printed_total', 'fct_expenditure_by_function', 'd1', 'expenditure_summary/total', 8.00, 8.00, 0.00,
        null, null, null, 'holds'),
    ('row_count', 'fct_cell', null, 'current', null, null, null, 2, 2, 0, 'holds'),
    ('version', null, 'd1', 'd/2021/budget/department', null, null, null, 1, 1, 0, 'holds');
"""


def identity(identity_id: str, severity: str) -> SimpleNamespace:
    return SimpleNamespace(
        identity_id=identity_id,
        severity=severity,
        statement_zh=f"恒等式 {identity_id}",
        statement_en=f"Identity {identity_id}",
    )


@pytest.fixture
def judge_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Judges the tiny warehouse after some SQL has changed it."""
    catalogue = (identity("basic_and_project_sum_to_total", "error"), identity("never_met", "warning"))
    monkeypatch.setattr(suites, "load_identities", lambda: catalogue)

    def judge(change: str = "select 1") -> GateResult:
        database = tmp_path / "budget.duckdb"
        with duckdb.connect(str(database)) as connection:
            connection.execute(TABLES)
            connection.execute(change)
        return suites.judge(database, tmp_path / "docs")

    return judge


def row(result: GateResult, name: str):
    return next(one for one in result.rows if one.expectation == name)


def fatal(result: GateResult) -> list[str]:
    return [one.expectation for one in result.fatal]


def test_a_sound_warehouse_passes_and_says_which_identity_never_matched(judge_after, tmp_path):
    result = judge_after()
    assert result.passed
    assert result.fatal == ()
    never = row(result, "identities_are_evaluated")
    assert (never.status, never.severity, never.details_en) == ("failed", "notice", ("never matched: never_met",))
    told = row(result, "basic_and_project_sum_to_total")
    assert told.observed_zh == "2 处：成立 1，在舍入范围内 1"
    assert {path.name for path in (tmp_path / "docs").iterdir()} == {
        "expectations.html",
        "expectations.en.html",
        "expectations.json",
    }


def test_one_fen_lost_beside_a_thousand_billions_stops_the_publication(judge_after, tmp_path):
    result = judge_after(
        "update controls.ctl_control_total set mart_yuan = mart_yuan - 0.01, difference_yuan = -0.01 "
        "where control_kind = 'leaf_total'"
    )
    assert not result.passed
    assert fatal(result) == ["leaf_total"]
    assert row(result, "leaf_total").details_zh == (
        "leaf_total · 示例局2021年度预算 · fct_expenditure_by_function · initial："
        "应为 12,345,678,901,234,567.90 元，实为 12,345,678,901,234,567.89 元，相差 -0.01 元",
    )
    told = json.loads((tmp_path / "docs" / "expectations.json").read_text(encoding="utf-8"))
    assert (told["passed"], told["fatal"]) == (False, ["control_totals.leaf_total"])


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (
            "update controls.ctl_control_total set difference_yuan = null where control_kind = 'leaf_total'",
            ["leaf_total_is_stated"],
        ),
        (
            "update controls.ctl_control_total set mart_count = 3, difference_count = 1 where control_kind = 'row_count'",
            ["row_count"],
        ),
        (
            "update controls.ctl_control_total set mart_count = 2, difference_count = 1 where control_kind = 'version'",
            ["version"],
        ),
        (
            "insert into controls.ctl_control_total (control_kind, difference_count, verdict) values ('novel', 0, 'holds')",
            ["kinds_are_known"],
        ),
        (
            "delete from controls.ctl_control_total",
            ["rows_are_counted", "every_figure_is_controlled"],
        ),
        ("delete from marts.fct_identity_result", ["offered_sums_are_confronted"]),
        ("delete from marts.dim_identity where identity_id = 'never_met'", ["catalogue_is_complete"]),
        ("insert into marts.dim_identity values ('of_yesterday')", ["catalogue_is_complete"]),
    ],
)
def test_whatever_is_lost_doubled_or_left_out_is_fatal(judge_after, change, broken):
    assert fatal(judge_after(change)) == broken


def test_a_department_s_own_broken_sum_is_shown_with_its_severity_and_stops_nothing(judge_after):
    result = judge_after(
        "insert into marts.fct_identity_result values ('basic_and_project_sum_to_total', 'd1', 'fails', 'error', null)"
    )
    assert result.passed
    told = row(result, "basic_and_project_sum_to_total")
    assert (told.status, told.severity) == ("failed", "error")
    assert told.details_zh == ("涉及 1 份公开：示例局2021年度预算",)


def test_an_instance_may_weigh_less_than_its_identity(judge_after):
    result = judge_after(
        "insert into marts.fct_identity_result values ('basic_and_project_sum_to_total', 'd1', 'fails', 'notice', null)"
    )
    assert row(result, "basic_and_project_sum_to_total").severity == "notice"


def test_undecided_is_counted_and_neither_held_nor_failed(judge_after):
    result = judge_after("update marts.fct_identity_result set verdict = 'undecided'")
    told = row(result, "basic_and_project_sum_to_total")
    assert (told.status, told.observed_en) == ("success", "2 instances: 2 undecided")
    assert row(result, "offered_identities_are_matched").status == "success"


def test_what_a_disclosure_offers_and_nothing_matched_is_told_as_a_gap_and_stops_nothing(judge_after):
    result = judge_after(
        "insert into marts.fct_identity_result values ('never_met', 'd1', 'undecided', 'notice', 'not_matched')"
    )
    told = row(result, "offered_identities_are_matched")
    assert result.passed
    assert (told.status, told.severity) == ("failed", "warning")
    assert told.details_zh == ("never_met：1 份公开：示例局2021年度预算",)
    assert row(result, "never_met").status == "success"  # nothing is said of the publisher


def test_a_publisher_s_own_broken_total_is_a_notice(judge_after):
    result = judge_after(
        "update controls.ctl_control_total set mart_yuan = 7, difference_yuan = -1, verdict = 'explained' "
        "where control_kind = 'printed_total'"
    )
    assert result.passed
    assert (row(result, "printed_total").status, row(result, "printed_total").severity) == ("failed", "notice")


def test_a_table_that_cannot_be_read_is_raised_and_fatal_and_the_others_are_still_judged(judge_after):
    result = judge_after("alter table marts.fct_identity_result rename verdict to outcome")
    assert [(one.suite, one.status, one.severity) for one in result.fatal] == [("identities", "raised", "fatal")]
    assert "verdict" in result.fatal[0].observed_en
    assert "\n" not in result.fatal[0].observed_en
    assert row(result, "leaf_total").status == "success"


def test_an_expectation_that_raises_is_told_from_one_that_fails(judge_after, monkeypatch):
    from expectations import coverage_suite

    monkeypatch.setattr(
        coverage_suite, "COVERAGE_QUERY", coverage_suite.COVERAGE_QUERY.replace("as unconfronted", "as renamed")
    )
    result = judge_after()
    assert [(one.expectation, one.status) for one in result.fatal] == [("offered_sums_are_confronted", "raised")]
    assert "unconfronted" in result.fatal[0].observed_en


def test_disclosures_without_any_sum_are_noted_only(judge_after):
    result = judge_after("delete from marts.fct_identity_result; delete from marts.fct_cell where row_kind = 'total'")
    assert result.passed
    assert row(result, "disclosures_have_results").details_en == ("示例局 2021 budget: nothing to confront",)


@pytest.mark.parametrize("query", ["select 1.10::decimal(20, 2) as amount_yuan", "select 0.1::double as amount_yuan"])
def test_a_frame_refuses_money_that_is_no_integer(query):
    with duckdb.connect() as connection, pytest.raises(InexactColumnError, match="amount_yuan"):
        exact_frame(connection, query)


def test_a_null_beside_an_integer_leaves_it_an_integer():
    with duckdb.connect() as connection:
        frame = exact_frame(connection, "select unnest([9007199254740993, null]) as fen")
    assert str(frame["fen"].dtype) == "Int64"
    assert frame["fen"][0] == 9007199254740993


def test_a_gate_that_judged_nothing_has_not_passed():
    assert not GateResult(()).passed
