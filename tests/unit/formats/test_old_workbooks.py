"""Old Excel workbooks are read as they look."""

import struct

import pytest

from dagster_project.formats import detect
from dagster_project.formats.document import Grid, Line, UnreadableError
from tests.unit.formats.old_workbook import compound, label, number, record, text, workbook

STRINGS = ["收支总表", "项目", "金额", "甲", "乙"]
SHARED = record(0xFC, struct.pack("<II", 5, 5) + b"".join(text(t) for t in STRINGS))
FORMATS = record(0x41E, struct.pack("<H", 164) + text("#,##0.00")) + b"".join(
    record(0xE0, struct.pack("<HH16x", 0, code)) for code in (0, 164)
)
MERGED = record(0xE5, struct.pack("<H4H", 1, 0, 0, 0, 1))
TABLE = label(0, 0, 0) + label(1, 0, 1) + label(1, 1, 2) + label(2, 0, 3) + number(2, 1, 1, 1829.3049999999998)


def read(sheet, globals_=FORMATS + SHARED, **options):
    return detect.read(workbook(sheet, globals_, **options), "old.xls")


def rows_of(document):
    [grid] = [b for b in document.blocks if isinstance(b, Grid)]
    return [[c.text for c in grid.cells if c.row == r] for r in range(1, grid.rows + 1)]


def test_a_number_shows_under_its_format_and_the_title_is_prose():
    document = read(TABLE + MERGED)
    assert document.format == "xls"
    assert [b.text for b in document.blocks if isinstance(b, Line)] == ["收支总表"]
    assert rows_of(document) == [["项目", "金额"], ["甲", "1,829.31"]]


@pytest.mark.parametrize(
    ("packed", "shown"),
    [
        (5 << 2 | 2, "5"),
        (12345 << 2 | 3, "123.45"),
        ((-700 & 0x3FFFFFFF) << 2 | 3, "-7"),
        (struct.unpack("<I", struct.pack("<d", 2.5)[4:])[0], "2.5"),
    ],
)
def test_packed_numbers_are_unpacked_exactly(packed, shown):
    sheet = TABLE + record(0x27E, struct.pack("<HHHI", 3, 1, 0, packed)) + label(3, 0, 4)
    assert rows_of(read(sheet))[-1] == ["乙", shown]


def test_results_of_formulas_are_numbers_texts_and_errors():
    as_text = record(0x06, struct.pack("<HHH8sHIH", 3, 1, 0, b"\0" * 6 + b"\xff\xff", 0, 0, 0)) + record(
        0x207, text("无")
    )
    error = record(0x06, struct.pack("<HHH8sHIH", 4, 1, 0, b"\2\0\x17\0\0\0\xff\xff", 0, 0, 0))
    value = record(0x06, struct.pack("<HHHdHIH", 5, 1, 1, 3, 0, 0, 0))
    sheet = TABLE + as_text + error + value + b"".join(label(r, 0, 4) for r in (3, 4, 5))
    assert rows_of(read(sheet))[2:] == [["乙", "无"], ["乙", "#REF!"], ["乙", "3.00"]]


def cuts():
    """Where a program may cut the strings: before one (it begins anew) or within its characters (a byte says how wide the
    rest is)."""
    at = 8
    for string in STRINGS:
        yield pytest.param(at, b"", id=f"before {string}")
        for characters in range(len(string)):
            yield pytest.param(at + 3 + 2 * characters, b"\1", id=f"{string} after {characters}")
        at += 3 + 2 * len(string)


@pytest.mark.parametrize(("at", "width"), list(cuts()))
def test_strings_go_on_in_the_next_record(at, width):
    shared = record(0xFC, SHARED[4 : 4 + at]) + record(0x3C, width + SHARED[4 + at :])
    assert rows_of(read(TABLE, FORMATS + shared)) == [["项目", "金额"], ["甲", "1,829.31"]]


def test_strings_cut_off_are_refused():
    with pytest.raises(UnreadableError, match="损坏"):
        read(TABLE, FORMATS + record(0xFC, SHARED[4:30]))


def test_hidden_rows_columns_and_sheets_are_left_out_and_listed():
    hidden = record(0x208, struct.pack("<HHHH4xI", 3, 0, 2, 255, 0x20)) + record(
        0x7D, struct.pack("<5H", 2, 2, 0, 0, 1)
    )
    document = read(hidden + TABLE + label(3, 0, 4) + number(3, 1, 1, 7.77) + number(2, 2, 1, 8.88))
    assert rows_of(document)[-1] == ["甲", "1,829.31"]
    assert all(figure in document.unread[0].reason for figure in ("7.77", "8.88"))
    assert not [b for b in read(TABLE, visibility=1).blocks if isinstance(b, Grid)]


def test_a_password_is_refused_in_one_line():
    with pytest.raises(UnreadableError, match="加密"):
        read(TABLE, record(0x2F, b"\0" * 6))
    with pytest.raises(UnreadableError, match="加密"):
        detect.read(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "new.xlsx")


@pytest.mark.parametrize("length", [600, 1100, 2000])
def test_a_workbook_cut_off_is_refused_in_one_line(length):
    with pytest.raises(UnreadableError) as refused:
        detect.read(workbook(TABLE, FORMATS + SHARED)[:length], "old.xls")
    assert "\n" not in refused.value.reason
