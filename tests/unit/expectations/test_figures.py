"""Figures of a disclosure: states, tables of one form, statements and their precision."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dagster_project.records import DocumentRow
from expectations.assignment import assign
from expectations.book import Book
from expectations.confront import confront
from expectations.identity import SCALE, Printed
from expectations.selectors import parse_selector
from tests.unit.expectations.disclosure_builder import cell, coded_form, disclosure
from tests.unit.expectations.figure_lines import disclosure_of


@pytest.mark.parametrize(("text", "state"), [("", "blank"), ("-", "dash"), ("0", "zero"), ("0.00", "zero")])
def test_blank_dash_and_zero_stay_apart_and_add_nothing(text: str, state: str) -> None:
    (figure,) = Book(disclosure([cell("three_public", 1, 1, text, line_item="vehicles", measure="total")])).figures
    assert (figure.state, figure.printed.atoms) == (state, 0)


def test_text_is_no_figure() -> None:
    assert not Book(disclosure([cell("three_public", 1, 1, "", quantity="text")])).figures


def test_the_same_form_in_two_documents_is_two_tables() -> None:
    rows = [("total", "10.00"), ("2010101", "10.00")]
    first = coded_form("expenditure_summary", ["total"], rows)
    second = [replace(c, cell_id=c.cell_id + "b", document_id="other") for c in first]
    whole = disclosure([*second, *first])
    whole.documents.append(DocumentRow("other", "1" * 64, "other.txt", "text", 1))
    results = [r for r in confront(whole).results if r.identity_id == "top_level_rows_sum_to_total"]
    assert [(r.instance, r.verdict) for r in results] == [
        ("expenditure_summary#1/total/total", "holds"),
        ("expenditure_summary#2/total/total", "holds"),
    ]


def test_a_form_over_wider_money_is_judged_by_itself_and_never_added() -> None:
    lines = [
        "general_budget_expenditure total: total=10.00",
        "general_budget_expenditure 2010101: total=10.00",
        "general_budget_expenditure?appropriation total: total=15.00",
        "general_budget_expenditure?appropriation 2010101: total=15.00",
    ]
    results = [r for r in confront(disclosure_of(lines)).results if r.identity_id == "top_level_rows_sum_to_total"]
    assert [r.reported_yuan for r in results if r.verdict == "holds"] == [100_000, 150_000]


def test_a_statement_takes_the_precision_of_the_cell_it_equals() -> None:
    statement = "@three_public: receptions amount 4; receptions change_amount 0.35 up; receptions change_percent {} up"
    cell_line = "three_public receptions: total=4.00"
    for percent, verdict in (("9.59", "holds"), ("9.95", "fails")):
        results = confront(disclosure_of([statement.format(percent), cell_line])).results
        (result,) = [r for r in results if r.identity_id == "change_in_percent_is_change_over_prior"]
        assert result.verdict == verdict


def test_statements_of_other_years_do_not_stand_for_this_one() -> None:
    whole = disclosure_of(["@three_public: receptions amount 4.00; receptions amount 3.65"])
    whole.claims[1].fiscal_year, whole.claims[0].fiscal_year = 2020, 2021
    selector = parse_selector({"topic": "receptions", "measure": "amount"}, "test")
    assert [f.text for f in Book(whole).select(selector)] == ["4.00"]
    assert not [r for r in confront(whole).results if r.verdict == "fails"]


def test_every_part_is_used_once_in_an_assignment() -> None:
    yuan = lambda *amounts: [Printed(a * SCALE) for a in amounts]  # noqa: E731
    assert assign(yuan(380, 30, 138), yuan(360, 20, 30, 56, 82)) == [[0, 1], [2], [3, 4]]
    assert assign(yuan(380, 30), yuan(360, 20, 30, 5)) is None
    assert assign(yuan(380), yuan(360)) is None


def test_an_assignment_too_large_to_search_says_nothing() -> None:
    parts = [Printed((1000 + n * n) * SCALE) for n in range(40)]
    assert assign([Printed(9_999_999 * SCALE), Printed(7 * SCALE)], parts) is None


def test_levelled_leaves_are_no_mistakes() -> None:
    """Two tables that tie exactly, a leaf of one moved by one last unit: 0.02 apart, beyond rounding, yet no mistake."""
    lines = [
        "expenditure_summary total: total=10.00",
        "expenditure_summary 2010101: total=5.01",
        "expenditure_summary 2080501: total=4.99",
        "general_budget_expenditure total: total=10.00",
        "general_budget_expenditure 2010101: total=4.99",
        "general_budget_expenditure 2080501: total=5.01",
    ]
    identity = "expenditure_equals_general_budget_where_it_is_the_only_fund"
    verdicts = [r.verdict for r in confront(disclosure_of(lines)).results if r.identity_id == identity]
    assert verdicts == ["holds", "holds_levelled", "holds_levelled"]
    lines[1] = "expenditure_summary 2010101: total=5.02"
    verdicts = [r.verdict for r in confront(disclosure_of(lines)).results if r.identity_id == identity]
    assert "holds_levelled" not in verdicts


def test_the_total_of_a_side_is_its_grand_total() -> None:
    """Final accounts print one 总计 for both sides of their summaries."""
    lines = ["budget_summary>revenue total: total=10.00", "budget_summary>expenditure total: total={}"]
    for amount, verdict in (("10.00", "holds"), ("11.00", "fails")):
        results = confront(disclosure_of([line.format(amount) for line in lines])).results
        assert [r.verdict for r in results if r.identity_id == "income_equals_expenditure"] == [verdict]


def test_a_line_without_money_does_not_make_its_form_empty() -> None:
    whole = disclosure_of(["passage empty_statement three_public", "three_public three_public_total: total=5.00"])
    identity = "no_fund_statement_is_not_contradicted"
    assert [r.verdict for r in confront(whole).results if r.identity_id == identity] == ["undecided"]
    whole.passages[0].text = "注：本表为空表"
    assert [r.verdict for r in confront(whole).results if r.identity_id == identity] == ["fails"]
