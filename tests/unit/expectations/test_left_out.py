"""Blanks that are figures left out: in a project's funds, in a row whose level is printed, where the year before had one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.records import Confrontation, Disclosure
from expectations.confront import confront
from expectations.figures import Figure
from expectations.identity import Printed
from expectations.swaps import in_one_line
from tests.unit.expectations.disclosure_builder import cell, disclosure, project
from tests.unit.expectations.figure_lines import disclosure_of

FUNDS = "project_funds_sum_to_annual_total"


def project_form(total: str, fiscal: str, other: str) -> Disclosure:
    """One project form that prints its annual funds and their sources; a source of null is not on the form at all."""
    texts = {"annual_total": total, "annual_fiscal": fiscal, "annual_other": other}
    cells = [
        cell("project_performance", n, 1, text, measure=measure, row_kind="line")
        for n, (measure, text) in enumerate(texts.items(), 1)
        if text is not None
    ]
    made = project(1, "甲", "1.00")
    for one in cells:
        setattr(made, f"{one.measure}_yuan", one.amount_yuan)
    made.annual_fiscal_yuan = None if fiscal is None else cells[1].amount_yuan
    return disclosure(cells, projects=[made])


def verdicts(whole: Disclosure) -> list[str]:
    return [r.verdict for r in confront(whole).results if r.identity_id == FUNDS]


@pytest.mark.parametrize(
    ("fiscal", "other", "verdict"),
    [
        ("30.00", "", "holds"),  # a blank beside a printed part says that there is none
        ("", "30.00", "holds"),
        ("", "29.99", "holds_within_rounding"),
        ("", "29.98", "fails"),
        ("", "", "fails"),
        ("0.00", "", "fails"),
        ("-", "30.00", "undecided"),  # a dash may say that nothing need be filled in
        (None, None, "undecided"),  # the form does not ask for sources
    ],
)
def test_the_sources_of_a_projects_funds_are_missed_where_none_of_them_is_printed(fiscal, other, verdict) -> None:
    assert verdicts(project_form("30.00", fiscal, other)) == [verdict]


def test_the_source_left_blank_is_the_first_suspect_with_its_value() -> None:
    suspects = confront(project_form("30.00", "", "")).suspects
    blanks = [s for s in suspects if s.fault_kind == "figure_missing"]
    assert next((s.cell_id, s.proposed_value) for s in blanks) == ("project_performance#1:2:1", Decimal(30))
    assert not any(s.is_unique for s in suspects)  # either source may be meant


def test_a_row_whose_level_stands_there_blank_is_not_a_row_left_out() -> None:
    lines = [
        "budget_summary>expenditure expenditure_current_total: total=50.00",
        "budget_summary>expenditure 208: total=",
        "budget_summary>expenditure 221: total=30.00",
        "expenditure_summary 208: total=20.00",
        "expenditure_summary 20805: total=20.00",
    ]
    confrontation = confront(disclosure_of(lines))
    assert "row_missing" not in {r.explanation_code for r in confrontation.results}
    assert next((s.fault_kind, s.proposed_value) for s in confrontation.suspects if s.rank == 1) == (
        "figure_missing",
        Decimal(20),
    )
    del lines[1]
    assert "row_missing" in {r.explanation_code for r in confront(disclosure_of(lines)).results}


def confronted_with_last_year(lines: list[str], before: list[str]) -> Confrontation:
    prior = disclosure_of(before, disclosure_id="before", fiscal_year=2020)
    return confront(disclosure_of(lines), [prior])


def test_a_blank_where_the_year_before_had_a_figure_goes_before_a_figure_that_did_not_change() -> None:
    """0.28 in both years is a coincidence; 5.17 missing where 5.10 stood is not."""
    before = ["expenditure_summary total: basic=9.38", *rows("4.00", "0.28", "5.10")]
    now = ["expenditure_summary total: basic=9.75", *rows("4.30", "0.28", "")]
    first = confronted_with_last_year(now, before).suspects[0]
    assert (first.fault_kind, first.proposed_value, first.is_unique) == ("figure_missing", Decimal("5.17"), False)


def test_a_figure_of_last_year_goes_before_a_blank_whose_value_would_be_far_from_that_of_last_year() -> None:
    before = ["expenditure_summary total: basic=9.38", *rows("4.00", "0.28", "5.10")]
    now = ["expenditure_summary total: basic=4.65", *rows("4.30", "0.28", "")]
    first = confronted_with_last_year(now, before).suspects[0]
    assert (first.fault_kind, first.proposed_value) == ("last_year_figure", Decimal("0.35"))


def rows(*figures: str) -> list[str]:
    codes = ("2010101", "2080505", "2210201")
    return [f"expenditure_summary {code}: basic={text}" for code, text in zip(codes, figures, strict=True)]


def placed(line_item: str, basis: str, row: str = "1.1") -> Figure:
    return Figure(
        "cell", f"{line_item}/{basis}", "money", Printed(1), "万元", 2, "1", 1,
        form="three_public", ordinal="1", measure="total", line_item=line_item, basis=basis, row=row,
    )  # fmt: skip


def test_cells_that_differ_in_line_and_basis_are_no_neighbours_though_one_row_prints_both() -> None:
    one = placed("vehicles", "initial")
    assert in_one_line(one, placed("vehicles", "final"))
    assert in_one_line(one, placed("receptions", "initial"))
    assert in_one_line(one, placed("receptions", "initial", row="1.2"))
    assert not in_one_line(one, placed("receptions", "final"))
    assert not in_one_line(one, placed("receptions", "final", row="1.2"))


def test_no_value_is_certain_while_a_percentage_disputes_a_figure_it_rests_on() -> None:
    """Several mistakes may look like one: the total seems wrong to its parts, and a share of it fits neither."""
    lines = [
        "three_public three_public_total: total=8.39",
        "three_public overseas_trips: total=0.00",
        "three_public vehicles: total=7.19",
        "three_public vehicle_operation: total=7.19",
        "three_public receptions: total=0.33",
        "@three_public: three_public_total amount 7.52; vehicles amount 7.19; receptions amount 0.33",
    ]
    (suspect,) = confront(disclosure_of(lines)).suspects
    assert (suspect.printed_text, suspect.proposed_value, suspect.is_unique) == ("8.39", Decimal("7.52"), True)
    lines[-1] += "; receptions share_percent 5.2"
    disputed = [s for s in confront(disclosure_of(lines)).suspects if s.printed_text == "8.39"]
    assert disputed
    assert not any(s.is_unique for s in disputed)
