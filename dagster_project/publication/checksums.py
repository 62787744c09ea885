"""`SHA256SUMS`: the hash of every file of a publication, in the form `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def write(folder: Path) -> None:
    """Writes the hashes of all files below the folder, ordered by path."""
    lines = [f"{digest}  {path}\n" for path, digest in of(folder).items()]
    (folder / NAME).write_text("".join(lines), encoding="utf-8")


def of(folder: Path) -> dict[str, str]:
    """The hashes of all files below the folder but the list itself, ordered by path."""
    hashes = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != NAME):
        with path.open("rb") as stream:
            hashes[path.relative_to(folder).as_posix()] = hashlib.file_digest(stream, "sha256").hexdigest()
    return dict(sorted(hashes.items()))


def wrong(folder: Path) -> list[str]:
    """The files below the folder that are missing, not listed, or not as the list says, by path; the list itself where it
    cannot be read."""
    try:
        expected = read(folder)
    except (FileNotFoundError, ValueError):
        return [NAME]
    there = of(folder)
    return sorted(p for p in expected.keys() | there.keys() if expected.get(p) != there.get(p))


def read(folder: Path) -> dict[str, str]:
    """The hashes by path, in the order of the file."""
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
