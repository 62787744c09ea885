"""Records of old Excel workbooks (BIFF5 and BIFF8, MS-XLS) that value readers leave out: number formats of cells, hidden
rows and columns, suppressed zeros, and numbers as stored.

Texts, merged ranges and names of sheets come from the value reader of `xls`; nothing is shown here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from dagster_project.formats import number_formats
from dagster_project.formats.document import UnreadableError

_BOF, _EOF, _FILEPASS, _DATE1904 = 0x809, 0x0A, 0x2F, 0x22
_FORMAT, _XF, _BOUNDSHEET = 0x41E, 0xE0, 0x85
_ROW, _COLINFO, _WINDOW2 = 0x208, 0x7D, 0x23E
_NUMBER, _RK, _MULRK, _FORMULA = 0x203, 0x27E, 0xBD, 0x06
_BIFF8 = 0x600
_ROW_HIDDEN, _COLUMN_HIDDEN, _SHOW_ZEROS = 0x20, 0x01, 0x10


@dataclass(slots=True)
class StoredSheet:
    """What a sheet stores beside its texts; rows and columns count from 1."""

    numbers: dict[tuple[int, int], tuple[Decimal, str]] = field(default_factory=dict)  # value, format code
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hides_zeros: bool = False


def read_stored(stream: bytes) -> tuple[list[StoredSheet], bool]:
    """The sheets of a workbook stream in the order of its directory, and whether its days count from 1904.

    Raises `UnreadableError` for a workbook with a password.
    """
    codes = dict(number_formats.BUILT_IN)
    formats: list[int] = []
    offsets: list[int] = []
    version, since_1904 = _BIFF8, False
    for kind, data in _records(stream, 0):
        if kind == _FILEPASS:
            raise UnreadableError("整个文件", "工作簿已加密，需要密码", "请去掉密码后重新提供")
        if kind == _BOF:
            version = struct.unpack_from("<H", data)[0]
        elif kind == _DATE1904:
            since_1904 = data[:1] == b"\x01"
        elif kind == _FORMAT:
            codes[struct.unpack_from("<H", data)[0]] = _format_code(data, version)
        elif kind == _XF:
            formats.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _BOUNDSHEET:
            offsets.append(struct.unpack_from("<I", data)[0])
    styles = [codes.get(f, "General") for f in formats]
    return [_read_sheet(stream, offset, styles) for offset in offsets], since_1904


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from `at` to the end of their substream; substreams within (charts) are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1 and len(data) == length:
            yield kind, data


def _format_code(data: bytes, version: int) -> str:
    if version < _BIFF8:
        return data[3 : 3 + data[2]].decode("gb18030", errors="replace")
    length, flags = struct.unpack_from("<HB", data, 2)
    if flags & 1:
        return data[5 : 5 + 2 * length].decode("utf-16-le", errors="replace")
    return data[5 : 5 + length].decode("latin-1")


def _read_sheet(stream: bytes, offset: int, styles: list[str]) -> StoredSheet:
    sheet = StoredSheet()
    for kind, data in _records(stream, offset):
        if kind == _NUMBER and len(data) >= 14:
            row, column, style, value = struct.unpack_from("<HHHd", data)
            _store(sheet, row, column, Decimal(repr(value)), style, styles)
        elif kind == _RK and len(data) >= 10:
            row, column, style, value = struct.unpack_from("<HHHI", data)
            _store(sheet, row, column, _rk(value), style, styles)
        elif kind == _MULRK and len(data) >= 12:
            row, column = struct.unpack_from("<HH", data)
            for i in range((len(data) - 6) // 6):
                style, value = struct.unpack_from("<HI", data, 4 + 6 * i)
                _store(sheet, row, column + i, _rk(value), style, styles)
        elif kind == _FORMULA and len(data) >= 14 and data[12:14] != b"\xff\xff":
            row, column, style, value = struct.unpack_from("<HHHd", data)
            _store(sheet, row, column, Decimal(repr(value)), style, styles)
        elif kind == _ROW and len(data) >= 16 and struct.unpack_from("<I", data, 12)[0] & _ROW_HIDDEN:
            sheet.hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _COLINFO and len(data) >= 10 and struct.unpack_from("<H", data, 8)[0] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", data)
            sheet.hidden_columns.append((first + 1, last + 1))
        elif kind == _WINDOW2 and len(data) >= 2:
            sheet.hides_zeros = not struct.unpack_from("<H", data)[0] & _SHOW_ZEROS
    return sheet


def _store(sheet: StoredSheet, row: int, column: int, value: Decimal, style: int, styles: list[str]) -> None:
    if value.is_finite():
        code = styles[style] if style < len(styles) else "General"
        sheet.numbers[row + 1, column + 1] = value, code


def _rk(value: int) -> Decimal:
    """A packed number: thirty bits of an integer or of a double, perhaps a hundredfold."""
    if value & 2:
        number = Decimal((value >> 2) - (1 << 30 if value >> 31 else 0))
    else:
        number = Decimal(repr(struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", value & 0xFFFFFFFC))[0]))
    return number / 100 if value & 1 else number
