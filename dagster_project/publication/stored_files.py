"""A publication as files in any folder or object store that fsspec can reach.

`<target>/<publication id>/…` holds the files, `SHA256SUMS` is written last and says that they are whole, and then
`<target>/current.txt` names the publication: a reader follows that name and never sees half of one.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from dagster_project.publication import checksums
from dagster_project.publication.switch import KEPT
from dagster_project.publication.targets import Copied, TargetError, shown

POINTER = "current.txt"
_BLOCK = 1 << 20


def copy(publication: Path, target: str) -> Copied:
    """Copies every file, reads each back and compares its hash. Raises `TargetError`; the pointer is then as before."""
    import fsspec

    name = json.loads((publication / "manifest.json").read_bytes())["publication_id"]
    sums = checksums.read(publication)
    try:
        store, root = fsspec.core.url_to_fs(target)
        folder = f"{root.rstrip('/')}/{name}"
        whole = (publication / checksums.NAME).read_bytes()
        was_there = store.exists(f"{folder}/{checksums.NAME}") and store.cat_file(f"{folder}/{checksums.NAME}") == whole
        if not was_there:
            for path in sums:
                _put(store, publication / path, f"{folder}/{path}")
        for path, digest in sums.items():
            if _digest(store, f"{folder}/{path}") != digest:
                raise TargetError(
                    f"{shown(target)}/{name}/{path}：读回的内容与 {checksums.NAME} 不符；请删除后重新发布"
                )
        store.pipe_file(f"{folder}/{checksums.NAME}", whole)
        _point(store, root.rstrip("/"), name)
        _prune(store, root.rstrip("/"), name)
    except (OSError, ValueError, ImportError, NotImplementedError) as error:
        raise TargetError(
            f"{shown(target)}：{' '.join(str(error).split())}；请检查地址、权限和所需的 fsspec 插件"
        ) from None
    size = sum((publication / path).stat().st_size for path in sums)
    return Copied(shown(target), name, "files", len(sums), size, was_there)


def _put(store, source: Path, target: str) -> None:
    store.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
    with source.open("rb") as rows, store.open(target, "wb") as sink:
        while block := rows.read(_BLOCK):
            sink.write(block)


def _digest(store, path: str) -> str:
    digest = hashlib.sha256()
    with store.open(path, "rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _point(store, root: str, name: str) -> None:
    """A folder gets the pointer by renaming; an object is replaced whole by the store itself."""
    content = f"{name}\n".encode()
    if "file" in (store.protocol if isinstance(store.protocol, tuple) else (store.protocol,)):
        from dagster_project.home import write_whole

        write_whole(Path(root) / POINTER, content)
    else:
        store.pipe_file(f"{root}/{POINTER}", content)


def _prune(store, root: str, name: str) -> None:
    """As many publications stay as at home; only folders that hold a manifest of their own name are ours to remove."""
    ours = []
    for folder in store.ls(root, detail=False):
        one = folder.rstrip("/").rsplit("/", 1)[-1]
        manifest = f"{folder.rstrip('/')}/manifest.json"
        if one != name and store.exists(manifest) and json.loads(store.cat_file(manifest))["publication_id"] == one:
            ours.append(folder)
    for folder in sorted(ours)[: max(0, len(ours) - KEPT + 1)]:
        store.rm(folder, recursive=True)
