"""What the orchestrator keeps of past runs: the newest ones. Each leaves about 2 MB of events, which nobody else removes.

The record of all nights is the home's own (`history/nights.jsonl`); this is only what the orchestrator's page shows.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import dagster as dg

KEPT = 14  # as many as publications


def forget_old_runs(instance: dg.DagsterInstance, storage: Path, kept: int = KEPT) -> list[str]:
    """Deletes finished runs beyond the newest `kept`, with their events and logs below `storage` (the home's `dagster/`);
    returns their ids."""
    finished = dg.RunsFilter(
        statuses=[dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
    )
    old = [run.run_id for run in instance.get_runs(finished)[kept:]]  # newest first
    for run_id in old:
        instance.delete_run(run_id)
        for shard in (storage / "history" / "runs").glob(f"{run_id}.db*"):
            shard.unlink()
        shutil.rmtree(storage / "storage" / run_id, ignore_errors=True)
    return old
