"""OpenDocument workbooks (`.ods`): each cell keeps the text it shows beside its value (ODF 1.3 part 3, chapter 9).

The shown text is taken as it is; repeated empty cells and rows are counted, not made.
"""

from __future__ import annotations

from lxml import etree

from dagster_project.formats.document import UnreadableError
from dagster_project.formats.workbook import Sheet, SheetCell
from dagster_project.formats.xml_parts import parsed
from dagster_project.formats.zip_members import ZipMembers

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_MOST_REPEATS = 1000  # of a cell or row with content; thousands of equal figures side by side are a mistake of the file


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook in order, hidden ones marked. Raises `UnreadableError`."""
    members = ZipMembers(content)
    if members.has("META-INF/manifest.xml") and b"encryption-data" in members.read("META-INF/manifest.xml"):
        raise UnreadableError("整个文件", "工作簿已加密，需要密码", "请去掉密码后重新提供")
    root = parsed(members.read("content.xml"), "工作簿")
    hidden_styles = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    return [
        _sheet(number, table, table.get(f"{_TABLE}style-name") in hidden_styles)
        for number, table in enumerate(root.iterfind(f".//{_OFFICE}spreadsheet/{_TABLE}table"), start=1)
    ]


def _sheet(number: int, table: etree._Element, is_hidden: bool) -> Sheet:
    sheet = Sheet(number, table.get(f"{_TABLE}name", ""), is_hidden)
    column = 1
    for element in table.iter(f"{_TABLE}table-column"):
        repeated = _count(element, "number-columns-repeated")
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            sheet.hidden_columns.append((column, column + repeated - 1))
        column += repeated
    row = 1
    for element in table.iter(f"{_TABLE}table-row"):
        repeated = _count(element, "number-rows-repeated")
        if any(True for _ in element.iter(f"{_TEXT}p", f"{_TEXT}h")):
            for copy in range(min(repeated, _MOST_REPEATS)):
                _read_row(sheet, element, row + copy)
        row += repeated
    return sheet


def _read_row(sheet: Sheet, element: etree._Element, row: int) -> None:
    if element.get(f"{_TABLE}visibility", "visible") != "visible":
        sheet.hidden_rows.add(row)
    column = 1
    for cell in element:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = _count(cell, "number-columns-repeated")
        if text := _shown(cell):
            is_zero = cell.get(f"{_OFFICE}value") in ("0", "0.0", "-0")
            for copy in range(min(repeated, _MOST_REPEATS)):
                sheet.cells[row, column + copy] = SheetCell(text, is_zero)
            down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if down > 1 or right > 1:
                sheet.merged.append((row, column, row + down - 1, column + right - 1))
        column += repeated


def _count(element: etree._Element, name: str) -> int:
    value = element.get(f"{_TABLE}{name}", "1")
    return max(1, int(value)) if value.isdigit() else 1


def _shown(cell: etree._Element) -> str:
    """The text of a cell, its paragraphs on lines of their own; remarks pinned to the cell do not count."""
    paragraphs = [p for p in cell if p.tag in (f"{_TEXT}p", f"{_TEXT}h")]
    return "\n".join(_paragraph(p) for p in paragraphs)


def _paragraph(element: etree._Element) -> str:
    out = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            out.append(" " * min(1000, int(child.get(f"{_TEXT}c", "1"))))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            out.append(" ")
        elif isinstance(child.tag, str) and child.tag != f"{_OFFICE}annotation":
            out.append(_paragraph(child))
        out.append(child.tail or "")
    return "".join(out)
