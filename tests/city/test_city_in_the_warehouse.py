"""The marts state the money of the city: what a night publishes of it equals the truth, department by department."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from dagster_project.cli import main
from dagster_project.simulator.city import simulate
from dagster_project.simulator.plan import Plan
from tests.city import reading_back

FAMILIES = ("henan", "jiangsu", "national", "shanghai")
FORMATS = ("txt", "html", "xlsx", "docx", "pdf")
KEY = "d.department_name, d.fiscal_year, d.stage, d.level"
STATED = {
    "expenditure_current_total": "select {key}, sum(amount_yuan) from marts.fct_expenditure_by_function {join}",
    "basic": "select {key}, sum(amount_yuan) from marts.fct_expenditure_by_function {join} where expenditure_type = 'basic'",
    "revenue_current_total": "select {key}, sum(amount_yuan) from marts.fct_revenue_by_source {join} "
    "where revenue_source <> 'carry_over'",
}
JOIN = "f join marts.dim_disclosure d on d.disclosure_id = f.disclosure_id"


@pytest.mark.city
def test_marts_state_the_money_of_the_city(tmp_path, capsys):
    import duckdb

    simulate(Plan(tmp_path / "city", 3, 2, 2021, 2022, FAMILIES, FORMATS))
    home = tmp_path / "home"
    assert main(["nightly", "--inbox", str(tmp_path / "city" / "inbox"), "--home", str(home)]) == 0
    with (tmp_path / "city" / "truth" / "totals.csv").open(encoding="utf-8-sig", newline="") as stream:
        true = {
            (r["department_name"], int(r["fiscal_year"]), r["stage"], r["level"], r["item"]): Decimal(r["amount_yuan"])
            for r in csv.DictReader(stream)
        }
    marts = duckdb.connect(str(home / "published" / "current" / "budget.duckdb"), read_only=True)
    for item, query in STATED.items():
        stated = {
            (*row[:4], item): row[4]
            for row in marts.execute(query.format(key=KEY, join=JOIN) + " group by all").fetchall()
        }
        assert stated == {key: amount for key, amount in true.items() if key[-1] == item}
    findings = marts.execute(
        "select identity_id, instance from marts.fct_identity_result where verdict in ('fails', 'incomplete')"
    ).fetchall()
    assert findings == []


@pytest.mark.city
@pytest.mark.parametrize("family", ["shanghai", "national"])
def test_a_scan_is_read_back(family, tmp_path):
    """Slow: every page goes through recognition. Digits first: a wrong one would be a wrong figure."""
    folder = reading_back.city(tmp_path, "scan", 1, 1, (2022, 2022), (family,))
    ((name, reading),) = reading_back.readings(folder)
    assert reading_back.figures_that_differ(reading, reading_back.truth(folder, "figures")[name]) == []
    assert reading_back.failing([(name, reading)]) == []
