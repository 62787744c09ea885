"""`citybudget revert`: the previous publication current again, and which one that is."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict

from dagster_project import lock
from dagster_project.home import Home
from dagster_project.publication.revert import revert

_SAID = {
    "zh": "当前发布已由 {taken_back} 回退到 {current}",
    "en": "the current publication was {taken_back} and is {current} again",
}


def answer(home: Home, wanted: str | None, lang: str, as_json: bool) -> int:
    """The exit code 0. Raises `SetupError` where there is nothing to revert to, `HomeLockedError` while a run is on."""
    at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with lock.held(home.lock, at):
        reverted = asdict(revert(home, at, wanted))
    print(json.dumps(reverted, ensure_ascii=False, indent=1) if as_json else _SAID[lang].format(**reverted))
    return 0
