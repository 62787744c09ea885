"""Old formats through LibreOffice give what the new ones give (needs libreoffice-writer and libreoffice-calc)."""

import subprocess

import pytest

from dagster_project.reading import read_document
from tests.unit.extraction import dress as dresses
from tests.unit.formats.office_files import as_docx, as_html, as_text, as_xlsx

pytestmark = pytest.mark.system


def facts(reading):
    return sorted(
        (c.form_id, c.row_label, c.column_label, c.measure or "", c.side or "", str(c.amount_yuan))
        for c in reading.cells
    )


@pytest.mark.parametrize(
    ("made", "source", "suffix", "filter_name"),
    [
        (as_docx, "a.docx", "doc", "doc:MS Word 97"),
        (as_docx, "a.docx", "rtf", "rtf"),
        (as_docx, "a.docx", "odt", "odt"),
        (as_xlsx, "a.xlsx", "xls", "xls:MS Excel 97"),
        (as_xlsx, "a.xlsx", "ods", "ods"),
    ],
)
def test_an_old_format_gives_the_same_cells(tmp_path, made, source, suffix, filter_name):
    (tmp_path / source).write_bytes(made())
    subprocess.run(
        [
            *("soffice", "-env:UserInstallation=" + (tmp_path / "p").as_uri(), "--headless"),
            *("--convert-to", filter_name, "--outdir", str(tmp_path / "out"), str(tmp_path / source)),
        ],
        check=True,
        timeout=120,
        capture_output=True,
    )
    old = (tmp_path / "out" / f"a.{suffix}").read_bytes()
    assert facts(read_document(old, f"a.{suffix}")) == facts(read_document(made(), source))


@pytest.mark.parametrize(("made", "source"), [(as_docx, "a.docx"), (as_xlsx, "a.xlsx")])
def test_the_pdf_printed_from_a_file_gives_the_same_cells(tmp_path, made, source):
    (tmp_path / source).write_bytes(made())
    printed = ("soffice", "-env:UserInstallation=" + (tmp_path / "p").as_uri(), "--headless", "--convert-to", "pdf")
    subprocess.run(
        [*printed, "--outdir", str(tmp_path / "out"), str(tmp_path / source)],
        check=True,
        timeout=120,
        capture_output=True,
    )
    pdf = read_document((tmp_path / "out" / "a.pdf").read_bytes(), "a.pdf")
    assert facts(pdf) == facts(read_document(as_text(), "a.txt")) == facts(read_document(as_html(), "a.html"))


@pytest.mark.parametrize(("write", "suffix"), [(dresses.as_docx, "docx"), (dresses.as_xlsx, "xlsx")])
def test_a_disclosure_in_the_dress_of_any_province_is_the_same_when_printed(tmp_path, write, suffix):
    names = sorted(path.stem for path in dresses.DRESSES.glob("*.yml"))
    for name in names:
        (tmp_path / f"{name}.{suffix}").write_bytes(write(dresses.dress(name)))
    printed = ("soffice", "-env:UserInstallation=" + (tmp_path / "p").as_uri(), "--headless", "--convert-to", "pdf")
    subprocess.run(
        [*printed, "--outdir", str(tmp_path / "out"), *(str(tmp_path / f"{name}.{suffix}") for name in names)],
        check=True,
        timeout=600,
        capture_output=True,
    )
    for name in names:
        page = read_document(dresses.as_html(dresses.dress(name)), "a.html")
        made = read_document((tmp_path / f"{name}.{suffix}").read_bytes(), f"a.{suffix}")
        pdf = read_document((tmp_path / "out" / f"{name}.pdf").read_bytes(), "a.pdf")
        assert amounts(made) == amounts(page), name
        assert amounts(pdf) == amounts(page), name
        assert (pdf.identity.department_name, pdf.identity.fiscal_year) == (
            page.identity.department_name,
            page.identity.fiscal_year,
        )


def amounts(reading):
    return sorted(
        (c.form_id, c.row_label, c.measure or "", c.amount_basis, c.line_item or "", str(c.amount_yuan))
        for c in reading.cells
        if c.value is not None and c.quantity != "text"
    )
