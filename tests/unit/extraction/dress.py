"""Invented disclosures in the dresses of many provinces, kept as YAML and written out as text, web page, workbook
and Word file.

`dresses/<name>.yml`: the lines of the cover; then tables (form, lines above, rows) and notes. A row is one line of cells
parted by `|`; `>n` behind a text merges it over n columns, `^n` over n rows.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

import docx
import openpyxl
import yaml
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

DRESSES = Path(__file__).parent / "dresses"
_MERGED = re.compile(r"(?:>(?P<across>\d+))?(?:\^(?P<down>\d+))?$")


@dataclass(frozen=True)
class Placed:
    """A cell of a table with its place, counted from 1, and how far it is merged."""

    row: int
    column: int
    text: str
    across: int
    down: int


def dress(name: str) -> dict:
    return yaml.safe_load((DRESSES / f"{name}.yml").read_text(encoding="utf-8"))


def tables(content: dict) -> list[dict]:
    return [block for block in content["blocks"] if "rows" in block]


def placed(rows: list[str]) -> list[Placed]:
    taken: set[tuple[int, int]] = set()
    found = []
    for row, line in enumerate(rows, start=1):
        column = 1
        for cell in line.split("|"):
            merged = _MERGED.search(cell)
            across, down = int(merged["across"] or 1), int(merged["down"] or 1)
            while (row, column) in taken:
                column += 1
            found.append(Placed(row, column, cell[: merged.start()], across, down))
            taken |= {(r, c) for r in range(row, row + down) for c in range(column, column + across)}
            column += across
    return found


def as_text(content: dict) -> bytes:
    """Tables as lines parted by tabs, as they come out of a PDF: what is merged is not told."""
    lines = [*content["cover"], ""]
    for block in content["blocks"]:
        if "note" in block:
            lines.append(block["note"])
            continue
        cells = placed(block["rows"])
        width = max(c.column + c.across - 1 for c in cells)
        fields = {(c.row, c.column): c.text for c in cells}
        lines += [*block["above"], ""]
        rows = range(1, len(block["rows"]) + 1)
        lines += ["\t".join(fields.get((r, c), "") for c in range(1, width + 1)) for r in rows]
        lines.append("")
    return "\n".join(lines).encode()


def as_html(content: dict) -> bytes:
    out = ["<html><head><meta charset='utf-8'></head><body>", *(f"<p>{escape(t)}</p>" for t in content["cover"])]
    for block in content["blocks"]:
        if "note" in block:
            out.append(f"<p>{escape(block['note'])}</p>")
            continue
        out += [*(f"<p>{escape(t)}</p>" for t in block["above"]), "<table>"]
        cells = placed(block["rows"])
        for row in range(1, len(block["rows"]) + 1):
            out.append("<tr>")
            out += [f"<td colspan={c.across} rowspan={c.down}>{escape(c.text)}</td>" for c in cells if c.row == row]
            out.append("</tr>")
        out.append("</table>")
    return "".join([*out, "</body></html>"]).encode()


def _corner(sheet, cell: Placed, top: int) -> None:
    """A cell of a workbook: an amount as a number, everything else as text; merged as in the dress."""
    target = sheet.cell(top + cell.row, cell.column)
    amount = cell.text.replace(",", "")
    if re.fullmatch(r"\d+\.\d\d", amount):
        target.value, target.number_format = float(amount), "#,##0.00"
    elif cell.text:
        target.value = cell.text
    if cell.across > 1 or cell.down > 1:
        end = {"end_row": top + cell.row + cell.down - 1, "end_column": cell.column + cell.across - 1}
        sheet.merge_cells(start_row=top + cell.row, start_column=cell.column, **end)


def as_xlsx(content: dict) -> bytes:
    """A workbook with a sheet a table, ruled, and set up to be printed one page wide."""
    book = openpyxl.Workbook()
    for row, text in enumerate(content["cover"], start=3):
        book.active.cell(row, 1, text)
    thin = Side(style="thin")
    for number, block in enumerate(content["blocks"], start=1):
        sheet = book.create_sheet(f"Sheet{number}")
        if "note" in block:
            sheet.cell(1, 1, block["note"])
            continue
        cells = placed(block["rows"])
        width, top = max(c.column + c.across - 1 for c in cells), len(block["above"])
        for row, text in enumerate(block["above"], start=1):
            sheet.cell(row, 1, text)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        for cell in cells:
            _corner(sheet, cell, top)
        for row in range(top + 1, top + len(block["rows"]) + 1):
            sheet.row_dimensions[row].height = 70
            for column in range(1, width + 1):
                sheet.column_dimensions[get_column_letter(column)].width = 16
                sheet.cell(row, column).border = Border(left=thin, right=thin, top=thin, bottom=thin)
                sheet.cell(row, column).alignment = Alignment(wrap_text=True)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return _saved(book)


def as_docx(content: dict) -> bytes:
    """A Word file with each table on a page of its own, its columns as narrow as they come."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = page.page_height, page.page_width
    for text in content["cover"]:
        document.add_paragraph(text)
    for block in content["blocks"]:
        if "note" in block:
            document.add_paragraph(block["note"])
            continue
        document.add_page_break()
        for text in block["above"]:
            document.add_paragraph(text)
        cells = placed(block["rows"])
        table = document.add_table(len(block["rows"]), max(c.column + c.across - 1 for c in cells))
        table.style = "Table Grid"
        for cell in cells:
            corner = table.cell(cell.row - 1, cell.column - 1)
            if cell.across > 1 or cell.down > 1:
                corner = corner.merge(table.cell(cell.row + cell.down - 2, cell.column + cell.across - 2))
            corner.text = cell.text
        document.add_paragraph("")
    return _saved(document)


def _saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
