"""The one place that sets what the tools below us take from the environment; called before any of them is imported.

No tool reports to anybody: telemetry of Dagster, dbt and Great Expectations is off by the project's own configuration,
whatever the machine says.
"""

from __future__ import annotations

import os

from dagster_project.home import Home, write_whole

_DAGSTER_YAML = """\
# Written by the nightly job. Everything the orchestrator keeps lies beside this file.
telemetry:
  enabled: false
"""


def silence() -> None:
    """Turns all telemetry off."""
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "False"
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    os.environ["GX_SHOW_USAGE_STATS"] = "False"


def prepare(home: Home) -> None:
    """Points the tools to the home: Dagster's storage, dbt's database and raw tables. Absolute paths throughout, since
    each tool has its own working directory."""
    silence()
    absolute = Home(home.path.resolve())
    os.environ["DAGSTER_HOME"] = str(absolute.dagster)
    os.environ["CITYBUDGET_HOME"] = str(absolute.path)
    os.environ["CITYBUDGET_DATABASE"] = str(absolute.database)
    os.environ["CITYBUDGET_RAW"] = str(absolute.raw)
    path = absolute.dagster / "dagster.yaml"
    if not path.exists():
        write_whole(path, _DAGSTER_YAML.encode())
