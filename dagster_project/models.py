"""The dbt project run in this process over the raw tables of a home, into its build database.

Belongs here: calling dbt and saying in one line what went wrong. Does not belong here: the models (`dbt/`).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dagster_project.environment import prepare
from dagster_project.home import ROOT, Home

PROJECT = ROOT / "dbt"
# Intermediate tables go to the database in memory of dbt/profiles.yml: nobody reads them when the build is over.
IN_MEMORY = ("--vars", "intermediate: scratch")


class ModelError(Exception):
    """A model could not be built, or a key, type or relationship does not hold: one line that names it."""


@dataclass(slots=True)
class Built:
    """What dbt built: rows of (unique id, kind, status, message), in the order of their ids."""

    results: list[tuple[str, str, str, str]] = field(default_factory=list)

    def of_kind(self, *kinds: str) -> list[tuple[str, str, str, str]]:
        return [r for r in self.results if r[1] in kinds]


def target(home: Home) -> Path:
    """Where dbt keeps what it parsed, and its log, for this home."""
    return home.build / "dbt"


def build(home: Home, told: Callable[[int], None] = lambda done: None) -> Built:
    """Builds seeds, models and their tests into a fresh database; `told` is given the number of finished nodes. Raises
    `ModelError` naming the first node that did not succeed."""
    # from nothing: a model that is no longer there leaves no table behind
    for leftover in (home.database, home.database.with_name(home.database.name + ".wal")):
        leftover.unlink(missing_ok=True)
    done = 0

    def on_event(event: Any) -> None:
        nonlocal done
        if event.info.name == "NodeFinished":
            done += 1
            told(done)

    outcome = _invoke(home, ["build", "--exclude-resource-type", "unit_test"], on_event)
    rows = [(r.node.unique_id, str(r.node.resource_type), str(r.status), r.message or "") for r in outcome.result]
    built = Built(sorted(rows))
    failed = [r for r in built.results if r[2] in ("error", "fail", "runtime error")]
    if failed:
        more = f"（另有 {len(failed) - 1} 项）" if len(failed) > 1 else ""
        name, _, _, message = failed[0]
        raise ModelError(f"{name}：{' '.join(message.split())}{more}；详情见 {target(home) / 'logs' / 'dbt.log'}")
    return built


def _invoke(home: Home, command: list[str], on_event: Callable[[Any], None] | None = None) -> Any:
    prepare(home)
    from dbt.cli.main import dbtRunner

    folder = target(home).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    arguments = [*command, "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target-path", str(folder)]
    arguments += ["--log-path", str(folder / "logs"), "--log-level", "none", "--log-level-file", "info"]
    arguments += ["--no-use-colors", "--no-version-check", *IN_MEMORY]
    before = Path.cwd()
    try:
        outcome = dbtRunner(callbacks=[on_event] if on_event else []).invoke(arguments)
    finally:
        os.chdir(before)  # dbt moves into the project's folder and stays there
        _release()
    if outcome.exception is not None or outcome.result is None:
        raise ModelError(f"dbt {command[0]}：{' '.join(str(outcome.exception).split())}；请检查 dbt/ 下的模型")
    return outcome


def _release() -> None:
    """Closes the database, which dbt-duckdb keeps open beyond the call: the gate and the publication open it anew."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    DuckDBConnectionManager.close_all_connections()
