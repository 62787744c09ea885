"""The standing publication damaged between two nights: the next one loses no change, or refuses and destroys nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet

from tests.broken_nights import home_state, small_night
from tests.broken_nights.campaigns import Extent
from tests.broken_nights.trial import Ground, fresh, in_child, second
from tests.disclosure_texts import expenditure_form

MANIFEST, DATABASE = "manifest.json", "budget.duckdb"


def overwrite(path: Path, content: bytes) -> None:
    path.unlink()  # the database is read-only
    path.write_bytes(content)


def truncate(path: Path) -> None:
    overwrite(path, path.read_bytes()[:-100])


def without_fingerprint(path: Path) -> None:
    content = json.loads(path.read_bytes())
    del content["fingerprint"]
    overwrite(path, json.dumps(content).encode())


MANIFESTS: dict[str, Callable[[Path], None]] = {
    "truncated": truncate,
    "empty": lambda path: overwrite(path, b""),
    "a list": lambda path: overwrite(path, b"[]\n"),
    "without its fingerprint": without_fingerprint,
    "not as in its checksums": lambda path: overwrite(path, path.read_bytes() + b"\n"),
    "gone": Path.unlink,
}


def damages(ground: Ground, _: Extent) -> Iterator[tuple[str, list[str]]]:
    """Each damage of the manifest; then of the database as well, with nothing whole before it and with something."""
    for name, damage in MANIFESTS.items():
        home = fresh(ground, "trial")
        damage(home / "published" / "current" / MANIFEST)
        yield f"the manifest is {name}", ends_as_undisturbed(ground, home)
    yield "nothing whole is left", refused(ground)
    yield "the one before is whole", told_from_the_one_before(ground)


def night(ground: Ground, home: Path, inbox: Path | None = None) -> int | None:
    return in_child(lambda: small_night.run(home, inbox or ground.inbox, second(ground)))


def ends_as_undisturbed(ground: Ground, home: Path) -> list[str]:
    """The manifest of the night after names what its changes are told from, so that equal bytes are equal changes."""
    code = night(ground, home)
    wrong = [] if code == 0 else [f"the night ended with {code}"]
    return wrong + home_state.difference(ground.undisturbed, home_state.state(home))


def refused(ground: Ground) -> list[str]:
    home = fresh(ground, "trial")
    current = (home / "published" / "current").resolve()
    truncate(current / MANIFEST)
    truncate(current / DATABASE)
    before = {p: home_state.digest(p) for p in sorted((home / "published").rglob("*")) if p.is_file()}
    code = night(ground, home)
    wrong = [] if code == 1 else [f"the night ended with {code}"]
    after = {p: home_state.digest(p) for p in sorted((home / "published").rglob("*")) if p.is_file()}
    wrong += [] if after == before else ["what is published was changed"]
    received = {p.name for p in (home / "archive").rglob("*") if p.is_file()}
    wrong += [] if received > ground.received else ["what came in was not archived"]
    for name in (MANIFEST, DATABASE):  # the remedy: from the backup
        shutil.copy(ground.base / "published" / current.name / name, current / name)
    return wrong + ends_as_undisturbed(ground, home)


def told_from_the_one_before(ground: Ground) -> list[str]:
    home, inbox = fresh(ground, "trial"), ground.folder / "later"
    code = night(ground, home)
    wrong = [] if code == 0 else [f"the second night ended with {code}"]
    told = changes(home)
    first, damaged = sorted(p.name for p in (home / "published").iterdir() if not p.is_symlink())
    for name in (MANIFEST, DATABASE):
        truncate(home / "published" / damaged / name)
    shutil.rmtree(inbox, ignore_errors=True)
    shutil.copytree(ground.inbox, inbox)
    (inbox / "档案馆.txt").write_text(expenditure_form("云澜市档案馆"), encoding="utf-8")
    code = night(ground, home, inbox)
    wrong += [] if code == 0 else [f"the third night ended with {code}"]
    current = home / "published" / os.readlink(home / "published" / "current")
    previous = json.loads((current / MANIFEST).read_bytes())["previous_publication_id"]
    wrong += [] if previous == first and current.name != damaged else [f"{current.name} was told from {previous}"]
    wrong += [] if told and told < changes(home) else ["changes of the damaged publication are lost"]
    wrong += [] if (home / "published" / damaged).is_dir() else ["the damaged publication was removed"]
    return wrong


def changes(home: Path) -> set[tuple[str, ...]]:
    """The changed figures that the last night wrote down: where, and from what to what."""
    rows = pyarrow.parquet.read_table(home / "build" / "raw" / "changes.parquet").to_pylist()
    return {tuple(str(row[name]) for name in ("row_key", "column_name", "old_value", "new_value")) for row in rows}
