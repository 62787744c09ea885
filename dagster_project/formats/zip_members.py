"""Members of a zip container, bounded: office documents and archives are zips, and any of them may be damaged or a bomb.

Only reading of named members; what they mean belongs to the format modules.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

from dagster_project.formats.document import UnreadableError

# A department's largest workbook is a few megabytes unpacked; a million styled cells are about 60.
MAX_MEMBER = 128 * 1024 * 1024
MAX_MEMBERS = 20_000
_ENCRYPTED = 0x1


class ZipMembers:
    """A zip of which members are read whole, up to `MAX_MEMBER` bytes each."""

    def __init__(self, content: bytes) -> None:
        """Raises `UnreadableError` where the container is damaged, cut off or has too many members."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
            raise UnreadableError(
                "整个文件", "文件不完整或已损坏，无法打开", "请重新下载或重新提供完整的文件"
            ) from None
        if len(self._zip.infolist()) > MAX_MEMBERS:
            raise UnreadableError("整个文件", f"内含文件超过 {MAX_MEMBERS} 个", "请拆分后分别提供")
        self._info = {i.filename.replace("\\", "/").lstrip("/").lower(): i for i in self._zip.infolist()}

    def infos(self) -> Sequence[zipfile.ZipInfo]:
        """What the zip's directory lists, in its order."""
        return self._zip.infolist()

    def has(self, name: str) -> bool:
        """Whether a member of this name is there, in upper or lower case."""
        return name.lower() in self._info

    def names(self) -> list[str]:
        """Names of members, lower case, sorted."""
        return sorted(self._info)

    def read(self, name: str, limit: int = MAX_MEMBER) -> bytes:
        """The bytes of a member. Raises `UnreadableError` where it is missing, damaged, encrypted or over `limit` bytes."""
        info = self._info.get(name.lower())
        if info is None:
            raise UnreadableError("整个文件", f"文件缺少 {name} 部分", "请重新下载或重新提供完整的文件")
        return self.read_info(info, limit)

    def read_info(self, info: zipfile.ZipInfo, limit: int = MAX_MEMBER) -> bytes:
        """The bytes of a listed member, as `read`."""
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError("整个文件", "文件已加密，需要密码", "请去掉密码后重新提供")
        if info.file_size > limit:
            raise UnreadableError("整个文件", f"解压后超过 {limit // 1024 // 1024} MB，拒绝读取", "请拆分后分别提供")
        try:
            with self._zip.open(info) as member:
                data = member.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            raise UnreadableError(
                "整个文件", "文件不完整或已损坏，无法打开", "请重新下载或重新提供完整的文件"
            ) from None
        if len(data) > limit:
            raise UnreadableError("整个文件", f"解压后超过 {limit // 1024 // 1024} MB，拒绝读取", "请拆分后分别提供")
        return data
