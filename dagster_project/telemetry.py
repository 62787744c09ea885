"""Nothing is reported to anybody: one place that switches off what the libraries would send home.

A finance office's machine tells no outside host that or what it works on. Called before dagster, dbt or
great_expectations is imported, by the command line and by `definitions.py`; importing this module changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

# What each library reads. DO_NOT_TRACK is the common agreement (consoledonottrack.com) that dbt honours too.
SILENT = {
    "DO_NOT_TRACK": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "GX_ANALYTICS_ENABLED": "false",
}

# Dagster reads no variable: these are the lines of `dagster.yaml`, or the settings of an instance made in code.
DAGSTER_SETTINGS = {"telemetry": {"enabled": False}, "nux": {"enabled": False}}


def silence(environment: MutableMapping[str, str] | None = None) -> None:
    """Set the variables in `environment` (the process's own by default), over whatever stood there."""
    (os.environ if environment is None else environment).update(SILENT)
