"""`citybudget revert`: an earlier publication current again, and a record of it in `history/reverts.jsonl`.

A publication that was taken back stays on the shelf. A night that would make the very same one again (same documents, same
code) leaves the one that was reverted to: see `taken_back`.

Belongs here: which publication, whether it is whole, and the record. Does not belong here: the renaming (`switch.py`).
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from dagster_project.home import Home, SetupError, append_lines
from dagster_project.publication import checksums, switch


@dataclass(frozen=True, slots=True)
class Reverted:
    """Which publication was current and which is now; `at` is ISO 8601 in UTC."""

    at: str
    taken_back: str
    current: str


def revert(home: Home, at: str, wanted: str | None = None) -> Reverted:
    """Makes the publication before the current one, or the one of this id, the current one. Raises `SetupError` where
    there is none, or where it is damaged. The home must be locked."""
    if not home.current.exists():
        raise SetupError(f"{home.path}：尚无发布；请先运行 citybudget nightly，或用 --home 指定数据目录")
    standing = os.readlink(home.current)
    there = switch.ids(home.published)
    earlier = [i for i in there if i < standing]
    if wanted is None and not earlier:
        raise SetupError(f"{home.published}：{standing} 之前没有保留的发布，不能回退")
    chosen = wanted or earlier[-1]
    if chosen not in there:
        raise SetupError(f"{home.published / chosen}：没有这次发布；保留着的是 {'、'.join(there)}")
    if chosen == standing:
        raise SetupError(f"{home.published / chosen}：已是当前发布")
    if wrong := checksums.wrong(home.published / chosen):
        raise SetupError(
            f"{home.published / chosen / wrong[0]}：缺失或与校验和不符，这次发布已损坏；请用 --to 指定另一次"
        )
    reverted = Reverted(at, standing, chosen)
    _record(home, reverted)  # before the switch: a night that comes between finds the record and makes nothing anew
    switch.point(home.published, chosen)
    return reverted


def taken_back(home: Home) -> dict[str, dict | None]:
    """The publications that were taken back and not made current again since, with their fingerprints (null for one whose
    manifest was damaged)."""
    try:
        # what follows the last end of a line is the remains of a crash before the switch
        lines = (home.history / "reverts.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    except OSError:
        return {}
    found: dict[str, dict | None] = {}
    for line in lines:
        record = json.loads(line)
        found[record["taken_back"]] = record["fingerprint"]
        found.pop(record["current"], None)
    return found


def _record(home: Home, reverted: Reverted) -> None:
    try:
        manifest = json.loads((home.published / reverted.taken_back / "manifest.json").read_bytes())
        fingerprint = manifest["fingerprint"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):  # damaged: that is why it is taken back
        fingerprint = None
    content = {
        "at": reverted.at,
        "taken_back": reverted.taken_back,
        "current": reverted.current,
        "fingerprint": fingerprint,
    }
    line = json.dumps(content, ensure_ascii=False, sort_keys=True) + "\n"
    append_lines(home.history / "reverts.jsonl", line.encode())
