"""The one place that sets what the tools below us take from the environment, before any of them is imported.

Belongs here: pointing dbt and Dagster at a home. Does not belong here: silencing them (`telemetry`), which this calls.
"""

from __future__ import annotations

import os
from typing import Any

import yaml

from dagster_project import telemetry
from dagster_project.home import Home, write_whole

_HOURS = 3600
# One run at a time, as the home has one writer; a run that hangs is ended as the systemd unit ends one; one whose process
# died is run again; ticks are forgotten in time.
ORCHESTRATION: dict[str, Any] = {
    "concurrency": {"runs": {"max_concurrent_runs": 1}},
    "run_monitoring": {"enabled": True, "start_timeout_seconds": 300, "max_runtime_seconds": 6 * _HOURS},
    "run_retries": {"enabled": True, "max_retries": 0, "retry_on_asset_or_op_failure": False},
    "retention": {
        "schedule": {"purge_after_days": {"skipped": 30, "success": 90, "failure": 90}},
        "sensor": {"purge_after_days": {"skipped": 3, "success": 30, "failure": 30}},
    },
}


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
    if not path.exists() or path.read_bytes() == _written(telemetry.DAGSTER_SETTINGS):  # 0.1.0 wrote these alone
        write_whole(path, _written(telemetry.DAGSTER_SETTINGS | ORCHESTRATION))


def _written(settings: dict[str, Any]) -> bytes:
    """The text of `dagster.yaml`; one that a person has changed is left as it is."""
    text = yaml.safe_dump(settings, sort_keys=True)
    return f"# Written by the nightly job; what the orchestrator keeps lies beside it.\n{text}".encode()
