"""Bytes under their hash: stored before anything looks at them, never overwritten, never changed.

Belongs here: storing and finding bytes. Does not belong here: names and times (`receipts`).
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from dagster_project.home import write_whole


def path_of(archive: Path, sha256: str) -> Path:
    """Where bytes of this hash lie: `archive/<first two>/<sha256>`."""
    return archive / sha256[:2] / sha256


def store(archive: Path, content: bytes) -> str:
    """Stores the bytes once and returns their sha256. Bytes that are there already, whole, are left alone; a file of
    another size under that hash is the remains of a broken disk and is written again."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(archive, sha256)
    if not (path.is_file() and path.stat().st_size == len(content)):
        write_whole(path, content)
        os.chmod(path, 0o444)
    return sha256
