"""A real BI tool on the PostgreSQL publication: Apache Superset with a database, datasets and charts made through its API,
its answers those of the publication, and seen in a browser. `make test-bi` runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dagster_project.publication import postgres
from dagster_project.publication.targets import copy
from tests.sample_queries import QUERIES, in_duckdb, plain
from tests.system.superset_server import Superset, running

pytestmark = pytest.mark.bi

BY_DEPARTMENT = """
    select d.department_name, sum(y.expenditure_yuan) from marts.fct_department_year as y
    inner join marts.dim_department as d using (department_id)
    where y.fiscal_year = 2022 and y.stage = 'budget' group by 1 order by 2 desc, 1
"""


@pytest.fixture(scope="module")
def publication(sample_home: Path) -> Path:
    return (sample_home / "published" / "current").resolve()


@pytest.fixture(scope="module")
def store(publication: Path, postgres_server: str) -> str:
    """The publication in PostgreSQL, as the URL of a role that may read it and nothing else."""
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute("create database bi")
        connection.execute("create role analyst login password 'analyst'")
    copy(publication, f"{postgres_server}/bi")
    with psycopg.connect(f"{postgres_server}/bi", autocommit=True) as connection:
        connection.execute(f"grant {postgres.READER} to analyst")
    return re.sub(r"//.*@", "//analyst:analyst@", postgres_server) + "/bi"


@pytest.fixture(scope="module")
def superset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    with running(tmp_path_factory.mktemp("bi") / "superset") as server:
        yield server


@pytest.fixture(scope="module")
def database(superset: Superset, store: str) -> int:
    url = store.replace("postgresql://", "postgresql+psycopg2://")
    return superset.made("database/", database_name="city budget", sqlalchemy_uri=url, expose_in_sqllab=True)["id"]


def test_the_ten_questions_have_the_same_answers_in_the_sql_lab(superset, database, publication):
    for number, sql in QUERIES.items():
        said = superset.made("sqllab/execute/", database_id=database, sql=sql, runAsync=False, queryLimit=10000)
        names = [column["column_name"] for column in said["columns"]]
        rows = plain(tuple(row[name] for name in names) for row in said["data"])
        assert rows == in_duckdb(publication, sql), number


def test_a_dataset_and_a_chart_made_through_the_api_are_seen_in_a_browser(superset, database, publication, tmp_path):
    sql = "select * from marts.fct_department_year join marts.dim_department using (department_id)"
    dataset = superset.made("dataset/", database=database, schema="marts", table_name="部门年度", sql=sql)["id"]
    metric = {"expressionType": "SQL", "sqlExpression": "SUM(expenditure_yuan)", "label": "支出合计"}
    where = {"expressionType": "SQL", "clause": "WHERE", "sqlExpression": "fiscal_year = 2022 and stage = 'budget'"}
    query = {"columns": ["department_name"], "metrics": [metric], "extras": {"where": where["sqlExpression"]}}
    answer = superset.made("chart/data", datasource={"id": dataset, "type": "table"}, queries=[query])
    rows = [(row["department_name"], row["支出合计"]) for row in answer["result"][0]["data"]]
    expected = in_duckdb(publication, BY_DEPARTMENT)
    assert sorted(plain(rows)) == sorted(expected)

    common = {"datasource": f"{dataset}__table", "adhoc_filters": [where]}
    table = common | {
        "viz_type": "table",
        "query_mode": "aggregate",
        "groupby": ["department_name"],
        "metrics": [metric],
    }
    table["column_config"] = {"支出合计": {"d3NumberFormat": ",.2f"}}
    bars = common | {
        "viz_type": "echarts_timeseries_bar", "x_axis": "department_name", "metrics": [metric], "orientation": "horizontal",
        "groupby": [], "row_limit": 100, "show_value": True,
    }  # fmt: skip
    for name, parameters in (("table", table), ("bars", bars)):
        content = {"slice_name": name, "viz_type": parameters["viz_type"], "params": json.dumps(parameters)}
        chart = superset.made("chart/", datasource_id=dataset, datasource_type="table", **content)["id"]
        page = f"{superset.url}/explore/?slice_id={chart}&standalone=1"
        picture = Path(os.environ.get("CITYBUDGET_PICTURES", tmp_path)) / f"superset-{name}.png"
        shown = seen(page, picture)
        assert picture.stat().st_size > 10_000
        if name == "table":
            words = [word for department, amount in expected for word in (department, f"{amount:,.2f}")]
            assert [word for word in words if f">{word}<" not in shown] == []


def seen(url: str, picture: Path) -> str:
    """The page as a browser has drawn it, as text; and a picture of it."""
    program = shutil.which("chromium")
    assert program, "chromium is not there: make test-bi installs it"
    command = [
        program,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--window-size=1200,800",
    ]
    command += [f"--user-data-dir={picture.parent / 'browser'}", "--virtual-time-budget=60000"]
    subprocess.run([*command, f"--screenshot={picture}", url], check=True, capture_output=True, timeout=180)
    done = subprocess.run([*command, "--dump-dom", url], check=True, capture_output=True, text=True, timeout=180)
    return done.stdout
