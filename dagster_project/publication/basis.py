"""What the next publication is told apart from: the one that stands, or, where it is damaged, what of the kept ones is whole.

A damaged publication is never taken for none: its successor would have no changes, and nobody would know. Its own database,
if whole, says all that is compared; else the newest earlier publication that is whole does, and what came in between is then
told again. Nothing of a damaged publication is changed or removed.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from dagster_project.home import Home, SetupError
from dagster_project.publication import checksums, switch
from dagster_project.publication.revert import taken_back

MANIFEST, DATABASE = "manifest.json", "budget.duckdb"


class PublicationDamagedError(Exception):
    """The publication that stands is damaged, and nothing is left to tell changes from: what, where, and the remedy."""


class DamageError(Exception):
    """What is wrong with one file of a publication: place and reason."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The publication that `current` names: its id (null where nothing is published), the manifest where it is whole, and
    else what is wrong with it."""

    publication_id: str | None
    manifest: dict[str, Any] | None = None
    damage: str | None = None


def standing_id(home: Home) -> str | None:
    """The id of the publication that stands, whole or not; null where nothing is published."""
    try:
        return os.readlink(home.current)
    except FileNotFoundError:
        return None


def standing(home: Home) -> Standing:
    """The publication that stands. Raises `OSError` where the disk does not give it: a failing disk is no damage."""
    name = standing_id(home)
    if name is None:
        return Standing(None)
    try:
        return Standing(
            name, whole_manifest(home.published / name)
        )  # one folder, even if `current` is switched meanwhile
    except DamageError as error:
        return Standing(name, None, str(error))


def compared_with(home: Home, stands: Standing) -> tuple[str | None, str | None]:
    """The publication that the next one is told from (null for the first one), and a line where that is not simply the one
    that stands. Raises `PublicationDamagedError` where nothing is whole, and `OSError` as `standing` does."""
    if stands.publication_id is None:
        return None, None
    damage = stands.damage
    try:
        _whole_database(home.published / stands.publication_id)
        if damage is None:
            return stands.publication_id, None
        return stands.publication_id, f"{damage}；变化由其完好的数据库比出，损坏的发布保留原样（citybudget doctor）"
    except DamageError as error:
        damage = damage or str(error)
    withdrawn = taken_back(home)
    for name in reversed([i for i in switch.ids(home.published) if i < stands.publication_id and i not in withdrawn]):
        try:
            whole_manifest(home.published / name)
            _whole_database(home.published / name)
        except DamageError:
            continue
        return name, f"{damage}；变化改与此前完好的发布 {name} 比出，损坏的发布保留原样（citybudget doctor）"
    raise PublicationDamagedError(
        f"{damage}；没有完好的发布可以比出变化，不发布，现有发布保持不变；"
        f"请从备份恢复 {home.published / stands.publication_id}，"
        f"没有备份时删除 {home.current} 再运行（重新发布，不再有与以前相比的变化）"
    )


def standing_manifest(home: Home) -> dict[str, Any]:
    """The manifest of the publication that stands, for a command that speaks of it. Raises `SetupError` where nothing is
    published or the manifest is damaged."""
    stands = standing(home)
    if stands.publication_id is None:
        raise SetupError(f"{home.path}：尚无发布；请先运行 citybudget nightly，或用 --home 指定数据目录")
    if stands.manifest is None:
        raise SetupError(f"{stands.damage}；请运行 citybudget nightly 重新发布，或 citybudget revert 回到此前的发布")
    return stands.manifest


def whole_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a publication. Raises `DamageError` where it is missing, not whole, or not as in its checksums."""
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DamageError(f"{path if folder.is_dir() else folder}：缺失") from None
    try:
        said = json.loads(content)
    except ValueError as error:
        raise DamageError(f"{path}：不是完整的 JSON（{error}）") from None
    if not isinstance(said, dict):
        raise DamageError(f"{path}：不是发布清单（{type(said).__name__}）")
    if said.get("publication_id") != folder.name or not isinstance(said.get("fingerprint"), dict):
        raise DamageError(f"{path}：缺少 publication_id 或 fingerprint，或不是这次发布的")
    if hashlib.sha256(content).hexdigest() != _listed(folder, MANIFEST):
        raise DamageError(f"{path}：与 {checksums.NAME} 不符")
    return said


def _whole_database(folder: Path) -> None:
    path = folder / DATABASE
    try:
        with path.open("rb") as stream:
            found = file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        raise DamageError(f"{path}：缺失") from None
    if found != _listed(folder, DATABASE):
        raise DamageError(f"{path}：与 {checksums.NAME} 不符")


def _listed(folder: Path, name: str) -> str | None:
    try:
        return checksums.read(folder).get(name)
    except FileNotFoundError:
        raise DamageError(f"{folder / checksums.NAME}：缺失") from None
    except ValueError:
        raise DamageError(f"{folder / checksums.NAME}：不能读取") from None
