"""Dagster's own SQLite files while a night runs in this process: kept open, and forced to disk at its end only.

Dagster opens and closes a file for every event, and closing the last connection writes it all through; a few hundred events
cost as long as the models on a disk that is busy. What the orchestrator's page shows of a run may be lost with the power:
what the night itself keeps is not here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine


@contextmanager
def kept_open() -> Iterator[None]:
    """While the block runs, each SQLite file that SQLAlchemy opens in this process stays open once beside it, so that no close
    is the last one, and commits do not wait for the disk. Its files are whole at any moment all the same (write-ahead log)."""
    held: dict[str, sqlite3.Connection] = {}

    def on_connect(connection: Any, _: Any) -> None:
        if not isinstance(connection, sqlite3.Connection):
            return
        connection.execute("pragma synchronous = normal")
        ((_, _, path), *_) = connection.execute("pragma database_list").fetchall()
        if path and path not in held:
            held[path] = sqlite3.connect(path, check_same_thread=False)
            held[path].execute("select count(*) from sqlite_master").fetchall()  # a file is open once it was read

    event.listen(Engine, "connect", on_connect)
    try:
        yield
    finally:
        event.remove(Engine, "connect", on_connect)
        for connection in held.values():
            connection.close()
