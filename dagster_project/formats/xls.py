"""Old Excel workbooks (`.xls`; `.et` of WPS is mostly the same): what each sheet shows.

Read from the records themselves (`biff`): value readers such as calamine know neither number formats nor what is hidden,
both of which decide what a person sees, and break off with a trace where a file is damaged.
"""

from __future__ import annotations

import struct

from dagster_project.formats import number_formats
from dagster_project.formats.biff import StoredBook, StoredSheet, read_stored
from dagster_project.formats.compound import CompoundFile
from dagster_project.formats.document import UnreadableError
from dagster_project.formats.workbook import Sheet, SheetCell


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook in order, hidden ones marked. Raises `UnreadableError`."""
    compound = CompoundFile(content)
    stream = compound.stream("Workbook" if "Workbook" in compound.names() else "Book")
    try:
        book = read_stored(stream)
    except (struct.error, IndexError):
        raise UnreadableError("整个文件", "工作簿不完整或已损坏，无法打开", "请用 Excel 打开并另存后重新提供") from None
    return [_sheet(number, stored, book) for number, stored in enumerate(book.sheets, start=1)]


def _sheet(number: int, stored: StoredSheet, book: StoredBook) -> Sheet:
    cells = {at: SheetCell(text) for at, text in stored.texts.items()}
    for at, (value, code) in stored.numbers.items():
        cells[at] = SheetCell(number_formats.shown(value, code, book.since_1904), value == 0)
    return Sheet(
        number,
        stored.name,
        stored.is_hidden,
        cells,
        stored.merged,
        stored.hidden_rows,
        stored.hidden_columns,
        stored.hides_zeros,
    )
