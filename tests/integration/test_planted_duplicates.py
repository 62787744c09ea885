"""A duplicate of each kind planted into what a night built from the sample inbox: each turns its control total red. The gate
then publishes nothing (`tests/unit/expectations/test_suites.py`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.conftest import REPOSITORY

# kind of control: what counts twice
PLANTED = {
    # the first version of a disclosure that was replaced
    "version": "update marts.dim_disclosure set is_current = true where not is_current",
    # a unit that publishes for itself, although its department has published
    "unit_beside_department": "update marts.dim_disclosure set is_additive = true where level = 'unit'",
    # income by source from the summary of income, and from the two-sided summary as well
    "form_beside_form": """
        insert into marts.fct_revenue_by_source by name
        select 'planted' as revenue_by_source_id, disclosure_id, 'other' as revenue_source, 'not_stated' as fund,
            amount_basis, amount_yuan, 'printed' as value_state, cell_id, cell_id as cell_ids, 1 as cell_count,
            true as is_current
        from marts.fct_cell
        where form_id = 'budget_summary' and side = 'revenue' and amount_yuan > 0 and disclosure_id in (
            select disclosure_id from marts.fct_cell where form_id = 'revenue_summary' and amount_yuan > 0
        )
        order by cell_id limit 1
    """,
    # the same money by the government's economic classification (`WAGES`), added to the department's
    "classification_beside_classification": """
        insert into marts.fct_expenditure_by_economic
        select * replace ('planted' as expenditure_by_economic_id, 'planted' as cell_id, 'planted' as cell_ids)
        from marts.fct_expenditure_by_economic
        where classification_system = 'department' and amount_yuan > 0 order by 1 limit 1
    """,
    "cell_used_once": """
        insert into marts.fct_expenditure_by_function
        select * from marts.fct_expenditure_by_function where amount_yuan > 0 order by 1 limit 1
    """,
}
# a printed cell of the government's classification in a form that feeds the mart, as no document of the samples has one
WAGES = """
    select * from read_parquet('{cells}') union all by name
    (select * replace ('planted' as cell_id, '50101' as classification_code)
    from read_parquet('{cells}') where form_id = 'expenditure_by_economic' and amount_yuan > 0 order by cell_id limit 1)
"""


@pytest.fixture(scope="module")
def red(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Which controls of duplicates fail once all are planted, with the marts they are said of."""
    folder = tmp_path_factory.mktemp("planted")
    database = Path(shutil.copy(sample_home / "build" / "budget.duckdb", folder))
    with duckdb.connect(str(database)) as connection:
        before = connection.execute(
            "select count(*) from controls.ctl_control_total where verdict = 'fails'"
        ).fetchall()
        assert before == [(0,)]
        for sql in PLANTED.values():
            ((changed,),) = connection.execute(sql).fetchall()
            assert changed > 0, sql
    raw = Path(shutil.copytree(sample_home / "build" / "raw", folder / "raw"))
    with duckdb.connect() as connection:
        connection.execute(f"create table cells as {WAGES.format(cells=raw / 'cells.parquet')}")
        connection.execute(f"copy cells to '{raw / 'cells.parquet'}' (format parquet)")
    # the night left no intermediate tables: they are made again, the marts stay as they were spoiled
    chosen = ["stg_cell", "intermediate", "ctl_mart_figure+"]
    command = [str(Path(sys.executable).parent / "dbt"), "run", "--select", *chosen, "--quiet"]
    environment = os.environ | {
        "CITYBUDGET_RAW": str(raw),
        "CITYBUDGET_DATABASE": str(database),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    project = ["--project-dir", str(REPOSITORY / "dbt"), "--profiles-dir", str(REPOSITORY / "dbt")]
    done = subprocess.run([*command, *project], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            """select control_kind, coalesce(mart, '') from controls.ctl_control_total
            where verdict = 'fails' and severity = 'fatal'"""
        ).fetchall()
    return {kind: {mart for k, mart in rows if k == kind} for kind, _ in rows}


@pytest.mark.parametrize(
    ("kind", "mart"),
    [
        ("version", ""),
        ("unit_beside_department", ""),
        ("form_beside_form", "fct_revenue_by_source"),
        ("classification_beside_classification", "fct_expenditure_by_economic"),
        ("cell_used_once", "fct_expenditure_by_function"),
    ],
)
def test_a_planted_duplicate_turns_its_control_red(red: dict[str, set[str]], kind: str, mart: str) -> None:
    assert red[kind] == {mart}
