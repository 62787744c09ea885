"""What arrived, under which name, when, from where, with which hash: one JSON line a receipt, only ever appended.

A file is received anew when its path or its bytes are new. A file that disappears from the inbox is not withdrawn.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from dagster_project.home import append_lines

_FILE = "receipts.jsonl"


class ReceiptError(Exception):
    """The receipts are damaged: names file and line. They are the memory of the warehouse and are never guessed at."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One arrival. `path` is relative to the inbox, `received_at` ISO 8601 in UTC, `run` the run that received it: all
    its receipts count as received together."""

    name: str
    path: str
    inbox: str
    received_at: str
    sha256: str
    size: int
    run: str
    kind: str = "file"  # file | archive: an archive is kept, and each file in it has a receipt of its own

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


def load(folder: Path) -> list[Receipt]:
    """All receipts in the order of arrival. A last line without its end is the remains of a crash before anything was
    made of it, and is left out; anything else that cannot be read raises `ReceiptError`."""
    path = folder / _FILE
    if not path.exists():
        return []
    content = path.read_bytes()
    lines = content.split(b"\n")
    receipts = []
    for number, line in enumerate(lines[:-1], start=1):
        try:
            receipts.append(Receipt(**json.loads(line)))
        except (ValueError, TypeError):
            raise ReceiptError(f"{path} 第 {number} 行：收件记录损坏；请从备份恢复该文件") from None
    return receipts


def append(folder: Path, receipts: list[Receipt]) -> None:
    """Appends receipts and forces them to disk; the remains of a broken last line are cut off first."""
    if not receipts:
        return
    lines = "".join(json.dumps(asdict(r), ensure_ascii=False, sort_keys=True) + "\n" for r in receipts)
    append_lines(folder / _FILE, lines.encode())
