"""Archives (`.zip`) with several files of one disclosure: their members, by name and bytes.

A member is a document of its own, read by the module of its suffix; an archive as a whole is none. Nothing is written, so
names that lead out of a folder do no harm. Archives within an archive are opened once, not again.
"""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

from dagster_project.formats.document import Document, UnreadableError
from dagster_project.formats.sniffing import kind
from dagster_project.formats.zip_members import ZipMembers

MAX_FILES = 500  # the attachments of a whole city's disclosure page are some dozens
MAX_BYTES = 256 * 1024 * 1024  # of all members together
_UTF8 = 0x800  # the flag that says so
_LITTER = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


def members(content: bytes) -> list[tuple[str, bytes]]:
    """The files of an archive in the order of their names, archives within it opened (one level).

    Names are paths below the archive, with `/`. Raises `UnreadableError` where the archive is damaged, has a password, or
    unpacks to more files or bytes than any disclosure has.
    """
    found: list[tuple[str, bytes]] = []
    for name, data in _files(content, MAX_BYTES):
        if name.lower().endswith(".zip") and data.startswith(b"PK"):
            rest = MAX_BYTES - sum(len(d) for _, d in found)
            found.extend((f"{name}/{inner}", inner_data) for inner, inner_data in _files(data, rest))
        else:
            found.append((name, data))
    if len(found) > MAX_FILES:
        raise UnreadableError("压缩包", f"内含文件超过 {MAX_FILES} 个，拒绝读取", "请拆分后分别提供")
    return sorted(found)


def opened(content: bytes) -> list[tuple[str, bytes]] | None:
    """The members of an archive; none where the bytes are no archive, or one that cannot be opened (which reading it as
    a document then says)."""
    if kind(content) != ".zip":
        return None
    try:
        return members(content)
    except UnreadableError:
        return None


def read(content: bytes) -> Document:
    """Always raises `UnreadableError`: an archive is several documents, not one."""
    names = "、".join(name for name, _ in members(content)[:5])
    raise UnreadableError(
        "压缩包",
        f"压缩包不是一份文件，其中的文件应逐个读取（{names or '没有文件'}）",
        "请解压后放入，或直接交给 check、nightly 逐个读取",
    )


def _files(content: bytes, limit: int) -> list[tuple[str, bytes]]:
    container = ZipMembers(content)
    infos = [i for i in container.infos() if not i.is_dir()]
    named = [(_name(i), i) for i in infos]
    named = [(n, i) for n, i in named if not any(n.lower().startswith(x) or n.lower().endswith(x) for x in _LITTER)]
    if len(named) > MAX_FILES:
        raise UnreadableError("压缩包", f"内含文件超过 {MAX_FILES} 个，拒绝读取", "请拆分后分别提供")
    if sum(info.file_size for _, info in named) > limit:  # by the directory, before anything is unpacked
        raise UnreadableError("压缩包", f"解压后共超过 {limit // 1024 // 1024} MB，拒绝读取", "请拆分后分别提供")
    files, total = [], 0
    for name, info in named:
        data = container.read_info(info, limit - total)
        total += len(data)
        files.append((name, data))
    return files


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 where flagged or valid, else GB18030, as Chinese programs write it without saying so."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p not in ("/", "..", ".")]
    return "/".join(parts) or "无名"
