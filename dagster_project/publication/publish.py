"""A publication from a build database that the gate has passed: made beside, then switched in by rename."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

from dagster_project.catalogues import identity_rows
from dagster_project.publication import (
    checksums,
    datapackage,
    dictionary,
    docs_index,
    files,
    identity_pages,
    manifest,
    snapshot,
    switch,
)

if TYPE_CHECKING:
    from dagster_project.night import Night


class GateNotPassedError(Exception):
    """Nothing is published that the gate has not passed."""


def publication_id(night: Night) -> str:
    """The moment of the run and eight digits of what the publication depends on: sorts by time, tells content."""
    assert night.changes
    fingerprint = night.changes.fingerprint
    parts = [fingerprint.received, fingerprint.unreadable, fingerprint.reader, fingerprint.code, fingerprint.waivers]
    content = hashlib.sha256(json.dumps(parts).encode())
    return f"{night.started.strftime('%Y%m%dT%H%M%SZ')}-{content.hexdigest()[:8]}"


def publish(night: Night) -> None:
    """Makes and switches in the publication of this night. Raises `GateNotPassedError`, and `CountsError` where what
    went in did not come out; the standing publication then stays as it is."""
    if night.gate is None or not night.gate.passed:
        raise GateNotPassedError("校验门没有通过，不发布；上一次发布保持不变")
    home = night.home
    name = publication_id(night)
    unfinished = home.published / f".unfinished-{name}"
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "docs").mkdir(parents=True)
    try:
        database = unfinished / "budget.duckdb"
        tables = snapshot.write(home.database, database)
        balanced = manifest.counts(night, database, tables)
        parquet = files.write(database, tables, unfinished)
        datapackage.write(tables, unfinished, name, night.now)
        dictionary.write(tables, unfinished / "docs", database)
        identity_pages.write(identity_rows(), unfinished / "docs" / "identities")
        docs_index.write(tables, unfinished / "docs", name)
        shutil.copytree(home.gate, unfinished / "docs", dirs_exist_ok=True)
        content = manifest.write(night, unfinished, name, balanced, parquet)
        database.chmod(0o444)
        checksums.write(unfinished)
        if not_synced := switch.switch(home.published, unfinished, name):
            night.notes.append(f"{home.published}：发布已切换，但未能确认写入磁盘（{not_synced}）；请检查磁盘")
        night.published = content
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
