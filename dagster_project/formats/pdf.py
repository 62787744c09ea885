"""PDF to a `Document`.

Opens the file, walks its pages within bounds, and numbers what `layout` finds on them; pages that are pictures are
recognised (`pdf_scans`). What cannot be read or seen is
said in one line each (`pdf_notes`). pdfium is not safe for threads: a process reads one document at a time.
"""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

from dagster_project.formats.document import Document, UnreadableError
from dagster_project.formats.layout import arrange
from dagster_project.formats.paged_blocks import PagedBlocks
from dagster_project.formats.pdf_characters import TooManyCharactersError
from dagster_project.formats.pdf_notes import Notes, is_picture
from dagster_project.formats.pdf_objects import TooManyObjectsError
from dagster_project.formats.pdf_scans import Scans
from dagster_project.formats.pdf_sheet import read_sheet
from dagster_project.formats.sheet_halves import PrintedPages, halves

MOST_PAGES = 3_000  # a city's whole budget has some hundreds
MOST_CHARACTERS = 5_000_000  # of a file; a page of prose has one thousand

PASTED_ON = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET)
WHOLE_FILE = "文件"


def read(content: bytes) -> Document:
    """The lines and grids of a PDF, page by page. Raises `UnreadableError` where the file is none, is empty, locked or
    broken. Pages beyond `MOST_PAGES`, pages without text and text that cannot be seen are listed in `unread`."""
    document = _open(content)
    try:
        page_count = pdfium.FPDF_GetPageCount(document)
        if page_count < 1:
            raise UnreadableError(WHOLE_FILE, "PDF 中没有页", "请向发布单位索取完整文件后重新放入")
        notes = Notes()
        if b"%%EOF" not in content[-2048:]:
            notes.is_cut_short()
        scans = Scans()
        blocks = scans.looked_at(_pages(document, page_count, notes, scans).blocks)
        name = "scan" if scans.count == page_count else "pdf"
        return Document(name, page_count, blocks, notes.unread() + scans.notes.unread())
    finally:
        pdfium.FPDF_CloseDocument(document)


def _open(content: bytes) -> Any:
    if not content:
        raise UnreadableError(WHOLE_FILE, "文件是空的（0 字节）", "请重新下载或向发布单位索取后重新放入")
    if b"%PDF" not in content[:1024]:
        raise UnreadableError(
            WHOLE_FILE, "扩展名是 PDF，内容不是 PDF", "请按文件的真实格式改正扩展名，或重新导出为 PDF"
        )
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if document:
        return document
    if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
        raise UnreadableError(WHOLE_FILE, "PDF 已加密，需要口令才能打开", "请去除口令后重新放入")
    raise UnreadableError(WHOLE_FILE, "PDF 已损坏或不完整，无法打开", "请重新下载或向发布单位索取完整文件")


def _pages(document: Any, page_count: int, notes: Notes, scans: Scans) -> PagedBlocks:
    collected = PagedBlocks()
    printed = PrintedPages()
    characters = 0
    for number in range(1, page_count + 1):
        if number > MOST_PAGES or characters > MOST_CHARACTERS:
            notes.are_beyond_the_limit(number, page_count)
            break
        page = _load(document, number)
        if not page:
            notes.is_broken(number)
            continue
        try:
            sheet = read_sheet(document, page)
            characters += len(sheet.glyphs)
            notes.look_at(number, sheet)
            if is_picture(sheet):
                scans.read(page, number, collected)
            else:
                earlier = printed.same_as(number, sheet)
                parts = [] if earlier and printed.follows_its_like(number) else [arrange(p) for p in halves(sheet)]
                counts = earlier is None or (bool(parts) and printed.begins_within(sheet, parts[0]))
                if earlier is not None:
                    notes.is_like(number, earlier, counts)
                for part in parts if counts else ():
                    collected.add(number, part)
        except TooManyCharactersError as error:
            notes.has_too_many_characters(number, error.count)
            characters += error.count
        except TooManyObjectsError as error:
            notes.has_too_many_objects(number, error.count)
        finally:
            pdfium.FPDF_ClosePage(page)
    return collected


def _load(document: Any, number: int) -> Any:
    """The page with what is pasted onto it (filled form fields, typed remarks, stamps) made part of it, as printed."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page or not any(_is_pasted_on(page, n) for n in range(pdfium.FPDFPage_GetAnnotCount(page))):
        return page
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_PRINT)
    pdfium.FPDF_ClosePage(page)
    return pdfium.FPDF_LoadPage(document, number - 1)


def _is_pasted_on(page: Any, index: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return False
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    pdfium.FPDFPage_CloseAnnot(annotation)
    return kind in PASTED_ON
