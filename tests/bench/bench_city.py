"""Documents a second, by format: drawn and written by the simulated city, and read back; beside each other in one run.
Then the memory of cities of several sizes, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dagster_project.reading import read_document
from dagster_project.simulator import writers
from dagster_project.simulator.city import simulate
from dagster_project.simulator.plan import Plan

FAMILIES = ("henan", "jiangsu", "national", "shanghai", "city_budget", "city_final")
DEPARTMENTS = 6
SIZES = (5, 20, 40)
MEMORY = """
import resource, sys
from pathlib import Path
from dagster_project.simulator.city import simulate
from dagster_project.simulator.plan import Plan
families, formats = tuple(sys.argv[3].split(",")), ("docx", "html", "pdf", "txt", "xlsx")
simulate(Plan(Path(sys.argv[1]), int(sys.argv[2]), 1, 2021, 2022, families, formats))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def main() -> int:
    print(f"{'format':8} {'documents':>9} {'written/s':>10} {'read/s':>10} {'kB each':>9}")
    for suffix in writers.formats():
        with tempfile.TemporaryDirectory() as folder:
            _format(Path(folder), suffix)
    print(f"\n{'departments':>11} {'MB at most':>10}")
    for departments in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            call = [sys.executable, "-c", MEMORY, folder, str(departments), ",".join(FAMILIES)]
            run = subprocess.run(call, capture_output=True, text=True, check=True)
            print(f"{departments:11} {run.stdout.strip():>10}", flush=True)
    return 0


def _format(folder: Path, suffix: str) -> None:
    """One line of the table. Scans are drawn alone: how they are read `make test-scan` measures, page by page."""
    simulate(Plan(folder / "warm", 1, 1, 2022, 2022, FAMILIES, (suffix,)))  # imports and fonts
    plan = Plan(folder / "city", DEPARTMENTS if suffix in writers.DIGITAL else 1, 2, 2022, 2022, FAMILIES, (suffix,))
    started = time.perf_counter()
    count = simulate(plan).documents
    written = time.perf_counter() - started
    contents = [(path.read_bytes(), path.name) for path in sorted((plan.out / "inbox").iterdir())]
    size = sum(len(content) for content, _ in contents) / len(contents) / 1000
    read = "-"
    if suffix in writers.DIGITAL:
        started = time.perf_counter()
        for content, name in contents:
            read_document(content, name)
        read = f"{count / (time.perf_counter() - started):.1f}"
    print(f"{suffix:8} {count:9} {count / written:10.1f} {read:>10} {size:9.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
