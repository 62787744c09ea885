"""`make bench`: a document checked beside a bare start of Python, nights beside a bare dbt build.

The marks are those the project has set itself; a column says whether they are met, and the exit code does not.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench import nights
from tests.bench.timing import BenchError, Command, medians

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
CITYBUDGET = str(Path(PYTHON).with_name("citybudget"))
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
    """A night without news and one with twenty new documents, each beside dbt alone over the same raw tables; and how long
    Dagster waits for the definitions."""
    with tempfile.TemporaryDirectory() as written:
        folder = Path(written)
        home, kept, inbox = folder / "warehouse", folder / "kept", folder / "inbox"
        first = Command("", [CITYBUDGET, "nightly", "--inbox", str(INBOX), "--home", str(home)]).seconds(ROOT)
        shutil.copytree(home, kept, symlinks=True)
        shutil.copytree(INBOX, inbox)
        for path in nights.new_documents(folder / "city"):
            shutil.copy(path, inbox)
        build = nights.bare_build("dbt build", kept, folder / "bare")
        idle = nights.night("nightly (no news)", home, kept, INBOX, "unchanged", 0)
        many = f"nightly ({nights.DOCUMENTS} new of {nights.PAGES} pages)"
        news = nights.night(many, home, kept, inbox, "published", nights.DOCUMENTS)
        beside = nights.bare_build("dbt build (with the new ones)", home, folder / "bare-later")
        # as after an upgrade: a home of its own each time, in which no tool has left anything to load faster from
        cold = Command("code location (cold)", [PYTHON, "-c", NEW_HOME + LOCATION], environment={"TMPDIR": written})
        location = Command("code location (warm)", [PYTHON, "-c", LOCATION], environment={"CITYBUDGET_HOME": str(home)})
        commands = [build, idle, news, beside, location, cold]
        taken = dict(zip([c.name for c in commands], medians(commands, NIGHT_RUNS, ROOT), strict=True))
    built, built_later = taken[build.name], taken[beside.name]

    def row(command: Command, bare: Command, most: float | None = None, words: str = "") -> Row:
        seconds = taken[command.name]
        mark = f"{words}: {met(seconds <= most)}" if most is not None else ""
        return command.name, seconds, seconds / taken[bare.name], "itself" if command is bare else bare.name, mark

    return [
        row(build, build),
        row(beside, beside),
        ("nightly (first)", first, first / built, build.name, ""),
        row(idle, build, 0.5 * built, f"0.5 x = {0.5 * built:.2f} s"),
        row(news, beside, 3 * built_later, f"3 x = {3 * built_later:.2f} s"),
        row(location, build, 4.0, "4 s"),
        row(cold, build, 4.0, "4 s"),
    ]


def met(is_met: bool) -> str:
    return "met" if is_met else "missed"


if __name__ == "__main__":
    sys.exit(main())
