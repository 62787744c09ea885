"""PDF with a text layer to a `Document`.

Opens the file, walks its pages within bounds, and numbers what `layout` finds on them. What cannot be read or seen is
said in one line each (`pdf_notes`). pdfium is not safe for threads: a process reads one document at a time.
"""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

from dagster_project.formats.continuation import continue_over_page_break
from dagster_project.formats.document import Document, Grid, GridCell, Line, UnreadableError
from dagster_project.formats.layout import arrange
from dagster_project.formats.lines import TextLine
from dagster_project.formats.pdf_characters import TooManyCharactersError
from dagster_project.formats.pdf_notes import Notes
from dagster_project.formats.pdf_objects import TooManyObjectsError
from dagster_project.formats.pdf_sheet import read_sheet
from dagster_project.formats.tables import Table

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
        return Document("pdf", page_count, tuple(_blocks(document, page_count, notes)), notes.unread())
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


def _blocks(document: Any, page_count: int, notes: Notes) -> list[Line | Grid]:
    blocks: list[Line | Grid] = []
    tables = characters = 0
    before: list[TextLine | Table] = []  # of the page before
    for number in range(1, page_count + 1):
        if number > MOST_PAGES or characters > MOST_CHARACTERS:
            notes.are_beyond_the_limit(number, page_count)
            break
        arranged, count = _page(document, number, notes)
        characters += count
        continues = continue_over_page_break(before, arranged)
        line = 0
        for n, block in enumerate(arranged):
            if isinstance(block, TextLine):
                line += 1
                blocks.append(Line(number, line, block.text))
            else:
                tables += 1
                blocks.append(_grid(block, tables, number, n == continues))
        before = arranged
    return blocks


def _page(document: Any, number: int, notes: Notes) -> tuple[list[TextLine | Table], int]:
    """What is on a page from top to bottom, and how many characters were looked at."""
    page = _load(document, number)
    if not page:
        notes.is_broken(number)
        return [], 0
    try:
        sheet = read_sheet(document, page)
    except TooManyCharactersError as error:
        notes.has_too_many_characters(number, error.count)
        return [], error.count
    except TooManyObjectsError as error:
        notes.has_too_many_objects(number, error.count)
        return [], error.count
    finally:
        pdfium.FPDF_ClosePage(page)
    notes.look_at(number, sheet)
    return arrange(sheet), len(sheet.glyphs)


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


def _grid(table: Table, number: int, page: int, continues: bool) -> Grid:
    cells = tuple(
        GridCell(row + 1, column + 1, text, row_span, column_span, page)
        for row, column, row_span, column_span, text in table.cells
    )
    is_ruled = table.stands is None
    edges = tuple(round(10 * x) for x in table.xs) if is_ruled else ()
    return Grid(
        number, page, table.rows, table.columns, cells, spans_known=is_ruled, after_page_break=continues, edges=edges
    )
