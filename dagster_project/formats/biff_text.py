"""Texts of old Excel workbooks: the record stream, and strings as BIFF5 and BIFF8 store them (MS-XLS 2.5.294, 2.4.265).

What records mean for a sheet belongs to `biff`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

BOF, EOF, CONTINUE = 0x809, 0x0A, 0x3C
BIFF8 = 0x600
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes, list[bytes]]]:
    """The records from `at` to the end of their substream, each with what continues it; substreams within (charts) are
    passed over. A record cut off ends them."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        at += 4 + length
        more = []
        while stream[at : at + 2] == b"\x3c\x00" and at + 4 <= len(stream):
            length_of_more = struct.unpack_from("<H", stream, at + 2)[0]
            more.append(stream[at + 4 : at + 4 + length_of_more])
            at += 4 + length_of_more
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0 or len(data) < length:
            return
        if depth == 1:
            yield kind, data, more


class Strings:
    """Reads strings out of a record and its continuations. A string cut by the end of a record goes on in the next one,
    which begins with a byte that says anew how wide its characters are."""

    def __init__(self, chunks: list[bytes], version: int = BIFF8) -> None:
        self._chunks = chunks
        self._version = version
        self._chunk = 0
        self._at = 0

    def skip(self, count: int) -> None:
        """Pass over bytes, over the ends of records."""
        self._take(count)

    def next(self, size_of_length: int = 2) -> str:
        """The next string. Its length is stored in one or two bytes."""
        length = int.from_bytes(self._take(size_of_length), "little")
        if self._version < BIFF8:
            return self._take(length).decode("gb18030", errors="replace")
        flags = self._take(1)[0]
        runs = int.from_bytes(self._take(2), "little") if flags & _RICH else 0
        readings = int.from_bytes(self._take(4), "little") if flags & _PHONETIC else 0
        text = self._characters(length, bool(flags & _WIDE))
        self._take(4 * runs + readings)
        return text

    def _take(self, count: int) -> bytes:
        """Bytes over the ends of records. Raises `struct.error` where there are none left."""
        out = b""
        while len(out) < count:
            if self._chunk >= len(self._chunks):
                raise struct.error("string cut off")
            part = self._chunks[self._chunk][self._at : self._at + count - len(out)]
            self._at += len(part)
            out += part
            if self._at >= len(self._chunks[self._chunk]):
                self._chunk, self._at = self._chunk + 1, 0
        return out

    def _characters(self, count: int, wide: bool) -> str:
        out: list[str] = []
        while count > 0:
            if self._at == 0 and self._chunk > 0:
                wide = bool(self._take(1)[0] & _WIDE)
            rest = len(self._chunks[self._chunk]) - self._at if self._chunk < len(self._chunks) else 0
            here = min(count, max(1, rest // 2 if wide else rest))
            out.append(
                self._take(here * 2 if wide else here).decode("utf-16-le" if wide else "latin-1", errors="replace")
            )
            count -= here
        return "".join(out)
