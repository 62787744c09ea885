"""Ten years of a whole city: `dbt build` beside the same SQL in one bare connection, and the queries of the docs on it.

    python -m tests.bench.bench_marts [COPIES]

Six departments of a simulated city publish budget and final accounts for ten years; what a night read of them is multiplied
under new ids (default 20 copies: 120 departments, 2,400 disclosures). The bare run takes each model's SQL as dbt compiled it,
in the order of their references: what dbt adds is what is measured. It is not the same result written anew by hand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from dagster_project.simulator.city import Plan, simulate

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
QUERY_ROUNDS = 20
DEPARTMENTS, FIRST_YEAR, LAST_YEAR = 6, 2015, 2024
FAMILIES = ("henan", "jiangsu", "national", "shanghai")
# Ids that are the same in every city, and words that are no ids.
_SHARED = {"form_id", "identity_id"}


def main() -> int:
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        return measured(Path(folder), copies)


def measured(folder: Path, copies: int) -> int:
    home = folder / "home"
    simulate(Plan(folder / "city", DEPARTMENTS, 1, FIRST_YEAR, LAST_YEAR, FAMILIES, ("txt",)))
    run([sys.executable, "-m", "dagster_project.cli", "nightly", "--inbox", folder / "city" / "inbox", "--home", home])
    disclosures = multiply(home / "build" / "raw", folder / "raw", copies)
    environment = {
        "CITYBUDGET_RAW": str(folder / "raw"),
        "CITYBUDGET_DATABASE": str(folder / "dbt.duckdb"),
        "DO_NOT_TRACK": "1",
    }
    project = ["--project-dir", ROOT / "dbt", "--profiles-dir", ROOT / "dbt", "--target-path", folder / "target"]
    command = [BIN / "dbt", "build", "--quiet", *project, "--log-path", folder / "logs"]
    all_seconds = run([*command, "--exclude-resource-type", "unit_test"], environment)
    (folder / "dbt.duckdb").unlink()
    without_tests = ["--exclude-resource-type", "unit_test", "--exclude-resource-type", "test"]
    seconds = run([*command, *without_tests], environment)
    bare = plain(folder)
    years = LAST_YEAR - FIRST_YEAR + 1
    print(f"{disclosures} disclosures of {DEPARTMENTS * copies} departments in {years} years")
    print(f"plain SQL, one connection            {bare:8.2f} s")
    print(f"dbt build, seeds and models          {seconds:8.2f} s  {seconds / bare:5.2f} x (mark: 2)")
    print(f"dbt build, with all data tests       {all_seconds:8.2f} s  {all_seconds / bare:5.2f} x")
    for name, taken in queries(folder / "dbt.duckdb").items():
        print(f"query {name:2}  median {taken[len(taken) // 2]:7.1f} ms")
    every = sorted(ms for taken in queries(folder / "dbt.duckdb").values() for ms in taken)
    print(f"queries of the docs, p95 {every[int(len(every) * 0.95)]:.1f} ms (mark: 200)")
    return 0


def run(command: list, environment: dict[str, str] | None = None) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {(done.stdout + done.stderr)[-2000:]}")
    return time.perf_counter() - started


def multiply(raw: Path, target: Path, copies: int) -> int:
    """Writes `copies` of every table that hangs on disclosures, under ids of their own; returns the disclosures."""
    target.mkdir()
    with duckdb.connect() as connection:
        for path in sorted(raw.glob("*.parquet")):
            columns = [row[0] for row in connection.execute(f"describe select * from '{path}'").fetchall()]
            ids = [c for c in columns if (c.endswith("_id") or c in ("sha256", "fault_group")) and c not in _SHARED]
            several = path.stem not in ("identities", "forms", "publications") and ids
            replaced = ", ".join(f"{c} || '-' || n as {c}" for c in ids)
            source = f"select * from '{path}'"
            if several:
                source = f"select * replace ({replaced}) from '{path}', range({copies}) as copies (n)"
            listed = ", ".join(f'"{c}"' for c in columns)
            connection.execute(f"copy (select {listed} from ({source})) to '{target / path.name}' (format parquet)")
        return connection.execute(f"select count(*) from '{target / 'disclosures.parquet'}'").fetchall()[0][0]


def plain(folder: Path) -> float:
    """Seconds of running what dbt compiled for each seed and model, in order, in one connection."""
    manifest = json.loads((folder / "target" / "manifest.json").read_text())
    nodes = {k: n for k, n in manifest["nodes"].items() if n["resource_type"] in ("model", "seed")}
    done: set[str] = set()
    ordered = []
    while len(ordered) < len(nodes):
        waiting = nodes.keys() - done
        ready = [k for k in sorted(waiting) if not waiting.intersection(nodes[k]["depends_on"].get("nodes", []))]
        done.update(ready)
        ordered += ready
    started = time.perf_counter()
    with duckdb.connect(str(folder / "plain.duckdb")) as connection:
        for schema in sorted({n["schema"] for n in nodes.values()} | {"history"}):
            connection.execute(f"create schema {schema}")
        for key in ordered:
            statement(connection, folder, nodes[key])
    return time.perf_counter() - started


def statement(connection: duckdb.DuckDBPyConnection, folder: Path, node: dict) -> None:
    table = f"{node['schema']}.{node['alias']}"
    if node["resource_type"] == "seed":
        path = ROOT / "dbt" / node["original_file_path"]
        types = json.dumps(node["config"]["column_types"])
        connection.execute(f"create table {table} as select * from read_csv('{path}', header = true, types = {types})")
        return
    compiled = folder / "target" / "compiled" / node["package_name"] / node["original_file_path"]
    sql = compiled.read_text().replace('"dbt".', "")
    kind = node["config"]["materialized"]
    if kind == "versioned":
        connection.execute(f"create table history.{node['alias']} as {sql}")
        connection.execute(f"create table {table} as select * from history.{node['alias']} where is_current")
    else:
        connection.execute(f"create {'view' if kind == 'view' else 'table'} {table} as {sql}")


def queries(database: Path) -> dict[int, list[float]]:
    """Milliseconds of each query of the docs, sorted."""
    from tests.sample_queries import QUERIES

    taken: dict[int, list[float]] = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for number, sql in QUERIES.items():
            rounds = []
            for _ in range(QUERY_ROUNDS):
                started = time.perf_counter()
                connection.execute(sql).fetchall()
                rounds.append((time.perf_counter() - started) * 1000)
            taken[number] = sorted(rounds)
    return taken


if __name__ == "__main__":
    sys.exit(main())
