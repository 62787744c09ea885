"""The one job. It selects everything, the gate included: a job without the gate would publish unchecked."""

from __future__ import annotations

import dagster as dg

NIGHTLY = "nightly"
# A run whose process died is run again, whole: its steps share what they hold in memory. A step that said why it failed would
# say it again, and is left for a person (`run_retries` in the home's dagster.yaml).
_AGAIN = {"dagster/max_retries": "2", "dagster/retry_strategy": "ALL_STEPS"}
# The steps share one night in memory; and the console says nothing that the night does not say itself.
_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}

nightly_job = dg.define_asset_job(
    NIGHTLY,
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    config=_QUIET,
    tags=_AGAIN,
    description="收件、读取、建库、检验、发布",
)
