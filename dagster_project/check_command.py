"""`citybudget check`: what a department runs before it publishes."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from dagster_project import standing
from dagster_project.check import Checked, check, objects
from dagster_project.check_text import lines
from dagster_project.console import complain
from dagster_project.contradictions import CODE as CONTRADICTORY
from dagster_project.english import refused


def answer(files: list[Path], lang: str, as_json: bool) -> int:
    """The exit code: 0 no finding of severity error, 1 such findings, 2 a file cannot be read."""
    waivers = standing.waivers_in_force(dt.datetime.now(dt.UTC).date().isoformat())
    checked = check(files, waivers)
    if as_json:
        content = objects(checked)
        # no indent: with one the encoder of the standard library is ten times as slow
        print(json.dumps(content[0] if len(content) == 1 else content, ensure_ascii=False))
    else:
        for line in lines(checked, waivers, lang):
            print(line)
    for r in checked.unread:
        complain(refused(r.file_name, r.place, r.reason, r.remedy, lang), lang)
    if checked.unread:
        return 2
    return 1 if _has_errors(checked, waivers) else 0


def _has_errors(checked: Checked, waivers: list[standing.Waiver]) -> bool:
    return any(
        standing.open_errors(d, checked.confrontations[d.disclosure_id].results, waivers)
        or any(r.code == CONTRADICTORY for r in d.refusals)
        for d in checked.disclosures
    )
