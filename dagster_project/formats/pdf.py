"""PDF with a text layer to a `Document`.

Opening, limits and what is said of pages that cannot be read. pdfium is not safe for threads: one process reads one
document at a time.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium
import pypdfium2

from dagster_project.formats.document import Document, Grid, GridCell, Line, Unread, UnreadableError
from dagster_project.formats.layout import arrange
from dagster_project.formats.lines import TextLine
from dagster_project.formats.pdf_sheet import read_sheet


def read(content: bytes) -> Document:
    handle = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    n = pdfium.FPDF_GetPageCount(handle)
    blocks = []
    t = 0
    for i in range(n):
        page = pdfium.FPDF_LoadPage(handle, i)
        sheet = read_sheet(page)
        ln = 0
        for b in arrange(sheet):
            if isinstance(b, TextLine):
                ln += 1
                blocks.append(Line(i + 1, ln, b.text))
            else:
                t += 1
                blocks.append(Grid(t, i + 1, b.rows, b.columns, tuple(GridCell(r + 1, c + 1, s, rs, cs, i + 1) for r, c, rs, cs, s in b.cells)))
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(handle)
    return Document("pdf", n, tuple(blocks))
