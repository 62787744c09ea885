"""The one place that sets what the tools below us take from the environment, before any of them is imported.

Belongs here: pointing dbt and Dagster at a home. Does not belong here: silencing them (`telemetry`), which this calls.
"""

from __future__ import annotations

import os

import yaml

from dagster_project import telemetry
from dagster_project.home import Home, write_whole


def prepare(home: Home) -> None:
    """Points the tools to the home: Dagster's storage, dbt's database and raw tables. Absolute paths throughout, since
    each tool has its own working directory. Telemetry is off by the home's own `dagster.yaml`."""
    telemetry.silence()
    absolute = Home(home.path.resolve())
    os.environ["DAGSTER_HOME"] = str(absolute.dagster)
    os.environ["CITYBUDGET_HOME"] = str(absolute.path)
    os.environ["CITYBUDGET_DATABASE"] = str(absolute.database)
    os.environ["CITYBUDGET_RAW"] = str(absolute.raw)
    path = absolute.dagster / "dagster.yaml"
    if not path.exists():
        settings = yaml.safe_dump(telemetry.DAGSTER_SETTINGS, sort_keys=True)
        write_whole(
            path, f"# Written by the nightly job; what the orchestrator keeps lies beside it.\n{settings}".encode()
        )
