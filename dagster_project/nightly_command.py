"""`citybudget nightly`: runs the night, prints its report, says how it ended."""

from __future__ import annotations

import gc
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from dagster_project import nightly, report, summary
from dagster_project.console import clear_line, complain, progress_on
from dagster_project.home import Home
from dagster_project.places import Place
from dagster_project.publication.basis import standing_id
from dagster_project.report_text import lines
from dagster_project.web.sources import Sources


def answer(home: Home, inbox: Path | Place, sources: Sources | None, lang: str, as_json: bool) -> int:
    """The exit code: 0 published (or nothing new, the publication standing), 1 not published."""
    try:
        standing = standing_id(home)
    except OSError as error:
        complain(nightly.disk_line(home, error), lang)
        return 1
    before = report.kept(home, standing or "")
    result = nightly.run(home, inbox, progress_on(sys.stderr, lang), sources)
    clear_line(sys.stderr)
    gc.freeze()  # the process ends soon: looking once more through all that a city has for waste takes seconds
    result.notes += summary.send(result, before, lang, os.environ)
    if as_json:
        content = asdict(result) | {"published": str(home.current.resolve()) if home.current.exists() else None}
        print(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        for line in lines(result, home, lang):
            print(line)
    for note in result.notes:
        complain(note, lang)
    if result.outcome == nightly.FAILED:
        complain(result.error or "", lang)
        return 1
    return 0
