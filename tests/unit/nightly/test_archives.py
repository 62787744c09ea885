"""An archive is several documents: each file in it is received, read and published by itself."""

import io
import zipfile
from pathlib import Path

from dagster_project.check import check
from dagster_project.collection import collect
from dagster_project.home import Home
from dagster_project.readings import first_receipts

PDF_LIKE = b"%PDF-1.7 not really"


def archive(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:  # stored, so that the members' own first bytes stand near the start
        for name, content in files.items():
            packed.writestr(name, content)
    return stream.getvalue()


def received(tmp_path, content):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "公开.zip").write_bytes(content)
    home = Home(tmp_path / "home")
    home.create()
    return collect(home, inbox, "run", "2026-01-01T00:00:00Z", 10**18)


def test_each_member_has_a_receipt_and_only_members_are_read(tmp_path):
    collected = received(tmp_path, archive({"甲/a.pdf": PDF_LIKE, "b.txt": "预算".encode(), "__MACOSX/b.txt": b"x"}))
    assert [(r.path, r.kind) for r in collected.new] == [
        ("公开.zip", "archive"),
        ("公开.zip/b.txt", "file"),
        ("公开.zip/甲/a.pdf", "file"),
    ]
    assert [t.file_name for t in first_receipts(collected.receipts)] == ["b.txt", "a.pdf"]


def test_an_archive_that_cannot_be_opened_is_one_file_to_refuse(tmp_path):
    collected = received(tmp_path, archive({"a.txt": "预算".encode()})[:-30])
    assert [(r.path, r.kind) for r in collected.new] == [("公开.zip", "file")]


def test_check_opens_an_archive(tmp_path):
    sample = next((Path(__file__).parents[3] / "samples" / "inbox").glob("*水利局2022*.txt"))
    path = tmp_path / "公开.zip"
    path.write_bytes(archive({sample.name: sample.read_bytes()}))
    checked = check([path], [])
    assert [d.fiscal_year for d in checked.disclosures] == [2022]
    assert [f.file_name for f in checked.disclosures[0].documents] == [sample.name]
