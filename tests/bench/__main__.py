"""`make bench`: a document checked beside a bare start of Python, a night without news beside a bare dbt build.

The marks are those the project has set itself; a column says whether they are met, and the exit code does not.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.bench.timing import BenchError, Command, medians

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
CITYBUDGET = str(Path(PYTHON).with_name("citybudget"))
DBT = str(Path(PYTHON).with_name("dbt"))
INBOX = ROOT / "samples" / "inbox"
CHECK_RUNS, NIGHT_RUNS = 7, 3
NEW_HOME = "import os, tempfile; os.environ['CITYBUDGET_HOME'] = tempfile.mkdtemp(); "
LOCATION = "from dagster_project.definitions import defs; defs()"

Row = tuple[str, float, float, str, str]


def main() -> int:
    try:
        rows = [*check_rows(), *night_rows()]
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    heading = ("what", "median s", "ratio", "beside", "mark")
    texts = [(name, f"{seconds:.2f}", f"{ratio:.2f}", beside, mark) for name, seconds, ratio, beside, mark in rows]
    widths = [max(len(line[column]) for line in (heading, *texts)) for column in range(len(heading))]
    for line in (heading, tuple("-" * width for width in widths), *texts):
        name, *figures, beside, mark = (text.ljust(width) for text, width in zip(line, widths, strict=True))
        right = (figure.strip().rjust(len(figure)) for figure in figures)
        print("  ".join((name, *right, beside, mark)).rstrip())
    return 0


def check_rows() -> list[Row]:
    """`citybudget check` of the longest sample, and of the longest real text disclosure where a folder is named."""
    start = Command("python -c 'import duckdb, yaml'", [PYTHON, "-c", "import duckdb, yaml"])
    longest = max(INBOX.glob("*.txt"), key=lambda path: (path.stat().st_size, path.name))
    documents = {"check (a sample)": longest}
    if folder := os.environ.get("CITYBUDGET_DISCLOSURES"):
        real = max(Path(folder).rglob("*.txt"), key=lambda path: (path.stat().st_size, path.name))
        documents["check (a real disclosure)"] = real
    checks = [
        Command(name, [CITYBUDGET, "check", str(path), "--json"], codes=(0, 1), begins="{")
        for name, path in documents.items()
    ]
    base, *others = medians([start, *checks], CHECK_RUNS, ROOT)
    allowed = 2 * base + 0.5
    return [
        (start.name, base, 1.0, "itself", ""),
        *(
            (
                check.name,
                seconds,
                seconds / base,
                start.name,
                f"2 x + 0.5 s = {allowed:.2f} s: {met(seconds <= allowed)}",
            )
            for check, seconds in zip(checks, others, strict=True)
        ),
    ]


def night_rows() -> list[Row]:
    """A night without news, and the same project built by dbt alone over the same raw tables."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "warehouse"
        nightly = Command("nightly (no news)", [CITYBUDGET, "nightly", "--inbox", str(INBOX), "--home", str(home)])
        first = nightly.seconds(ROOT)
        places = ["--target-path", str(Path(folder) / "target"), "--log-path", str(Path(folder) / "logs")]
        project = ["--project-dir", "dbt", "--profiles-dir", "dbt", "--exclude-resource-type", "unit_test"]
        build = Command(
            "dbt build",
            [DBT, "build", "--quiet", *project, *places],
            environment={
                "CITYBUDGET_RAW": str(home / "build" / "raw"),
                "CITYBUDGET_DATABASE": str(Path(folder) / "bare.duckdb"),
                "DO_NOT_TRACK": "1",
            },
        )
        location = Command("code location (warm)", [PYTHON, "-c", LOCATION], environment={"CITYBUDGET_HOME": str(home)})
        # as after an upgrade: a home of its own each time, in which no tool has left anything to load faster from
        cold = Command("code location (cold)", [PYTHON, "-c", NEW_HOME + LOCATION], environment={"TMPDIR": folder})
        built, idle, loaded, loaded_cold = medians([build, nightly, location, cold], NIGHT_RUNS, ROOT)
    return [
        (build.name, built, 1.0, "itself", ""),
        ("nightly (first)", first, first / built, build.name, ""),
        (location.name, loaded, loaded / built, build.name, f"4 s: {met(loaded <= 4)}"),
        (cold.name, loaded_cold, loaded_cold / built, build.name, f"4 s: {met(loaded_cold <= 4)}"),
        (nightly.name, idle, idle / built, build.name, f"2 x = {2 * built:.2f} s: {met(idle <= 2 * built)}"),
    ]


def met(is_met: bool) -> str:
    return "met" if is_met else "missed"


if __name__ == "__main__":
    sys.exit(main())
