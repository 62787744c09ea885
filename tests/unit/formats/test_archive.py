"""Archives give their members, bounded, with names as people wrote them."""

import io
import zipfile

import pytest

from dagster_project.formats import archive, detect, zip_members
from dagster_project.formats.document import UnreadableError


def zipped(files, **options):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, **options) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return content.getvalue()


def test_members_come_in_the_order_of_their_names_without_litter():
    content = zipped({"表/b.xlsx": b"2", "a.docx": b"1", "__MACOSX/._a": b"x", "表/Thumbs.db": b"x"})
    assert archive.members(content) == [("a.docx", b"1"), ("表/b.xlsx", b"2")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_chinese_names_are_read_though_the_archive_does_not_flag_their_encoding(encoding):
    raw = "部门预算.txt".encode(encoding)
    content = zipped({"x" * len(raw): b"1"}).replace(b"x" * len(raw), raw)
    assert archive.members(content) == [("部门预算.txt", b"1")]


def test_an_archive_within_an_archive_is_opened_once():
    inner = zipped({"c.txt": b"3", "d.zip": zipped({"e.txt": b"4"})})
    names = [name for name, _ in archive.members(zipped({"b.zip": inner}))]
    assert names == ["b.zip/c.txt", "b.zip/d.zip"]


def test_names_that_lead_elsewhere_lead_nowhere():
    assert [n for n, _ in archive.members(zipped({"../../etc/x.txt": b"1", "/y.txt": b"2"}))] == ["etc/x.txt", "y.txt"]


def test_a_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_BYTES", 1_000_000)
    with pytest.raises(UnreadableError, match="拒绝读取"):
        archive.members(zipped({"a.txt": b"0" * 600_000, "b.txt": b"0" * 600_000}))


def test_a_member_that_unpacks_to_more_than_it_says_is_refused():
    content = zipped({"a.txt": b"0" * 100_000})
    size = (100_000).to_bytes(4, "little")
    with pytest.raises(UnreadableError):
        archive.members(content.replace(size, (10).to_bytes(4, "little")))


def test_too_many_files_are_refused():
    with pytest.raises(UnreadableError, match="超过"):
        archive.members(zipped({f"{i}.txt": b"" for i in range(archive.MAX_FILES + 1)}))
    assert zip_members.MAX_MEMBERS > archive.MAX_FILES


def test_an_archive_is_no_document():
    with pytest.raises(UnreadableError, match="逐个读取"):
        detect.read(zipped({"a.txt": b"1"}), "a.zip")


def test_a_damaged_archive_is_refused_in_one_line():
    content = zipped({"a.txt": b"1" * 1000})
    with pytest.raises(UnreadableError, match="不完整"):
        detect.read(content[:-30], "a.zip")
