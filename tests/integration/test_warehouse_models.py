"""The dbt models over a warehouse made by hand: what the marts say, and that a yuan lost or doubled is seen.

Here belongs what only shows once all models are built; a single model's logic is tested beside it, in its YAML.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.integration.hand_made_city import reference_rows, small_city, three_funds
from tests.integration.hand_made_tables import Row, Warehouse

PROJECT = Path(__file__).resolve().parents[2] / "dbt"


def dbt(folder: Path, *arguments: str, project: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """Runs dbt on `folder`/raw into `folder`/build.duckdb, from a working directory that is not the project's."""
    command = [str(Path(sys.executable).parent / "dbt"), *arguments]
    command += ["--project-dir", str(project), "--profiles-dir", str(project)]
    environment = os.environ | {
        "CITYBUDGET_RAW": str(folder / "raw"),
        "CITYBUDGET_DATABASE": str(folder / "build.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def query(folder: Path, sql: str, *parameters: object) -> list[tuple]:
    with duckdb.connect(str(folder / "build.duckdb"), read_only=True) as connection:
        return connection.execute(sql, parameters).fetchall()


def verdicts(folder: Path) -> dict[str, set[str]]:
    """Per kind of control, the verdicts that occur."""
    rows = query(folder, "select control_kind, verdict from controls.ctl_control_total")
    return {kind: {v for k, v in rows if k == kind} for kind, _ in rows}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    small_city().write(folder / "raw")
    result = dbt(folder, "build")
    assert result.returncode == 0, result.stdout
    return folder


def test_eight_items_add_to_the_printed_total_in_both_expenditure_forms(built: Path) -> None:
    sums = """
        select count(distinct function_code), sum(amount_yuan),
            sum(amount_yuan) filter (where expenditure_type = 'basic'),
            sum(amount_yuan) filter (where expenditure_type = 'project')
        from marts.{} inner join marts.dim_disclosure using (disclosure_id)
        where department_id = 'reference'
    """
    expected = [(8, Decimal("8293100.00"), Decimal("2813700.00"), Decimal("5479400.00"))]
    assert query(built, sums.format("fct_expenditure_by_function")) == expected
    assert query(built, sums.format("fct_appropriation_by_function")) == expected


def test_five_project_forms_add_to_the_projects_of_the_expenditure_summary(built: Path) -> None:
    projects = query(built, "select count(*), sum(annual_total_yuan) from marts.fct_project")
    assert projects == [(5, Decimal("5479400.00"))]


def test_income_is_taken_from_the_narrative_where_its_forms_are_lost(built: Path) -> None:
    rows = query(
        built,
        """select revenue_source, amount_yuan, value_state, claim_id is not null from marts.fct_revenue_by_source
        inner join marts.dim_disclosure using (disclosure_id) where department_id = 'reference' order by 1""",
    )
    assert rows == [
        ("general_public_budget", Decimal("8293100.00"), "printed", True),
        ("government_fund", Decimal("0.00"), "zero", True),
    ]


def test_three_funds_are_kept_apart_and_balances_are_read_from_the_funds_own_form(built: Path) -> None:
    funds = """select fund, sum(amount_yuan) from marts.fct_appropriation_by_function
        inner join marts.dim_disclosure using (disclosure_id)
        where department_id = '102' and fiscal_year = 2021 and is_additive group by 1 order by 1"""
    expected = {"general_public_budget": 600, "government_fund": 200, "state_capital": 100}
    assert query(built, funds) == [(fund, Decimal(amount)) for fund, amount in expected.items()]
    balance = """select distinct fund, opening_yuan, income_yuan, spending_yuan, closing_yuan from marts.fct_carry_over
        inner join marts.dim_disclosure using (disclosure_id) where fiscal_year = 2021"""
    assert query(built, balance) == [("government_fund", *map(Decimal, (30, 220, 200, 50)))]


def test_marts_hold_what_is_current_and_history_every_version(built: Path) -> None:
    versions = """select version, sum(amount_yuan) from {}.fct_expenditure_by_function
        inner join marts.dim_disclosure using (disclosure_id)
        where department_id = '102' and fiscal_year = 2021 and level = 'department' group by 1 order by 1"""
    assert query(built, versions.format("marts")) == [(2, Decimal(900))]
    assert query(built, versions.format("history")) == [(1, Decimal(2700)), (2, Decimal(900))]


def test_a_department_year_counts_each_yuan_once(built: Path) -> None:
    rows = query(
        built,
        """select department_id, fiscal_year, expenditure_yuan, expenditure_prior_yuan, expenditure_change_percent,
            revenue_yuan, three_public_yuan from marts.fct_department_year order by 1, 2""",
    )
    assert rows == [
        ("102", 2020, Decimal(1800), None, None, Decimal(1800), None),
        ("102", 2021, Decimal(900), Decimal(1800), Decimal("-50.00"), Decimal(900), None),
        ("reference", 2021, Decimal(8293100), None, None, Decimal(8293100), Decimal(140000)),
    ]


def test_a_form_said_to_be_empty_is_not_missing(built: Path) -> None:
    rows = query(
        built,
        """select coverage, list(form_id order by form_id) from marts.fct_disclosure_coverage
        where department_id = 'reference' group by 1""",
    )
    found = dict(rows)
    assert found["empty_with_statement"] == ["government_fund_expenditure"]
    assert {"expenditure_summary", "three_public", "project_performance", "narrative"} <= set(found["present"])
    assert "revenue_summary" in found["missing"]


def test_every_row_of_a_fact_leads_to_its_print(built: Path) -> None:
    facts = query(
        built, "select table_name from duckdb_tables() where schema_name = 'marts' and table_name like 'fct%'"
    )
    evidence = {"cell_id", "claim_id", "project_id", "indicator_id"}
    for (fact,) in facts:
        columns = {c for (c,) in query(built, "select column_name from duckdb_columns() where table_name = ?", fact)}
        present = sorted(evidence & columns)
        if present and fact not in ("fct_disclosure_coverage",):
            lost = query(built, f"select count(*) from marts.{fact} where coalesce({', '.join(present)}) is null")
            assert lost == [(0,)], fact


def test_no_control_fails_where_nothing_is_lost_or_doubled(built: Path) -> None:
    found = verdicts(built)
    assert all("fails" not in seen for seen in found.values()), found
    assert found["leaf_total"] == {"holds"}
    assert "explained" not in found["printed_total"]


def test_a_figure_doubled_or_lost_in_a_mart_turns_controls_red(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    with duckdb.connect(str(tmp_path / "build.duckdb")) as connection:
        some = "select {} from marts.{} where amount_yuan > 0 order by 1 limit 1"
        key = some.format("expenditure_by_function_id", "fct_expenditure_by_function")
        connection.execute(
            f"""insert into marts.fct_expenditure_by_function
            select * from marts.fct_expenditure_by_function where expenditure_by_function_id in ({key})"""
        )
        lost = some.format("revenue_by_source_id", "fct_revenue_by_source inner join marts.fct_cell using (cell_id)")
        lost = lost.replace("amount_yuan > 0", "fct_revenue_by_source.amount_yuan > 0")
        connection.execute(f"delete from marts.fct_revenue_by_source where revenue_by_source_id in ({lost})")
        connection.execute("delete from marts.fct_cell where cell_id = (select min(cell_id) from marts.fct_cell)")
    result = dbt(tmp_path, "run", "--select", "controls")
    assert result.returncode == 0, result.stdout
    red = query(
        tmp_path,
        "select distinct control_kind, mart, severity from controls.ctl_control_total where verdict = 'fails'",
    )
    assert set(red) >= {
        ("leaf_total", "fct_expenditure_by_function", "fatal"),
        ("leaf_total", "fct_revenue_by_source", "fatal"),
        ("cell_used_once", "fct_expenditure_by_function", "fatal"),
        ("row_count", "fct_cell", "fatal"),
    }


def test_duplicates_among_disclosures_turn_controls_red_and_a_publishers_broken_sum_does_not(tmp_path: Path) -> None:
    warehouse = Warehouse()
    warehouse.tables["forms"] = small_city().tables["forms"]
    three_funds(warehouse)
    three_funds(warehouse, version=2)  # the first was never marked as replaced
    three_funds(warehouse, level="unit")  # additive beside its department
    broken = warehouse.disclosure("broken", 2021)
    rows = reference_rows()
    planted = rows[2].texts | {"total": "390.00", "project_general": "390.00"}
    rows[2] = Row("item", planted, "2010302", "function", "101039")
    warehouse.form(broken, "expenditure_summary", rows)
    warehouse.write(tmp_path / "raw")
    result = dbt(tmp_path, "build", "--exclude-resource-type", "unit_test")
    assert result.returncode == 0, result.stdout
    found = verdicts(tmp_path)
    assert "fails" in found["version"]
    assert "fails" in found["unit_beside_department"]
    assert found["leaf_total"] == {"holds"}
    explained = query(
        tmp_path,
        """select detail, difference_yuan, severity from controls.ctl_control_total
        where verdict = 'explained' order by 1""",
    )
    assert explained == [
        ("expenditure_summary/project/initial", Decimal("100000.00"), "notice"),
        ("expenditure_summary/total/initial", Decimal("100000.00"), "notice"),
    ]


def test_a_mart_added_by_the_recipe_word_for_word_is_built_and_tested(built: Path, tmp_path: Path) -> None:
    recipe = (PROJECT.parent / "docs" / "recipes.md").read_text(encoding="utf-8")
    recipe = recipe[recipe.index("## A mart\n") : recipe.index("## A metric\n")]
    paths = re.findall(r"`(dbt/models/\S+/\w+\.(?:sql|yml))`", recipe)[:2]
    blocks = [textwrap.dedent(block) for block in re.findall(r"```(?:sql|yaml)\n(.*?)```", recipe, re.DOTALL)]
    shutil.copytree(PROJECT, tmp_path / "dbt", ignore=shutil.ignore_patterns("target", "logs"))
    (tmp_path / "seeds").symlink_to(PROJECT.parent / "seeds")
    for path, block in zip(paths, blocks, strict=True):
        (tmp_path / path).write_text(block, encoding="utf-8")
    shutil.copytree(built, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("target", "logs"))
    result = dbt(tmp_path, "build", "--select", "fct_fund_year", project=tmp_path / "dbt")
    assert result.returncode == 0, result.stdout
    assert "ERROR=0" in result.stdout
    totals = "select sum(amount_yuan) from marts.{}"
    summed = query(tmp_path, totals.format("fct_fund_year"))
    additive = "fct_appropriation_by_function inner join marts.dim_disclosure using (disclosure_id) where is_additive"
    assert summed == query(tmp_path, totals.format(additive))
    with duckdb.connect(str(tmp_path / "build.duckdb"), read_only=True) as connection:
        labels = connection.execute(
            "select comment from duckdb_columns() where table_name = 'fct_fund_year' order by column_index"
        ).fetchall()
    assert labels[-1] == ("金额（元）",)
