"""A workbook: one sheet a form, the title over merged cells, amounts as numbers with the format that prints them; the prose
goes on a sheet before them."""

from __future__ import annotations

import io
import re

from dagster_project.office_archive import without_clock
from dagster_project.simulator.document import Cell, Place, Printed, Table, broken

_NUMBER = re.compile(r"-?[0-9,]+(\.[0-9]+)?$")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def write(printed: Printed) -> tuple[bytes, dict[int, list[Place]]]:
    import datetime

    from openpyxl import Workbook

    book = Workbook()
    # what openpyxl would take from the clock
    book.properties.created = book.properties.modified = datetime.datetime(printed.year, 1, 1)  # noqa: DTZ001
    prose = book.active
    prose.title = "说明"
    for number, paragraph in enumerate(printed.paragraphs(), 1):
        prose.cell(number, 1, paragraph.text)
    prose.column_dimensions["A"].width = 100
    places: dict[int, list[Place]] = {}
    names: dict[str, int] = {}
    for sheet_number, table in enumerate(printed.tables(), 2):
        name = _FORBIDDEN.sub("", table.title)[:26]
        names[name] = names.get(name, 0) + 1
        sheet = book.create_sheet(name + (f"({names[name]})" if names[name] > 1 else ""))
        _sheet(sheet, table)
        rows = range(1, len(table.head) + len(table.body) + 1)  # of the grid: what stands above is no table
        places[id(table)] = [Place(sheet_number, sheet_number - 1, row) for row in rows]
    buffer = io.BytesIO()
    book.save(buffer)
    return without_clock(buffer.getvalue()), places


def _sheet(sheet, table: Table) -> None:
    """Fills one sheet."""
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin")
    row = 1
    if table.number:
        sheet.cell(row, 1, table.number)
        row += 1
    sheet.cell(row, 1, table.title).font = Font(size=16)
    sheet.cell(row, 1).alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=table.columns)
    row += 1
    for left, right in table.above:
        sheet.cell(row, 1, left)
        sheet.cell(row, table.columns, right).alignment = Alignment(horizontal="right")
        row += 1
    for cells in (*table.head, *table.body):
        for column, cell in enumerate(cells, 1):
            target = sheet.cell(row, column)
            target.border = Border(thin, thin, thin, thin)
            if cell is None:
                continue
            _value(target, cell, broken(cell, table, "\n"))
            if cell.row_span > 1 or cell.column_span > 1:
                sheet.merge_cells(
                    start_row=row,
                    start_column=column,
                    end_row=row + cell.row_span - 1,
                    end_column=column + cell.column_span - 1,
                )
        row += 1
    for note in table.notes:
        sheet.cell(row, 1, note)
        row += 1
    for column, width in enumerate(table.widths or [2.0] * table.columns, 1):
        sheet.column_dimensions[get_column_letter(column)].width = 9 * width


def _value(target, cell: Cell, text: str) -> None:
    if cell.role == "figure" and _NUMBER.fullmatch(cell.text):
        digits = cell.text.replace(",", "")
        decimals = len(digits.partition(".")[2])
        from decimal import Decimal

        target.value = Decimal(digits)
        target.number_format = ("#,##0" if "," in cell.text else "0") + ("." + "0" * decimals if decimals else "")
    elif cell.text:
        target.value = text
        target.number_format = "@" if cell.role == "code" else "General"
