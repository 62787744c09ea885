"""How an asset runs a step of the night: what breaks is remembered, so that the command line can say it in one line."""

from __future__ import annotations

from collections.abc import Callable

from dagster_project.night import Night


def run_step(step: Callable[[Night], None], night: Night) -> None:
    """Runs the step. Raises what it raises."""
    try:
        step(night)
    except BaseException as error:
        night.failure = night.failure or error
        raise
