"""Which version of what made a result: hashes over the files a step depends on.

The reader version keys the cache of readings; the code version says whether a publication would come out differently.
Seeds that speak of departments and deadlines change the second, not the first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from dagster_project.home import ROOT

# Everything the pure function of one document may depend on. New modules in these folders are taken in by themselves.
_READER = ("dagster_project/records.py", "dagster_project/reading.py", "requirements.lock")
_READER_FOLDERS = ("dagster_project/formats", "dagster_project/extraction", "dagster_project/forms",
                   "dagster_project/corrections", "seeds")  # fmt: skip
# Seeds about bodies, duties and decisions: no reading of a document depends on them.
_NOT_READ = {"departments.csv", "department_successions.csv", "requirements.csv", "approvals.csv", "not_public.csv",
             "waivers.csv"}  # fmt: skip
_CODE_FOLDERS = ("dagster_project", "expectations", "seeds", "dbt")
_KINDS = {".py", ".yml", ".yaml", ".csv", ".sql", ".md", ".html"}
_GENERATED = {"__pycache__", "target", "logs", "dbt_packages"}


def reader_version(root: Path = ROOT) -> str:
    """12 hex digits over the code, forms and seeds that a reading depends on."""
    files = [root / name for name in _READER]
    files += [p for p in _files(root, _READER_FOLDERS) if p.name not in _NOT_READ]
    return _hash(root, files)


def code_version(root: Path = ROOT) -> str:
    """12 hex digits over everything that a publication depends on besides what was received."""
    return _hash(root, [root / "requirements.lock", *_files(root, _CODE_FOLDERS)])


def _files(root: Path, folders: Iterable[str]) -> list[Path]:
    found = []
    for folder in folders:
        for path in (root / folder).rglob("*"):
            if path.suffix in _KINDS and not _GENERATED.intersection(path.relative_to(root).parts):
                found.append(path)
    return found


def _hash(root: Path, files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(set(files)):
        if path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()[:12]
