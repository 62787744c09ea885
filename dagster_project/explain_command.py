"""`citybudget explain`: from an id back to what is printed."""

from __future__ import annotations

import json
from dataclasses import asdict

from dagster_project.console import complain
from dagster_project.explain import explain
from dagster_project.explain_text import lines
from dagster_project.home import Home, SetupError


def answer(home: Home, wanted: str, lang: str, as_json: bool) -> int:
    """The exit code: 0 found, 1 no published row has this id. Raises `SetupError` where nothing is published."""
    database = home.current / "budget.duckdb"
    if not database.exists():
        raise SetupError(f"{home.path}：尚无发布；请先运行 citybudget nightly，或用 --home 指定数据目录")
    explanation = explain(database, wanted)
    if explanation is None:
        complain(f"{wanted}：当前发布中没有这个标识；请核对标识，或确认 --home 指向的数据目录", lang)
        return 1
    if as_json:
        print(json.dumps(asdict(explanation), ensure_ascii=False, indent=1))
    else:
        for line in lines(explanation, lang):
            print(line)
    return 0
