"""Documents a second, by format: drawn and written by the simulated city, and read back; beside each other in one run."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from dagster_project.reading import read_document
from dagster_project.simulator import writers
from dagster_project.simulator.city import simulate
from dagster_project.simulator.plan import Plan

FAMILIES = ("henan", "jiangsu", "national", "shanghai")
DEPARTMENTS = 6


def main() -> int:
    print(f"{'format':8} {'documents':>9} {'written/s':>10} {'read/s':>10} {'kB each':>9}")
    for suffix in writers.formats():
        with tempfile.TemporaryDirectory() as folder:
            plan = Plan(Path(folder), DEPARTMENTS, 2, 2022, 2022, FAMILIES, (suffix,))
            simulate(Plan(Path(folder) / "warm", 1, 1, 2022, 2022, FAMILIES, (suffix,)))  # imports and fonts
            started = time.perf_counter()
            made = simulate(plan)
            written = time.perf_counter() - started
            files = sorted((plan.out / "inbox").iterdir())
            contents = [(path.read_bytes(), path.name) for path in files]
            started = time.perf_counter()
            for content, name in contents:
                read_document(content, name)
            read = time.perf_counter() - started
            size = sum(len(content) for content, _ in contents) / len(contents) / 1000
            count = made.documents
            print(f"{suffix:8} {count:9} {count / written:10.1f} {count / read:10.1f} {size:9.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
