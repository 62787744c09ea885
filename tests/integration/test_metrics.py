"""The metrics of the semantic layer, asked through MetricFlow over the hand-made city."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from metricflow.data_table.mf_table import MetricFlowDataTable
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantics.model.dbt_manifest_parser import parse_manifest_from_dbt_generated_manifest
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup
from metricflow_semantics.sql.sql_bind_parameters import SqlBindParameterSet

NONE_BOUND = SqlBindParameterSet()


class Database:
    """What MetricFlow asks of a database, for one DuckDB file opened read-only."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()

    def __init__(self, path: Path) -> None:
        self.connection = duckdb.connect(str(path), read_only=True)

    def query(self, stmt: str, sql_bind_parameter_set: SqlBindParameterSet = NONE_BOUND) -> MetricFlowDataTable:
        found = self.connection.execute(stmt)
        return MetricFlowDataTable.create_from_rows([c[0] for c in found.description], found.fetchall())

    def execute(self, stmt: str, sql_bind_parameter_set: SqlBindParameterSet = NONE_BOUND) -> None:
        self.connection.execute(stmt)

    def dry_run(self, stmt: str, sql_bind_parameter_set: SqlBindParameterSet = NONE_BOUND) -> None:
        self.connection.execute(f"explain {stmt}")

    def close(self) -> None:
        self.connection.close()

    def render_bind_parameter_key(self, bind_parameter_key: str) -> str:
        return f"${bind_parameter_key}"


@pytest.fixture(scope="module")
def engine(city_publication: Path, tmp_path_factory: pytest.TempPathFactory):
    """Over the city with one final account: of the 900 yuan of department 102, 810 were spent."""
    build = city_publication.parent
    manifest = parse_manifest_from_dbt_generated_manifest((build / "target" / "semantic_manifest.json").read_text())
    copy = Path(shutil.copy(build / "build.duckdb", tmp_path_factory.mktemp("metrics") / "build.duckdb"))
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            """insert into marts.fct_department_year
            select * replace ('final' as stage, 'x' as department_year_id, 810 as expenditure_yuan)
            from marts.fct_department_year where department_id = '102' and fiscal_year = 2021"""
        )
    database = Database(copy)
    yield MetricFlowEngine(SemanticManifestLookup(manifest), database)
    database.close()


def asked(engine: MetricFlowEngine, metrics: list[str], by: list[str]) -> list[tuple]:
    request = MetricFlowQueryRequest.create(metric_names=metrics, group_by_names=by, order_by_names=by)
    rows = engine.query(request).result_df.rows
    return [tuple(value.date().isoformat() if hasattr(value, "date") else value for value in row) for row in rows]


def test_totals_by_year_and_fund(engine: MetricFlowEngine) -> None:
    rows = asked(engine, ["budgeted_expenditure", "budgeted_government_fund"], ["metric_time__year"])
    assert rows == [
        ("2020-01-01", Decimal(1800), Decimal(400)),
        ("2021-01-01", Decimal(8294000), Decimal(200)),
    ]


def test_a_department_is_grouped_by_its_name(engine: MetricFlowEngine) -> None:
    rows = asked(engine, ["budgeted_three_public"], ["department__department_name"])
    assert ("reference", Decimal(140000)) in rows


def test_a_share_is_part_over_whole(engine: MetricFlowEngine) -> None:
    ((_, share), *_) = asked(engine, ["project_share"], ["department"])
    assert share == pytest.approx(1200 / 2700)


def test_year_over_year_is_this_year_less_the_last(engine: MetricFlowEngine) -> None:
    rows = asked(engine, ["expenditure_year_over_year"], ["department", "metric_time__year"])
    assert ("2021-01-01", "102", -900) in rows
    assert ("2020-01-01", "102", None) in rows  # nothing to compare with


def test_an_execution_rate_is_final_over_budget(engine: MetricFlowEngine) -> None:
    rows = asked(engine, ["execution_rate"], ["department", "metric_time__year"])
    assert ("2021-01-01", "102", pytest.approx(0.9)) in rows
    assert {rate for *_, rate in rows if rate != pytest.approx(0.9)} == {None}


def test_every_metric_can_be_asked(engine: MetricFlowEngine) -> None:
    names = sorted(metric.name for metric in engine.list_metrics())
    assert len(names) >= 12
    for name in names:
        assert asked(engine, [name], ["metric_time__year"])
