"""Old Excel workbooks (`.xls`; `.et` of WPS is mostly the same): texts and merged ranges by calamine, numbers by `biff`.

calamine knows values but neither number formats nor what is hidden; both decide what a person sees.
"""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from dagster_project.formats import number_formats
from dagster_project.formats.biff import StoredSheet, read_stored
from dagster_project.formats.compound import CompoundFile
from dagster_project.formats.document import UnreadableError
from dagster_project.formats.workbook import Sheet, SheetCell


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook in order, hidden ones marked. Raises `UnreadableError`."""
    compound = CompoundFile(content)
    names = compound.names()
    stored, since_1904 = read_stored(compound.stream("Workbook" if "Workbook" in names else "Book"))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = []
        for number, meta in enumerate(book.sheets_metadata, start=1):
            sheet = Sheet(number, meta.name, meta.visible != SheetVisibleEnum.Visible)
            _fill(sheet, book, stored[number - 1] if number <= len(stored) else StoredSheet(), since_1904)
            found.append(sheet)
    except CalamineError:
        raise UnreadableError("整个文件", "工作簿不完整或已损坏，无法打开", "请用 Excel 打开并另存后重新提供") from None
    return found


def _fill(sheet: Sheet, book: CalamineWorkbook, stored: StoredSheet, since_1904: bool) -> None:
    values = book.get_sheet_by_name(sheet.name)
    top, left = values.start or (0, 0)
    for row, texts in enumerate(values.to_python(skip_empty_area=True), start=top + 1) if values.start else ():
        for column, value in enumerate(texts, start=left + 1):
            if isinstance(value, str) and value:
                sheet.cells[row, column] = SheetCell(value)
            elif isinstance(value, bool):
                sheet.cells[row, column] = SheetCell("TRUE" if value else "FALSE")
            elif value != "" and (row, column) not in stored.numbers:
                sheet.cells[row, column] = SheetCell(str(value))
    for at, (number, code) in stored.numbers.items():
        sheet.cells[at] = SheetCell(number_formats.shown(number, code, since_1904), number == 0)
    sheet.merged = [(t + 1, c + 1, b + 1, r + 1) for (t, c), (b, r) in values.merged_cell_ranges or ()]
    sheet.hidden_rows, sheet.hidden_columns = stored.hidden_rows, stored.hidden_columns
    sheet.hides_zeros = stored.hides_zeros
