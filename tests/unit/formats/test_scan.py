"""Scanned pages: every cell right on a clean scan, nearly every one on a poor one, and the wrong ones say so."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dagster_project.formats import detect
from dagster_project.formats.document import Document, Grid, Line, UnreadableError
from dagster_project.formats.pictures import files, recognition
from dagster_project.formats.scan_confidence import LOW
from dagster_project.reading import read_document
from expectations.misreading import SURE
from tests.scans import form
from tests.scans.pictures import CLEAN_DOTS, tiff, worsened
from tests.scans.scoring import folded, score

PICTURE = Path(form.__file__).with_name("form.png")


@pytest.fixture(scope="module")
def grey() -> np.ndarray:
    return np.asarray(Image.open(PICTURE).convert("L"))


@pytest.fixture(scope="module")
def clean() -> Document:
    return detect.read(PICTURE.read_bytes(), "扫描.png")


@pytest.fixture(scope="module")
def poor(grey) -> Document:
    """At 150 dots an inch, 1.5 degrees askew, with grain, as JPEG of quality 40."""
    small = Image.fromarray(grey).resize((grey.shape[1] * 3 // 4, grey.shape[0] * 3 // 4), Image.Resampling.BOX)
    return detect.read(tiff([worsened(np.asarray(small), seed=1)], 150), "扫描.tif")


def test_a_clean_scan_gives_the_cells_of_the_print(clean):
    found = score(form.printed(), clean)
    assert found.cells > 90
    assert found.right >= 0.995 * found.cells
    assert not found.hidden


def test_a_poor_scan_gives_nearly_all_and_marks_the_others(poor):
    found = score(form.printed(), poor)
    assert found.right >= 0.98 * found.cells
    assert not found.hidden


def test_merged_headings_and_lines_outside_the_table_are_read(clean):
    (grid,) = [b for b in clean.blocks if isinstance(b, Grid)]
    spans = {c.text: (c.row_span, c.column_span) for c in grid.cells if c.row <= 2}
    assert spans["项目"] == (1, 2)
    assert spans["本年支出合计"] == (2, 1)
    texts = [folded(b) for b in clean.blocks if isinstance(b, Line)]
    assert texts == [folded(b) for b in form.printed().blocks if isinstance(b, Line)]


def test_everything_read_from_a_picture_has_a_confidence_with_three_places(clean, poor):
    for document in (clean, poor):
        assert document.format == "scan"
        marks = [c.confidence for b in document.blocks for c in (b.cells if isinstance(b, Grid) else (b,))]
        assert all(mark is not None and 0 <= mark <= 1 and mark.as_tuple().exponent == -3 for mark in marks)


def test_the_confidence_reaches_the_records_and_the_figures_their_columns(grey):
    reading = read_document(PICTURE.read_bytes(), "扫描.png")
    cell = next(c for c in reading.cells if c.classification_code == "2010601" and c.measure == "basic")
    assert (cell.form_id, cell.printed_text, cell.unit) == ("expenditure_summary", "1,180.07", "万元")
    assert cell.confidence is not None
    assert cell.confidence >= LOW


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_laid_on_the_glass_the_wrong_way_is_turned(grey, turns, clean):
    turned = detect.read(tiff([np.ascontiguousarray(np.rot90(grey, turns))], CLEAN_DOTS), "扫描.tif")
    assert score(form.printed(), turned).right >= 0.995 * score(form.printed(), clean).cells


def test_a_pdf_keeps_its_text_and_has_only_its_pictures_recognised(grey):
    from tests.unit.formats.drawn_pdf import Page, pdf

    blank = io.BytesIO()
    Image.fromarray(grey).save(blank, "PDF", resolution=CLEAN_DOTS)
    mixed = joined(pdf(Page().text(60, 700, "第一页")), blank.getvalue())
    document = detect.read(mixed, "合订.pdf")
    assert document.format == "pdf"
    assert [(b.page, b.confidence is None) for b in document.blocks if isinstance(b, Line)][:2] == [
        (1, True),
        (2, False),
    ]
    assert score(form.printed(), Document("pdf", 1, tuple(moved(document, 2)))).right >= 95


def joined(*parts: bytes) -> bytes:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        whole.import_pages(pypdfium2.PdfDocument(part))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def moved(document: Document, page: int) -> list[Line | Grid]:
    """The blocks of one page as if it were the first."""
    from dataclasses import replace

    return [replace(b, page=1) for b in document.blocks if b.page == page]


def test_a_missing_model_is_one_clear_line(monkeypatch):
    recognition._model.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UnreadableError) as refused:
        detect.read(PICTURE.read_bytes(), "扫描.png")
    assert "rapidocr" in refused.value.reason
    assert "安装" in refused.value.remedy


def test_an_enormous_picture_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(files, "MOST_PIXELS", 1_000_000)
    with pytest.raises(UnreadableError) as refused:
        detect.read(PICTURE.read_bytes(), "扫描.png")
    assert "图像过大" in refused.value.reason


@pytest.mark.parametrize("length", [100, 30_000])
def test_a_broken_picture_is_one_clear_line(length):
    with pytest.raises(UnreadableError) as refused:
        detect.read(PICTURE.read_bytes()[:length], "扫描.png")
    assert "\n" not in refused.value.reason


def test_pages_beyond_the_limit_are_listed(grey, monkeypatch):
    from dagster_project.formats import scan, scan_notes

    for module in (scan, scan_notes):
        monkeypatch.setattr(module, "MOST_PAGES", 1)
    small = np.full((400, 300), 255, np.uint8)
    document = detect.read(tiff([small, small, small], 72), "扫描.tif")
    assert document.page_count == 3
    assert [(u.place, "扫描页过多" in u.reason) for u in document.unread] == [("第1页", False), ("第2–3页", True)]


def test_what_is_doubted_in_a_reading_proves_nothing_in_the_identities():
    assert LOW == SURE
