"""Streams of the compound file in which old Office documents and encrypted new ones lie (MS-CFB).

Only finding a stream by its name and joining its sectors; what it means belongs to the format modules.
"""

from __future__ import annotations

import struct

from dagster_project.formats.document import UnreadableError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_DIRECTORY_ENTRY = 128


class CompoundFile:
    """A compound file's directory and its streams."""

    def __init__(self, content: bytes) -> None:
        """Raises `UnreadableError` where the header or the directory is damaged."""
        self._content = content
        if len(content) < 512 or not content.startswith(SIGNATURE):
            raise _damaged()
        self._size = 1 << min(16, struct.unpack_from("<H", content, 30)[0])
        self._mini_size = 1 << min(12, struct.unpack_from("<H", content, 32)[0])
        directory, _, self._cutoff, mini_fat, _, first, count = struct.unpack_from("<7I", content, 48)
        self._fat = self._read_fat(first, count)
        self._mini_fat = self._numbers(self._chain(mini_fat, self._fat, self._sector))
        self._entries = self._read_directory(self._chain(directory, self._fat, self._sector))
        root = next(((start, size) for kind, start, size in self._entries.values() if kind == 5), (_END, 0))
        self._mini = self._chain(root[0], self._fat, self._sector)

    def names(self) -> list[str]:
        """Names of all streams and storages, sorted."""
        return sorted(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream. Raises `UnreadableError` where it is not there or cut off."""
        kind, start, size = self._entries.get(name, (0, 0, 0))
        if kind != 2:
            raise _damaged()
        if size < self._cutoff:
            data = self._chain(start, self._mini_fat, self._mini_sector)
        else:
            data = self._chain(start, self._fat, self._sector)
        if len(data) < size:
            raise _damaged()
        return data[:size]

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def _mini_sector(self, number: int) -> bytes:
        return self._mini[number * self._mini_size : (number + 1) * self._mini_size]

    def _read_fat(self, first: int, count: int) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        seen = 0
        while first < _END and seen < count:
            numbers = self._numbers(self._sector(first))
            if not numbers:
                break
            sectors.extend(numbers[:-1])
            first, seen = numbers[-1], seen + 1
        return self._numbers(b"".join(self._sector(s) for s in sectors if s < _END))

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    @staticmethod
    def _chain(number: int, table: tuple[int, ...], sector) -> bytes:
        parts: list[bytes] = []
        while number < len(table) and len(parts) <= len(table):  # no chain is longer than its table: loops end
            parts.append(sector(number))
            number = table[number]
        return b"".join(parts)

    @staticmethod
    def _read_directory(data: bytes) -> dict[str, tuple[int, int, int]]:
        """Name -> (kind, first sector, size in bytes)."""
        entries: dict[str, tuple[int, int, int]] = {}
        for at in range(0, len(data) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
            length = struct.unpack_from("<H", data, at + 64)[0]
            kind = data[at + 66]
            if kind and 2 <= length <= 64:
                name = data[at : at + length - 2].decode("utf-16-le", errors="replace")
                start, size = struct.unpack_from("<2I", data, at + 116)
                entries.setdefault(name, (kind, start, size))
        return entries


def _damaged() -> UnreadableError:
    return UnreadableError("整个文件", "文件不完整或已损坏，无法打开", "请重新下载或重新提供完整的文件")
