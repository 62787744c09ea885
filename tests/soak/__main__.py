"""`python -m tests.soak --nights 30`: whole nights of the sample inbox in one home, with arrivals, replacements and files
that disappear, and publications taken back; a line a night, and exit code 1 where the home or its files grow by more than what
was received, or a kept publication does not come out again from its manifest."""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.disclosure_texts import expenditure_form
from tests.soak.as_of import differing

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "inbox"
CITYBUDGET = [sys.executable, "-m", "dagster_project.cli"]
SETTLED = 15  # publications after which as many of them and of runs are kept as ever will be
SPARE = 1.10  # files of engines are not the same size twice


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--nights", type=int, default=30)
    nights = parser.parse_args().nights
    with tempfile.TemporaryDirectory() as folder:
        home, inbox = Path(folder) / "home", Path(folder) / "inbox"
        shutil.copytree(SAMPLES, inbox)
        rows = []
        for number in range(nights):
            if number % 7 == 5:
                subprocess.run([*CITYBUDGET, "revert", "--home", home], cwd=ROOT, capture_output=True, check=True)
            change(inbox, number)
            started = time.monotonic()
            done = subprocess.run(
                [*CITYBUDGET, "nightly", "--json", "--inbox", inbox, "--home", home],
                cwd=ROOT, capture_output=True, text=True, check=False,
            )  # fmt: skip
            seconds = time.monotonic() - started
            if done.returncode:
                print(f"night {number}: exit code {done.returncode}: {done.stderr.strip()}", file=sys.stderr)
                return 1
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            outcome = json.loads(done.stdout)["outcome"]
            rows.append(weigh(home) | {"seconds": round(seconds, 1), "peak MiB": round(peak), "outcome": outcome})
            print(f"night {number}: {rows[-1]}", flush=True)
        wrong = differing(home)
    return 1 if creeps(rows) or wrong else 0


def change(inbox: Path, number: int) -> None:
    """What reaches the inbox before a night: every third night nothing, else a new version or a new department, whose
    file is gone two nights later."""
    if number % 3 == 1:
        total = 120 + number
        text = expenditure_form(project=f"{total - 100}.00", total=f"{total}.00", correction=True)
        (inbox / "更正.txt").write_text(text, encoding="utf-8")
    elif number % 3 == 2:
        (inbox / f"部门{number}.txt").write_text(expenditure_form(f"云澜市第{number}局"), encoding="utf-8")
    (inbox / f"部门{number - 3}.txt").unlink(missing_ok=True)


def weigh(home: Path) -> dict[str, Any]:
    """Files and KiB of each part of the home that could creep."""
    found = {}
    for part in ("archive", "readings", "published", "dagster", "history", "build"):
        files = [p for p in (home / part).rglob("*") if p.is_file() and not p.is_symlink()]
        found[f"{part} files"] = len(files)
        found[f"{part} KiB"] = sum(p.stat().st_size for p in files) // 1024
    return found


def creeps(rows: list[dict]) -> int:
    """Says what grew once everything that is kept is kept: exit code 1 then. Documents received are meant to stay."""
    published = [row for row in rows if row["outcome"] == "published"]
    if len(published) <= SETTLED + 3:
        print(f"too few publications ({len(published)}) to say whether anything creeps")
        return 0
    early, late = (statistics.median(r["seconds"] for r in part) for part in (published[1:6], published[-5:]))
    peaks = published[0]["peak MiB"], rows[-1]["peak MiB"]
    print(f"seconds a publishing night: {early} early, {late} late; peak MiB {peaks[0]} to {peaks[1]}")
    before, after, wrong = published[SETTLED - 1], rows[-1], 0
    for name in ("published files", "dagster files", "build files"):
        if after[name] > before[name] * SPARE:
            print(f"creeps: {name} {before[name]} -> {after[name]}")
            wrong = 1
    received = after["archive files"] / before["archive files"]
    for name in ("published KiB", "dagster KiB", "build KiB"):
        if after[name] > before[name] * received * SPARE:
            print(f"creeps: {name} {before[name]} -> {after[name]}, documents x {received:.2f}")
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
