"""1,000 random rows of the marts, drawn afresh, led back to print.

    python -m tests.lineage [--rows N] [--seed S] [--home HOME]

Without a home: the sample inbox and a simulated city in five formats, received over two nights, so that there are changes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import duckdb

from dagster_project.cli import main as citybudget
from dagster_project.simulator.city import Plan, simulate
from dagster_project.versions import reader_version
from tests.conftest import REPOSITORY
from tests.lineage.prints import Archive
from tests.lineage.proof import against, drawn

FAMILIES = ("henan", "jiangsu", "national", "shanghai")
FORMATS = ("txt", "html", "xlsx", "docx", "pdf")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.lineage")
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return proven(asked.home or two_nights(Path(folder), asked.seed), asked.rows, asked.seed)


def two_nights(folder: Path, seed: int) -> Path:
    """A home that received a part, then the rest."""
    simulate(Plan(folder / "city", 6, 2, 2021, 2022, FAMILIES, FORMATS, fault_rate=0.2, seed=seed))
    inboxes = (folder / "city" / "inbox", REPOSITORY / "samples" / "inbox")
    files = sorted((path, path.relative_to(one)) for one in inboxes for path in one.rglob("*") if path.is_file())
    random.Random(seed).shuffle(files)
    inbox, home = folder / "inbox", folder / "home"
    inbox.mkdir()
    for part in (files[: len(files) // 2], files[len(files) // 2 :]):
        for path, place in part:
            (inbox / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, inbox / place)
        assert citybudget(["nightly", "--inbox", str(inbox), "--home", str(home)]) == 0
    return home


def proven(home: Path, count: int, seed: int) -> int:
    """Prints what was proven and what was not; 1 where something was not, 2 where another reader made the readings: tables are
    then counted otherwise, and nothing could be found where they say."""
    manifest = json.loads((home / "published" / "current" / "manifest.json").read_bytes())
    if (made_by := manifest["versions"]["reader"]) != reader_version():
        print(f"{home}: read by {made_by}, this is {reader_version()}: run a night first", file=sys.stderr)
        return 2
    archive, wrong, tried = Archive(home), 0, Counter()
    with duckdb.connect(str(home / "published" / "current" / "budget.duckdb"), read_only=True) as connection:
        for fact, key in drawn(connection, count, seed):
            tried[fact] += 1
            if said := list(against(connection, home, archive, fact, key)):
                wrong += 1
                print(f"{fact} {key}: {'; '.join(said[:3])}")
    for fact, number in sorted(tried.items()):
        print(f"{fact:32} {number:5} rows")
    print(f"{sum(tried.values())} rows drawn with seed {seed}: {wrong} not proven")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
