"""What the later steps of a night import, imported while the first ones wait for readers.

dbt and Great Expectations import for seconds. Nothing here does anything else with them.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Sequence
from contextlib import suppress

MODULES = ("dbt.cli.main", "dbt.adapters.duckdb", "great_expectations", "expectations.suites", "pyarrow.parquet")


def start(modules: Sequence[str] = MODULES) -> threading.Thread:
    """Starts importing and returns at once. What cannot be imported fails where it is used, with its own words."""
    thread = threading.Thread(target=_load, args=(modules,), name="loading ahead", daemon=True)
    thread.start()
    return thread


def _load(modules: Sequence[str]) -> None:
    for name in modules:
        with suppress(Exception):
            importlib.import_module(name)
