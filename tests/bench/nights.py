"""Nights as the office has them, measured: one without news, and one that receives twenty documents of twenty-five pages.

Belongs here: what such a night is, and that its record was written. Does not belong here: the clock (`timing`), the marks
(`__main__`).
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pypdfium2

from dagster_project.simulator.city import simulate
from dagster_project.simulator.plan import Plan
from tests.bench.timing import BenchError, Command

DOCUMENTS, PAGES = 20, 25
CITYBUDGET, DBT = (str(Path(sys.executable).with_name(name)) for name in ("citybudget", "dbt"))


def new_documents(folder: Path) -> list[Path]:
    """Twenty simulated budgets of departments with their units: the shortest PDFs of at least twenty-five pages."""
    simulate(Plan(folder, 12, 4, 2021, 2022, ("henan",), ("pdf",), seed=25))
    counted = sorted((_pages(path), path) for path in (folder / "inbox").rglob("*.pdf"))
    long = [path for pages, path in counted if pages >= PAGES][:DOCUMENTS]
    if len(long) < DOCUMENTS:
        raise BenchError(f"only {len(long)} simulated documents have {PAGES} pages")
    return long


def _pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def night(name: str, home: Path, kept: Path, inbox: Path, outcome: str, received: int) -> Command:
    """A night on the home as it was kept, put back in its place each time: what tools keep knows the place."""

    def before() -> None:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(kept, home, symlinks=True)

    arguments = [CITYBUDGET, "nightly", "--inbox", str(inbox), "--home", str(home)]
    return Command(name, arguments, before=before, after=lambda: recorded(home, outcome, received))


def recorded(home: Path, outcome: str, received: int) -> None:
    """Raises `BenchError` where the last record of nights does not say so."""
    lines = (home / "history" / "nights.jsonl").read_text(encoding="utf-8").splitlines()
    night = json.loads(lines[-1])
    if (night["outcome"], night["received"]) != (outcome, received):
        raise BenchError(f"the record of the night says {night['outcome']}, {night['received']} received")


def bare_build(name: str, home: Path, scratch: Path) -> Command:
    """dbt alone over the raw tables of a home, into a database of its own; what it parsed it keeps from turn to turn."""
    places = ["--target-path", str(scratch / "target"), "--log-path", str(scratch / "logs")]
    project = ["--project-dir", "dbt", "--profiles-dir", "dbt", "--exclude-resource-type", "unit_test"]
    return Command(
        name,
        [DBT, "build", "--quiet", *project, *places],
        environment={
            "CITYBUDGET_RAW": str(home / "build" / "raw"),
            "CITYBUDGET_DATABASE": str(scratch / "bare.duckdb"),
            "DO_NOT_TRACK": "1",
        },
    )
