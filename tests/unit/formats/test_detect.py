"""A file is read as what it is; a suffix that its content belies is refused, with the usual exceptions."""

import io
import zipfile

import pytest

from dagster_project.formats import compound, detect
from dagster_project.formats.document import UnreadableError
from tests.unit.formats.office_files import as_docx, as_html, as_text, as_xlsx

COMPOUND = compound.SIGNATURE + b"\0" * 2000


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.et", "A.XLS", "a.xlsm", "a"])
def test_a_new_workbook_is_read_under_any_name_of_a_workbook(name):
    assert detect.read(as_xlsx(), name).format == "xlsx"


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.xls", "a.doc", "a.mht"])
def test_a_web_page_is_read_under_the_names_programs_give_it(name):
    assert detect.read(as_html(), name).format == "html"


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (as_docx, "a.xlsx", "Word"),
        (as_xlsx, "a.docx", "Excel"),
        (as_xlsx, "a.pdf", "Excel"),
        (as_xlsx, "a.zip", "Excel"),
        (as_html, "a.txt", "网页"),
        (as_html, "a.pdf", "网页"),
        (as_text, "a.xls", "不是"),
        (as_text, "a.docx", "不是"),
        (lambda: b"%PDF-1.4\n%", "a.docx", "PDF"),
        (lambda: b"{\\rtf1 x}", "a.xlsx", "RTF"),
        (lambda: b"\x89PNG\r\n", "a.docx", "PNG"),
    ],
)
def test_a_suffix_that_the_content_belies_is_refused(content, name, what):
    with pytest.raises(UnreadableError, match=what) as refused:
        detect.read(content(), name)
    assert "扩展名" in refused.value.remedy


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.html", "a.zip", "a.ods", "a.doc"])
@pytest.mark.parametrize("content", [b"", b" \n", b"\0" * 4096])
def test_an_empty_file_is_refused(content, name):
    with pytest.raises(UnreadableError, match="空"):
        detect.read(content, name)


@pytest.mark.parametrize("name", ["a.xls", "a.doc", "a.et", "a.wps"])
def test_a_damaged_compound_file_is_refused(name):
    with pytest.raises(UnreadableError) as refused:
        detect.read(COMPOUND, name)
    assert "\n" not in refused.value.reason


def test_a_format_nobody_reads_names_those_that_are_read():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        target.writestr("OFD.xml", "<ofd/>")
    with pytest.raises(UnreadableError, match="ofd") as refused:
        detect.read(content.getvalue(), "a.ofd")
    assert ".docx" in refused.value.remedy
