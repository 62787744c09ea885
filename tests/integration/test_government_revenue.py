"""What a government takes in goes from its own form into the marts, each yuan once, and never beside a department's income."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dagster_project.explain import explain


@pytest.fixture(scope="module")
def sample(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    database = (sample_home / "published" / "current").resolve() / "budget.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def test_taxes_other_income_and_transfers_make_up_the_printed_income_of_the_year(sample):
    summed = "select disclosure_id, amount_basis, sum(amount_yuan) from marts.fct_government_revenue group by all order by all"
    printed = """
        select disclosure_id, amount_basis, amount_yuan from marts.fct_cell
        where form_variant = 'government' and line_item = 'revenue_current_total' and measure = 'total' order by all
    """
    rows = sample.execute(summed).fetchall()
    assert len(rows) >= 4  # two budgets and two final accounts
    assert rows == sample.execute(printed).fetchall()


def test_each_class_is_the_sum_of_its_items(sample):
    summed = (
        "select disclosure_id, class_code, sum(amount_yuan) from marts.fct_government_revenue group by all order by all"
    )
    printed = """
        select disclosure_id, classification_code, amount_yuan from marts.fct_cell
        where form_variant = 'government' and row_kind = 'class' and measure = 'total' order by all
    """
    assert sample.execute(summed).fetchall() == sample.execute(printed).fetchall()
    classes = sample.execute("select distinct class_code from marts.fct_government_revenue order by 1").fetchall()
    assert classes == [("101",), ("103",), ("110",)]


def test_no_department_has_such_income_and_no_total_of_departments_holds_it(sample):
    levels = """
        select distinct d.level, d.is_additive
        from history.fct_government_revenue as r inner join marts.dim_disclosure as d on r.disclosure_id = d.disclosure_id
    """
    assert sample.execute(levels).fetchall() == [("government", False)]


def test_a_tax_leads_back_to_the_cell_that_prints_it(sample, sample_home):
    sql = "select government_revenue_id, amount_yuan from marts.fct_government_revenue where revenue_code = '10104' order by 1"
    for key, amount in sample.execute(sql).fetchall():
        found = explain((sample_home / "published" / "current").resolve() / "budget.duckdb", key)
        assert found is not None
        (place,) = found.places
        assert place["row_label"].endswith("企业所得税")
        assert place["amount_yuan"] == str(amount)
