"""Records of an old Excel workbook (BIFF5 and BIFF8, MS-XLS): what its sheets store, number formats and all.

How a stored number is shown belongs to `number_formats`, which cells are seen to `workbook`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from decimal import Decimal

from dagster_project.formats import number_formats
from dagster_project.formats.biff_text import BIFF8, BOF, Strings, records
from dagster_project.formats.document import UnreadableError

_FILEPASS, _DATE1904, _FORMAT, _XF, _BOUNDSHEET, _SST = 0x2F, 0x22, 0x41E, 0xE0, 0x85, 0xFC
_ROW, _COLINFO, _WINDOW2, _MERGED = 0x208, 0x7D, 0x23E, 0xE5
_NUMBER, _RK, _MULRK, _FORMULA = 0x203, 0x27E, 0xBD, 0x06
_LABEL, _RSTRING, _LABELSST, _STRING, _BOOLERR = 0x204, 0xD6, 0xFD, 0x207, 0x205
_ROW_HIDDEN, _COLUMN_HIDDEN, _SHOW_ZEROS = 0x20, 0x01, 0x10
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_STORED_TRUTH, _STORED_ERROR = 1, 2


@dataclass(slots=True)
class StoredSheet:
    """What a sheet stores; rows and columns count from 1, ranges include both ends."""

    name: str
    is_hidden: bool
    numbers: dict[tuple[int, int], tuple[Decimal, str]] = field(default_factory=dict)  # value, format code
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hides_zeros: bool = False


@dataclass(slots=True)
class StoredBook:
    """What sheets share: strings, format codes by style, how days count."""

    version: int = BIFF8
    since_1904: bool = False
    strings: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    sheets: list[StoredSheet] = field(default_factory=list)


def read_stored(stream: bytes) -> StoredBook:
    """The workbook in a workbook stream. Raises `UnreadableError` for one with a password, `struct.error` for a damaged
    one."""
    book = StoredBook()
    codes = dict(number_formats.BUILT_IN)
    formats: list[int] = []
    offsets: list[int] = []
    for kind, data, more in records(stream, 0):
        if kind == _FILEPASS:
            raise UnreadableError("整个文件", "工作簿已加密，需要密码", "请去掉密码后重新提供")
        if kind == BOF:
            book.version = struct.unpack_from("<H", data)[0]
        elif kind == _DATE1904:
            book.since_1904 = data[:1] == b"\x01"
        elif kind == _FORMAT:
            size = 2 if book.version >= BIFF8 else 1
            codes[struct.unpack_from("<H", data)[0]] = Strings([data[2:]], book.version).next(size)
        elif kind == _XF:
            formats.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _BOUNDSHEET:
            offset, visibility = struct.unpack_from("<IB", data)
            offsets.append(offset)
            book.sheets.append(StoredSheet(Strings([data[6:]], book.version).next(1), visibility & 3 != 0))
        elif kind == _SST:
            book.strings = _shared_strings([data, *more])
    book.styles = [codes.get(f, "General") for f in formats]
    for sheet, offset in zip(book.sheets, offsets, strict=True):
        _read_sheet(sheet, book, stream, offset)
    return book


def _shared_strings(chunks: list[bytes]) -> list[str]:
    count = struct.unpack_from("<I", chunks[0], 4)[0]
    if count > sum(map(len, chunks)) // 3:
        raise struct.error("more strings than bytes")
    strings = Strings(chunks)
    strings.skip(8)
    return [strings.next() for _ in range(count)]


def _read_sheet(sheet: StoredSheet, book: StoredBook, stream: bytes, offset: int) -> None:
    formula_at = (0, 0)
    for kind, data, more in records(stream, offset):
        if kind in (_NUMBER, _RK, _MULRK):
            _read_numbers(sheet, book, kind, data)
        elif kind == _FORMULA:
            formula_at = _position(data)
            _read_formula(sheet, book, data)
        elif kind == _STRING:
            sheet.texts[formula_at] = Strings([data, *more], book.version).next()
        elif kind in (_LABEL, _RSTRING):
            sheet.texts[_position(data)] = Strings([data[6:], *more], book.version).next()
        elif kind == _LABELSST:
            number = struct.unpack_from("<I", data, 6)[0]
            if number >= len(book.strings):
                raise struct.error("string missing")
            sheet.texts[_position(data)] = book.strings[number]
        elif kind == _BOOLERR:
            sheet.texts[_position(data)] = _truth_or_error(data[6], is_error=data[7] == 1)
        elif kind == _MERGED:
            for i in range(struct.unpack_from("<H", data)[0]):
                top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * i)
                sheet.merged.append((top + 1, left + 1, bottom + 1, right + 1))
        elif kind == _ROW and struct.unpack_from("<I", data, 12)[0] & _ROW_HIDDEN:
            sheet.hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _COLINFO and struct.unpack_from("<H", data, 8)[0] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", data)
            sheet.hidden_columns.append((first + 1, last + 1))
        elif kind == _WINDOW2:
            sheet.hides_zeros = not struct.unpack_from("<H", data)[0] & _SHOW_ZEROS


def _position(data: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", data)
    return row + 1, column + 1


def _truth_or_error(value: int, is_error: bool) -> str:
    return _ERRORS.get(value, "#N/A") if is_error else ("TRUE" if value else "FALSE")


def _read_numbers(sheet: StoredSheet, book: StoredBook, kind: int, data: bytes) -> None:
    row, column = _position(data)
    if kind == _NUMBER:
        style, value = struct.unpack_from("<Hd", data, 4)
        _store(sheet, (row, column), Decimal(repr(value)), style, book)
    elif kind == _RK:
        style, value = struct.unpack_from("<HI", data, 4)
        _store(sheet, (row, column), _rk(value), style, book)
    else:
        for i in range((len(data) - 6) // 6):
            style, value = struct.unpack_from("<HI", data, 4 + 6 * i)
            _store(sheet, (row, column + i), _rk(value), style, book)


def _read_formula(sheet: StoredSheet, book: StoredBook, data: bytes) -> None:
    """The stored result of a formula; a text follows in a record of its own."""
    style, value = struct.unpack_from("<Hd", data, 4)
    if data[12:14] != b"\xff\xff":
        _store(sheet, _position(data), Decimal(repr(value)), style, book)
    elif data[6] in (_STORED_TRUTH, _STORED_ERROR):
        sheet.texts[_position(data)] = _truth_or_error(data[8], is_error=data[6] == _STORED_ERROR)


def _store(sheet: StoredSheet, at: tuple[int, int], value: Decimal, style: int, book: StoredBook) -> None:
    if value.is_finite():
        sheet.numbers[at] = value, book.styles[style] if style < len(book.styles) else "General"


def _rk(value: int) -> Decimal:
    """A packed number: thirty bits of an integer or of a double, perhaps a hundredfold."""
    if value & 2:
        number = Decimal((value >> 2) - (1 << 30 if value >> 31 else 0))
    else:
        number = Decimal(repr(struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", value & 0xFFFFFFFC))[0]))
    return number.scaleb(-2) if value & 1 else number
