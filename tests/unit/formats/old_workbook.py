"""A tiny writer of old Excel workbooks: a compound file with one stream of records (MS-CFB, MS-XLS), for tests only."""

from __future__ import annotations

import struct

from dagster_project.formats.compound import SIGNATURE

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(value: str, size_of_length: str = "H") -> bytes:
    return struct.pack("<" + size_of_length + "B", len(value), 1) + value.encode("utf-16-le")


def label(row: int, column: int, number: int) -> bytes:
    return record(0xFD, struct.pack("<HHHI", row, column, 0, number))


def number(row: int, column: int, style: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def workbook(sheet: bytes, globals_: bytes = b"", visibility: int = 0, name: str = "表1") -> bytes:
    """A workbook of one sheet whose records are `sheet`; `globals_` stand before the sheet's directory entry."""
    begin = record(0x809, struct.pack("<HHIII", 0x600, 5, 0, 0, 0))
    entry_length = 4 + 6 + 2 + 2 * len(name)
    offset = len(begin) + len(globals_) + entry_length + 4
    entry = record(0x85, struct.pack("<IBB", offset, visibility, 0) + text(name, "B"))
    assert len(entry) == entry_length
    stream = begin + globals_ + entry + record(0x0A) + record(0x809, begin[4:]) + sheet + record(0x0A)
    return compound({"Workbook": stream})


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams, each padded to at least 4096 bytes so that none is a small one."""
    sectors = [b"", b""]  # FAT, directory
    fat = [0xFFFFFFFD, END]
    entries = [_entry("Root Entry", 5, END, 0)]
    for name, data in streams.items():
        data = data.ljust(4096, b"\0")
        first = len(sectors)
        parts = [data[i : i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        fat += [*range(first + 1, first + len(parts)), END]
        sectors += parts
        entries.append(_entry(name, 2, first, len(data)))
    assert len(fat) <= 128
    assert len(entries) <= 4
    sectors[0] = struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    sectors[1] = b"".join(entries).ljust(512, b"\0")
    header = SIGNATURE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    return header + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBB3I", len(raw), kind, 1, FREE, FREE, FREE)
    return head.ljust(116, b"\0") + struct.pack("<IQ", first, size)
