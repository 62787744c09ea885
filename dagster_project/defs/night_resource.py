"""The night as a resource: one a run, under the home's lock while the run lasts.

The job runs its steps in one process, so that they share what they have read; a night started by the command line
hands in its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from dagster_project import report, summary
from dagster_project.home import Home, SetupError
from dagster_project.night import Night
from dagster_project.nightly import night_of, result_of
from dagster_project.places import Place, place_of
from dagster_project.publication.basis import standing_id
from dagster_project.web.sources import Sources, load


def configured_home() -> Home:
    """The home the orchestrator was started for (`CITYBUDGET_HOME`, else `warehouse/`)."""
    return Home(Path(os.environ.get("CITYBUDGET_HOME") or "warehouse").resolve())


def configured_inbox() -> Path | Place:
    """The inbox the orchestrator was started for. Raises `SetupError` where none is named."""
    inbox = os.environ.get("CITYBUDGET_INBOX")
    if not inbox:
        raise SetupError("没有指定收件目录；请设置环境变量 CITYBUDGET_INBOX")
    return place_of(inbox)


def configured_sources() -> Sources | None:
    """The departments' pages to look at (`CITYBUDGET_PAGES`), if any. Raises `SetupError` where the file is wrong."""
    pages = os.environ.get("CITYBUDGET_PAGES")
    return load(Path(pages)) if pages else None


_CONFIG = {
    "fiscal_years": dg.Field(
        [int],
        default_value=[],
        description="重新读取这些年度的文件（回填），例如 [2021, 2022]；空着则只读取新文件。文件读过之后才知道年度",
    )
}


@dg.resource(config_schema=_CONFIG, description="一次夜间作业：收件目录、数据目录和各步骤的结果")
def night_resource(context: dg.InitResourceContext) -> Iterator[Night]:
    """A night of the schedule, the sensor or a person's click. Raises `HomeLockedError` where another run is on."""
    home = configured_home().create()
    before = report.kept(home, standing_id(home) or "")
    with night_of(home, configured_inbox(), sources=configured_sources()) as night:
        night.fiscal_years = frozenset(context.resource_config["fiscal_years"])
        yield night
    for note in summary.send(result_of(night), before, "zh", os.environ):
        (context.log or dg.get_dagster_logger()).warning(note)
