"""What lies in an inbox: the files to receive, in the order of their paths, and what is passed over and why.

Files of an inbox are never moved or changed. Links are followed, but a folder reached twice is walked once, so that a
loop of links ends.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from dagster_project.home import SetupError

# Left by desktops, editors and downloads; no publisher names a disclosure so.
_BESIDES_PREFIX = (".", "~$", "~")
_BESIDES_NAME = {"thumbs.db", "desktop.ini", "__macosx"}
_BESIDES_SUFFIX = (".tmp", ".part", ".partial", ".crdownload", ".swp", "~")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file of the inbox whose bytes cannot be had: its path in the inbox and the system's reason."""

    path: str
    reason: str


@dataclass(slots=True)
class Inbox:
    """The files (paths relative to the inbox, `/` between folders), the unreadable ones, and how many were ignored."""

    files: list[str] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    ignored: int = 0


def is_beside(name: str) -> bool:
    """Whether a name is one of the hidden and temporary files that programs leave beside documents."""
    folded = name.lower()
    return name.startswith(_BESIDES_PREFIX) or folded in _BESIDES_NAME or folded.endswith(_BESIDES_SUFFIX)


def look(folder: Path) -> Inbox:
    """Lists an inbox. Raises `SetupError` where it does not exist, is no folder or cannot be listed."""
    if not folder.exists():
        raise SetupError(f"{folder}：收件目录不存在；请检查 --inbox 或环境变量 CITYBUDGET_INBOX")
    if not folder.is_dir():
        raise SetupError(f"{folder}：不是目录；请用 --inbox 指定存放公开文件的目录")
    try:
        os.listdir(folder)
    except OSError as error:
        raise SetupError(f"{folder}：不能列出目录（{error.strerror}）；请检查读取权限") from None
    inbox = Inbox()
    _walk(folder, "", inbox, set())
    inbox.files.sort()
    inbox.unreadable.sort(key=lambda u: u.path)
    return inbox


def _walk(folder: Path, prefix: str, inbox: Inbox, walked: set[tuple[int, int]]) -> None:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in walked:
            inbox.ignored += 1
            return
        walked.add((status.st_dev, status.st_ino))
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        inbox.unreadable.append(Unreadable(prefix or ".", error.strerror or str(error)))
        return
    for entry in entries:
        path = f"{prefix}{entry.name}"
        if is_beside(entry.name):
            inbox.ignored += 1
        elif _kind(entry) == "folder":
            _walk(Path(entry.path), f"{path}/", inbox, walked)
        elif _kind(entry) == "file":
            inbox.files.append(path)
        elif _kind(entry) == "broken":
            inbox.unreadable.append(Unreadable(path, "链接指向的文件不存在，或链接成环"))
        else:
            inbox.ignored += 1  # a socket, a pipe, a device: nothing that holds a document


def _kind(entry: os.DirEntry[str]) -> str:
    try:
        if entry.is_dir():
            return "folder"
        if entry.is_file():
            return "file"
        entry.stat()
    except OSError:
        return "broken"
    return "other"
