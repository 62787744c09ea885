"""Nights in a row leave no more behind than what they received and the publications that are kept: the short form of
`python -m tests.soak`, over the nights of `tests/broken_nights`."""

import json
import subprocess
import sys

PROGRAM = """
import datetime as dt, json, sys
from pathlib import Path
from dagster_project.publication import switch
from tests.broken_nights import small_night, trial
from tests.disclosure_texts import expenditure_form

folder, nights, kept = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
small_night.warm()
switch.prune.__defaults__ = (kept,)
home, inbox = folder / "home", folder / "inbox"
inbox.mkdir()
for number in range(nights):
    if number % 3 != 2:
        (inbox / "a.txt").write_text(expenditure_form(basic=f"{100 + number}.00", correction=number > 0))
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(days=number + 1)
    assert trial.in_child(lambda: small_night.run(home, inbox, moment)) == 0, number
    files = [p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file() and not p.is_symlink()]
    parts = [name.split("/")[0] for name in files]
    reports = sum("reports/" in f for f in files)
    print(json.dumps({part: parts.count(part) for part in sorted(set(parts))} | {"reports": reports}))
"""


def test_only_what_was_received_grows(repository, tmp_path):
    kept, nights = 2, 9
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), str(nights), str(kept)],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == nights
    settled, last = rows[3], rows[-1]
    received = last["archive"] - settled["archive"]
    assert received == 3  # of nights 4 to 8 two had nothing new
    assert last["reports"] == kept + 1  # and the one the oldest was compared with
    for part in set(last) - {"archive", "readings"}:
        assert last[part] == settled[part], part
    assert last["readings"] - settled["readings"] == received
