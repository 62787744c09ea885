"""Ten years of a whole city: `dbt build` beside the same marts written by hand, and the queries of the docs on them.

    python -m tests.bench.bench_marts [COPIES]

Six departments of a simulated city publish budget and final accounts for ten years; what a night read of them is multiplied
under new ids (default 20 copies: 120 departments, 2,400 disclosures). By hand is `tests/bench/by_hand/`: plain DuckDB SQL in
one connection, with neither controls nor tests. The two results are compared row for row before anything is printed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from dagster_project import models
from dagster_project.simulator.city import Plan, simulate
from tests.bench import by_hand

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
ROUNDS = 3
QUERY_ROUNDS = 20
# What is left out of the build: its unit tests look at no data.
BUILDS = {
    "dbt build, seeds and models": ("unit_test", "test"),
    "dbt build, with all data tests": ("unit_test",),
}
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
    taken: dict[str, list[float]] = {name: [] for name in ("by hand", *BUILDS)}
    for turn in range(ROUNDS + 1):  # by turns, so that a busy moment falls on all; the first warms the caches
        seconds = {"by hand": by_hand_seconds(folder)}
        seconds |= {name: dbt_seconds(folder, left_out) for name, left_out in BUILDS.items()}
        for name, one in seconds.items():
            taken[name] += [one] if turn else []
    with duckdb.connect(str(folder / "by_hand.duckdb")) as connection:
        if said := list(by_hand.differences(connection, folder / "dbt.duckdb")):
            sys.exit("\n".join(["by hand and by dbt are not the same:", *said]))
    years = LAST_YEAR - FIRST_YEAR + 1
    base = statistics.median(taken["by hand"])
    print(f"{disclosures} disclosures of {DEPARTMENTS * copies} departments in {years} years, medians of {ROUNDS}")
    for name, rounds in taken.items():
        seconds_in_median = statistics.median(rounds)
        mark = "" if name == "by hand" else f"  mark 2 x: {'met' if seconds_in_median <= 2 * base else 'missed'}"
        print(f"{name:36} {seconds_in_median:8.2f} s  {seconds_in_median / base:5.2f} x{mark}")
    asked = queries(folder / "dbt.duckdb")
    for number, times in asked.items():
        print(f"query {number:2}  median {times[len(times) // 2]:7.1f} ms")
    every = sorted(ms for times in asked.values() for ms in times)
    print(f"queries of the docs, p95 {every[int(len(every) * 0.95)]:.1f} ms (mark: 200)")
    return 0


def dbt_seconds(folder: Path, left_out: tuple[str, ...]) -> float:
    """Seconds of `dbt build` into a new database."""
    (folder / "dbt.duckdb").unlink(missing_ok=True)
    environment = {
        "CITYBUDGET_RAW": str(folder / "raw"),
        "CITYBUDGET_DATABASE": str(folder / "dbt.duckdb"),
        "DO_NOT_TRACK": "1",
    }
    project = ["--project-dir", ROOT / "dbt", "--profiles-dir", ROOT / "dbt", "--target-path", folder / "target"]
    project += ["--log-path", folder / "logs", *models.IN_MEMORY]  # as a night builds
    excluded = [part for kind in left_out for part in ("--exclude-resource-type", kind)]
    return run([BIN / "dbt", "build", "--quiet", *project, *excluded], environment)


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


def by_hand_seconds(folder: Path) -> float:
    """Seconds of the same marts in plain SQL, into a new database, its connection closed again."""
    database = folder / "by_hand.duckdb"
    database.unlink(missing_ok=True)
    started = time.perf_counter()
    with duckdb.connect(str(database)) as connection:
        by_hand.write(connection, folder / "raw")
    return time.perf_counter() - started


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
