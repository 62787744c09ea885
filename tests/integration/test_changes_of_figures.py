"""What a publication says of its changes: one cause each, and to the cent what the totals moved."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb

from dagster_project.publication import previous, snapshot
from dagster_project.raw_tables import PublicationRow
from tests.bench import by_hand
from tests.integration.hand_made_city import small_city, three_funds
from tests.integration.hand_made_tables import Warehouse
from tests.integration.test_warehouse_models import dbt

TOTALS = """
    select mart, sum(amount_yuan) from controls.ctl_figure group by 1 order by 1
"""


def build(folder: Path, warehouse: Warehouse, name: str, current: Path | None = None) -> Path:
    """The folder of a publication of this warehouse, built after the one in `current`."""
    warehouse.tables["publications"] = [PublicationRow(name, None)]
    warehouse.write(folder / "raw")
    if current:
        previous.write(current, folder / "raw")
    result = dbt(folder, "build", "--exclude-resource-type", "unit_test")
    assert result.returncode == 0, result.stdout
    published = folder / "published"
    published.mkdir()
    snapshot.write(folder / "build.duckdb", published / "budget.duckdb")
    return published


def query(publication: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(publication / "budget.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def moved(city_publication: Path, second: Path) -> dict[str, Decimal]:
    """By how much the total of each mart moved between two publications."""
    before, now = dict(query(city_publication, TOTALS)), dict(query(second, TOTALS))
    by_mart = {mart: now.get(mart, Decimal(0)) - before.get(mart, Decimal(0)) for mart in before | now}
    return {mart: difference for mart, difference in by_mart.items() if difference}


def stated(publication: Path) -> dict[str, Decimal]:
    rows = query(
        publication,
        "select mart, sum(difference_yuan) from marts.fct_change group by 1 having sum(difference_yuan) <> 0",
    )
    return dict(rows)


def test_nothing_has_changed_before_the_first_publication(city_publication: Path) -> None:
    assert query(city_publication, "select count(*) from marts.fct_change") == [(0,)]
    assert query(city_publication, "select count(*) > 50 from controls.ctl_figure") == [(True,)]


def test_a_new_disclosure_a_reread_cell_and_a_moved_code_each_have_their_cause(
    city_publication: Path, tmp_path: Path
) -> None:
    city = small_city()
    three_funds(city, 2022, scale=4)
    cells = city.tables["cells"]
    current = {d.disclosure_id for d in city.tables["disclosures"] if d.department_id == "reference"}
    for index, cell in enumerate(cells):
        if cell.disclosure_id not in current or cell.form_id != "expenditure_summary":
            continue
        if cell.classification_code == "2011308" and cell.measure in ("total", "project", "project_general"):
            cells[index] = replace(cell, printed_text="31.00", value=Decimal("31.00"), amount_yuan=Decimal(310000))
        if cell.classification_code == "2160699":
            cells[index] = replace(cell, classification_code="2150805")
    second = build(tmp_path, city, "second", city_publication)
    assert stated(second) == moved(city_publication, second)
    with duckdb.connect() as connection:
        by_hand.write(connection, tmp_path / "raw")
        assert list(by_hand.differences(connection, tmp_path / "build.duckdb")) == []
    causes = query(
        second,
        """select distinct department_id, fiscal_year, cause from marts.fct_change
        where mart = 'fct_expenditure_by_function' order by 1, 2, 3""",
    )
    assert causes == [
        ("102", 2022, "new_document"), ("reference", 2021, "classification"), ("reference", 2021, "reading"),
    ]  # fmt: skip
    code_moves = query(
        second,
        """select left(coordinates, 7), sum(difference_yuan) from marts.fct_change
        where mart = 'fct_expenditure_by_function' and cause = 'classification' group by 1 order by 1""",
    )
    assert code_moves == [("2150805", Decimal("1379400.00")), ("2160699", Decimal("-1379400.00"))]
    keys = query(second, "select count(*), count(distinct change_id), count(distinct row_key) from marts.fct_change")
    assert len(set(keys[0])) == 1


def test_balances_other_matters_and_counts_are_followed_too(city_publication: Path, tmp_path: Path) -> None:
    standing = tmp_path / "standing"
    shutil.copytree(city_publication, standing)
    city = small_city()
    cells, claims = city.tables["cells"], city.tables["claims"]
    for index, cell in enumerate(cells):
        if cell.measure == "closing_carry_over" and cell.row_kind == "total" and cell.amount_yuan == 50:
            cells[index] = replace(cell, printed_text="60", value=Decimal(60), amount_yuan=Decimal(60))
    for index, claim in enumerate(claims):
        if claim.topic == "operating_expenses":
            claims[index] = replace(claim, printed_text="4.5", value=Decimal("4.5"), amount_yuan=Decimal(45000))
        if claim.topic == "vehicles_held":
            claims[index] = replace(claim, printed_text="3", value=Decimal(3))
    second = build(tmp_path, city, "second", standing)
    assert stated(second) == moved(standing, second)
    changes = query(
        second,
        """select mart, column_name, old_value, new_value, difference_yuan, cause, claim_ids is not null
        from marts.fct_change where mart <> 'fct_cell' order by all""",
    )
    carried = {row for row in changes if row[0] == "fct_carry_over"}
    assert carried == {("fct_carry_over", "amount_yuan", "50.00", "60.00", Decimal("10.00"), "reading", False)}
    assert [row for row in changes if row[0] != "fct_carry_over"] == [
        ("fct_other_disclosure", "amount_yuan", "42000.00", "45000.00", Decimal("3000.00"), "reading", True),
        ("fct_other_disclosure", "value", "2", "3", None, "reading", True),
    ]


def test_a_publication_of_a_version_that_kept_money_only_is_compared_with(
    city_publication: Path, tmp_path: Path
) -> None:
    standing, raw = tmp_path / "standing", tmp_path / "raw"
    shutil.copytree(city_publication, standing)
    with duckdb.connect(str(standing / "budget.duckdb")) as connection:
        connection.execute("delete from controls.ctl_figure where amount_yuan is null")
        connection.execute("alter table controls.ctl_figure drop column plain_value")
    Warehouse().write(raw)
    previous.write(standing, raw)
    with duckdb.connect() as connection:
        kept = connection.execute(
            f"select count(amount_yuan) > 50, count(plain_value) from '{raw / 'previous_figures.parquet'}'"
        ).fetchall()
    assert kept == [(True, 0)]


def test_a_replaced_document_and_a_rule_of_ours_are_told_apart(city_publication: Path, tmp_path: Path) -> None:
    standing = tmp_path / "standing"
    shutil.copytree(city_publication, standing)
    with duckdb.connect(str(standing / "budget.duckdb")) as connection:  # as if another rule had made these
        connection.execute(
            """update controls.ctl_figure set amount_yuan = amount_yuan + 0.01
            where department_id = 'reference' and mart = 'fct_appropriation_by_function'"""
        )
    city = small_city()
    disclosures = city.tables["disclosures"]
    for index, one in enumerate(disclosures):
        if one.department_id == "102" and one.fiscal_year == 2020:
            disclosures[index] = replace(one, is_current=False)
    three_funds(city, 2020, version=2, scale=3)
    second = build(tmp_path, city, "second", standing)
    assert stated(second) == moved(standing, second)
    causes = query(second, "select distinct department_id, fiscal_year, cause from marts.fct_change order by 1, 2, 3")
    assert causes == [("102", 2020, "replaced_document"), ("reference", 2021, "rule")]
