"""Workbooks (`.xlsx`, `.xls`, `.et`, `.ods`): which of the three file formats it is, whatever its suffix says.

Each sheet is a page; what a sheet shows is in `workbook`, how a file stores it in `xlsx`, `xls` and `ods`.
"""

from __future__ import annotations

from dagster_project.formats.document import Document
from dagster_project.formats.sniffing import kind
from dagster_project.formats.workbook import document


def read(content: bytes) -> Document:
    """The document of a workbook's bytes. Raises `UnreadableError` where it is damaged, encrypted or enormous."""
    found = kind(content)
    if found == ".xls":
        from dagster_project.formats.xls import read_sheets
    elif found == ".ods":
        from dagster_project.formats.ods import read_sheets
    else:
        found = ".xlsx"
        from dagster_project.formats.xlsx import read_sheets
    return document(read_sheets(content), found.lstrip("."))
