"""A publication made again from its manifest, in a home of its own, and compared: for whoever wants to know that what is
published follows from what was received.

Nothing is asked of any host. Needed are the publication, the bytes of its inputs by hash, and the code that made it.
Belongs here: making again and comparing. Does not belong here: how it is said (`verify_command`).
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dagster_project import archive, changes, receipts
from dagster_project.collection import Collected
from dagster_project.home import Home, SetupError
from dagster_project.inbox import Unreadable
from dagster_project.publication import checksums
from dagster_project.publication.basis import Standing
from dagster_project.versions import code_version, reader_version

# What is compared byte for byte; the database file is arranged by the engine and the manifest names the machine.
COMPARED = ("parquet/", "csv/")


@dataclass(slots=True)
class Verified:
    """What was found; all lists empty means that the publication is what its inputs make."""

    publication_id: str
    inputs: int = 0
    tables: int = 0
    damaged: list[str] = field(default_factory=list)  # files that are not as SHA256SUMS says
    missing: list[str] = field(default_factory=list)  # inputs whose bytes are not there or are others
    versions: list[str] = field(default_factory=list)  # what differs between the code then and now
    differing: list[str] = field(default_factory=list)  # files that come out otherwise
    counts: list[str] = field(default_factory=list)  # counts that come out otherwise
    broken: str | None = None  # why it could not be made again

    @property
    def holds(self) -> bool:
        return not (self.damaged or self.missing or self.versions or self.differing or self.counts or self.broken)


def verify(folder: Path, inputs: Path, scratch: Path) -> Verified:
    """Makes the publication of the folder again in `scratch`, from the bytes in `inputs` (an `archive/`). Raises
    `SetupError` where the folder holds no publication that can be made again."""
    manifest = _manifest(folder)
    found = Verified(manifest["publication_id"], len(manifest["inputs"]))
    found.damaged = checksums.wrong(folder)
    found.versions = _versions(manifest)
    home = Home(scratch / "home").create()
    for entry in manifest["inputs"]:
        path = archive.path_of(inputs, entry["sha256"])
        if not path.is_file() or archive.store(home.archive, path.read_bytes()) != entry["sha256"]:
            found.missing.append(f"{entry['sha256']} {entry['file_name']}")
    if found.missing or found.damaged:
        return found
    remade = _remake(home, manifest, folder)
    if isinstance(remade, str):
        found.broken = remade
        return found
    expected = {p: d for p, d in checksums.read(folder).items() if p.startswith(COMPARED)}
    again = {p: d for p, d in checksums.read(home.current).items() if p.startswith(COMPARED)}
    found.tables = len(expected)
    found.differing = sorted(p for p in expected.keys() | again.keys() if expected.get(p) != again.get(p))
    before, now = manifest["counts"], remade["counts"]
    names = sorted({*before, *now})
    found.counts = [f"{n}: {before.get(n)} / {now.get(n)}" for n in names if before.get(n) != now.get(n)]
    return found


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        content = None
    if not isinstance(content, dict) or "inputs" not in content:
        raise SetupError(f"{path}：不是发布目录（没有可读的清单）；请指定 published/ 下的一个目录")
    if any("run" not in entry for entry in content["inputs"]):
        raise SetupError(f"{path}：清单由 0.1.0 写成，没有记录收件批次，不能重做；请对更新的发布运行 verify")
    return content


def _versions(manifest: dict[str, Any]) -> list[str]:
    now = {"reader": reader_version(), "code": code_version()}
    return [f"{name}: {manifest['versions'][name]} / {version}" for name, version in now.items()
            if manifest["versions"][name] != version]  # fmt: skip


def _remake(home: Home, manifest: dict[str, Any], folder: Path) -> dict[str, Any] | str:
    """The manifest of the publication made again, or why it was not made."""
    from dagster_project import night as steps
    from dagster_project.environment import prepare
    from dagster_project.nightly import failure_line

    prepare(home)
    moment = dt.datetime.strptime(manifest["published_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
    night = steps.Night(home, home.path / "inbox", moment)
    arrived = [
        receipts.Receipt(e["file_name"], e["path"], "", e["received_at"], e["sha256"], e["size"], e["run"])
        for e in manifest["inputs"]
    ]
    lost = [Unreadable(e["path"], e["reason"]) for e in manifest["unreadable"]]
    night.collected = Collected(arrived, files=len(arrived), unreadable=lost)
    previous = manifest["previous_publication_id"]
    if previous and (folder.resolve().parent / previous).is_dir():  # what changed since is told from it
        (home.published / previous).symlink_to(folder.resolve().parent / previous, target_is_directory=True)
    night.compared_with = previous
    night.changes = changes.Changes(changes.fingerprint(night.collected, night.today), Standing(previous), ["verify"])
    try:
        for step in STEPS:
            getattr(steps, step)(night)
    except Exception as error:  # noqa: BLE001 - whatever breaks is the answer: it could not be made again
        night.failure = error
        return failure_line(night)
    return night.published or ""


STEPS = ("read", "put_together", "write_raw", "build_models", "judge", "publish")
