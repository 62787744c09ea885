"""Files as they arrive damaged, locked or made to harm: each is refused in one line or read as far as it goes, in bounded
time, and the files beside it are read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dagster_project.check import check
from dagster_project.formats import archive, detect
from dagster_project.formats.document import Document, UnreadableError
from tests.unit.formats.drawn_pdf import Page, pdf
from tests.unit.formats.office_files import as_docx, as_html, as_text, as_xlsx
from tests.unit.formats.old_workbook import compound, number, workbook


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(name.replace("__", "."), data)
    return target.getvalue()


def a_pdf() -> bytes:
    return pdf(Page().text(60, 700, "部门支出总表").table([50, 250, 400], 600, [["科目", "金额"], ["合计", "1.00"]]))


WHOLE = {
    "a.pdf": a_pdf(),
    "a.docx": as_docx(),
    "a.xlsx": as_xlsx(),
    "a.xls": workbook(number(0, 0, 0, 1.0)),
    "a.html": as_html() + b"</body></html>",
}


def outcome(content: bytes, name: str) -> Document | UnreadableError:
    try:
        return detect.read(content, name)
    except UnreadableError as refused:
        return refused


# an old workbook without its directory is handed to LibreOffice, where there is one: one such cut will do
CUTS = [(n, p) for n in WHOLE for p in (0.02, 0.2, 0.5, 0.8, 0.97) if n != "a.xls" or p >= 0.5]


@pytest.mark.parametrize(("name", "part"), CUTS)
def test_a_file_cut_anywhere_is_refused_in_one_line_or_says_where_it_ends(name, part):
    content = WHOLE[name]
    found = outcome(content[: int(len(content) * part)], name)
    if isinstance(found, UnreadableError):
        assert found.reason
        assert "\n" not in found.reason + found.place + found.remedy
    else:
        assert found.unread, "read without a word"


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_with_its_middle_overwritten_is_refused_or_read(name):
    content = bytearray(WHOLE[name])
    middle = len(content) // 2
    content[middle : middle + 64] = b"\xff" * 64
    found = outcome(bytes(content), name)
    assert isinstance(found, Document) or "\n" not in found.reason


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.doc", "a.xls"])
def test_an_office_file_with_a_password_is_refused_as_such(name):
    content = compound({"EncryptedPackage": b"\x01" * 512, "EncryptionInfo": b"\x04\x00\x04\x00" * 8})
    with pytest.raises(UnreadableError, match="加密"):
        detect.read(content, name)


def test_an_archive_that_unpacks_to_more_than_is_kept_is_refused_before_anything_is_unpacked(monkeypatch):
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    monkeypatch.setattr(archive.ZipMembers, "read_info", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(UnreadableError, match="解压后共超过"):
        archive.members(zipped(a__txt=b"0" * 600, b__txt=b"0" * 600))


def test_entities_that_unfold_a_billion_times_are_not_unfolded():
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    source = zipfile.ZipFile(io.BytesIO(as_xlsx()))
    sheet = (
        b"<?xml version='1.0'?>"
        + laughs
        + b"]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        for name in source.namelist():
            container.writestr(name, sheet if name.endswith("sheet2.xml") else source.read(name))
    found = outcome(target.getvalue(), "a.xlsx")
    assert isinstance(found, UnreadableError) or all("aaaa" not in c.text for b in found.blocks for c in b.cells)


@pytest.mark.parametrize("inner", [b"<div>", b"<table><tr><td>", b"<ul><li>", b"<font>"])
def test_a_page_nested_twenty_thousand_deep_ends(inner):
    found = outcome(b"<html><body>" + inner * 20_000 + "合计".encode() + b"</body></html>", "a.html")
    assert isinstance(found, (Document, UnreadableError))


def test_the_files_beside_it_are_read(tmp_path: Path):
    bad = {"空.pdf": b"", "断.docx": as_docx()[:2000], "假.pdf": as_xlsx(), "乱.xls": b"\xd0\xcf\x11\xe0" + b"\0" * 900}
    for name, content in {**bad, "好.txt": as_text()}.items():
        (tmp_path / name).write_bytes(content)
    checked = check(sorted(tmp_path.iterdir()), [])
    assert sorted(r.file_name for r in checked.unread) == sorted(bad)
    assert [f.file_name for d in checked.disclosures for f in d.documents] == ["好.txt"]
