"""Workbooks of the Office Open XML kind (`.xlsx`, `.xlsm`): what each sheet shows, cell by cell.

Read straight from the sheets' XML, row by row, so that a million styled empty cells cost neither time nor memory, and
because what a person sees needs what value readers leave out: number formats, hidden rows and columns, suppressed zeros,
formulas without a stored result (never computed here).
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from dagster_project.formats import number_formats
from dagster_project.formats.workbook import Sheet, SheetCell
from dagster_project.formats.xml_parts import damaged, parsed
from dagster_project.formats.zip_members import ZipMembers

_REFERENCE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook in order, hidden ones marked. Raises `UnreadableError`."""
    members = ZipMembers(content)
    try:
        return list(_sheets(members))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("工作簿", error) from None


def _sheets(members: ZipMembers) -> Iterator[Sheet]:
    main = _main_part(members)
    book = parsed(members.read(main), "工作簿")
    targets = _relations(members, main)
    strings = _shared_strings(members, targets)
    styles = next((t for kind, t in targets.values() if kind == "styles"), None)
    formats = _cell_formats(members.read(styles)) if styles and members.has(styles) else []
    since_1904 = any(p.get("date1904") in ("1", "true") for p in book.iter("{*}workbookPr"))
    for number, entry in enumerate(book.iter("{*}sheet"), start=1):
        sheet = Sheet(number, entry.get("name", ""), entry.get("state", "visible") != "visible")
        kind, target = targets.get(entry.get(_RELATION) or entry.get(_STRICT_RELATION, ""), ("", ""))
        if kind == "worksheet":
            _read_sheet(sheet, members.read(target), strings, formats, since_1904)
            for drawing_kind, drawing in _relations(members, target).values():
                if drawing_kind == "drawing" and members.has(drawing):
                    sheet.boxes.extend(_drawn_texts(members.read(drawing)))
        yield sheet


def _main_part(members: ZipMembers) -> str:
    if members.has("_rels/.rels"):
        for kind, target in _relations(members, "").values():
            if kind == "officeDocument":
                return target
    return "xl/workbook.xml"


def _relations(members: ZipMembers, part: str) -> dict[str, tuple[str, str]]:
    """Relations of a part: id -> (kind, name of the target)."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", name + ".rels")
    if not members.has(path):
        return {}
    found = {}
    for relation in parsed(members.read(path), "工作簿").iter("{*}Relationship"):
        target = relation.get("Target", "").replace("\\", "/")
        joined = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], joined)
    return found


def _shared_strings(members: ZipMembers, targets: dict[str, tuple[str, str]]) -> list[str]:
    path = next((t for kind, t in targets.values() if kind == "sharedStrings"), None)
    if path is None or not members.has(path):
        return []
    strings = []
    for _, item in etree.iterparse(io.BytesIO(members.read(path)), tag="{*}si", resolve_entities=False):
        strings.append(_rich_text(item))
        item.clear()
    return strings


def _rich_text(item: etree._Element) -> str:
    """The text of a string without the readings (phonetic runs) that stand beside it."""
    parts = [t.text or "" for t in item.iter("{*}t") if etree.QName(t.getparent()).localname != "rPh"]
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), "".join(parts))


def _cell_formats(styles: bytes) -> list[str]:
    """The format code of each cell style, by its number."""
    root = parsed(styles, "工作簿")
    codes = dict(number_formats.BUILT_IN)
    codes.update({int(f.get("numFmtId", "0")): f.get("formatCode", "General") for f in root.iter("{*}numFmt")})
    styles_of_cells = root.find("{*}cellXfs")
    found = [] if styles_of_cells is None else [int(x.get("numFmtId", "0")) for x in styles_of_cells]
    return [codes.get(number, "General") for number in found]


def _drawn_texts(drawing: bytes) -> list[str]:
    """Texts of the shapes that lie on a sheet, one per paragraph."""
    paragraphs = parsed(drawing, "工作簿").iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p")
    return [t for p in paragraphs if (t := "".join(x.text or "" for x in p.iter("{*}t")))]


def _read_sheet(sheet: Sheet, data: bytes, strings: list[str], formats: list[str], since_1904: bool) -> None:
    tags = ("{*}row", "{*}col", "{*}mergeCell", "{*}sheetView")
    row_number = 0
    with_content = None
    for _, element in etree.iterparse(io.BytesIO(data), tag=tags, resolve_entities=False):
        kind = etree.QName(element).localname
        if kind == "row":
            row_number = int(element.get("r") or row_number + 1)
            if element.get("hidden") in ("1", "true"):
                sheet.hidden_rows.add(row_number)
            if with_content is None:
                space = {"x": etree.QName(element).namespace}
                with_content = etree.XPath("x:c[x:v or x:is or x:f]", namespaces=space)
            cells = with_content(element) if len(element) else []
            if any(cell.get("r") is None for cell in cells):  # some programs leave out where a cell stands
                order = {cell: i for i, cell in enumerate(element.iterchildren("{*}c"), start=1)}
                places = [_position(cell.get("r", "")) or (row_number, order[cell]) for cell in cells]
            else:
                places = [_position(cell.get("r")) or (row_number, 1) for cell in cells]
            for cell, at in zip(cells, places, strict=True):
                _read_cell(sheet, cell, at, strings, formats, since_1904)
        elif kind == "col" and element.get("hidden") in ("1", "true"):
            sheet.hidden_columns.append((int(element.get("min", "1")), int(element.get("max", "1"))))
        elif kind == "mergeCell":
            _merge(sheet, element.get("ref", ""))
        elif kind == "sheetView" and element.get("showZeros") in ("0", "false"):
            sheet.hides_zeros = True
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _merge(sheet: Sheet, reference: str) -> None:
    corners = [_position(part) for part in reference.split(":")]
    if len(corners) == 2 and (first := corners[0]) and (last := corners[1]):
        sheet.merged.append((*first, *last))


def _position(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.match(reference.replace("$", ""))
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _read_cell(
    sheet: Sheet, cell: etree._Element, at: tuple[int, int], strings: list[str], formats: list[str], since_1904: bool
) -> None:
    kind = cell.get("t", "n")
    inline, stored, formula = cell.find("{*}is"), cell.find("{*}v"), cell.find("{*}f")
    value = stored.text if stored is not None else None
    if inline is not None:
        text = _rich_text(inline)
    elif value is None or (value == "" and kind != "str"):
        if formula is not None:
            sheet.without_result.append(at)
        return
    elif kind == "s":
        text = strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    elif kind == "b":
        text = "TRUE" if value == "1" else "FALSE"
    elif kind in ("str", "e", "d"):
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), value)
    else:
        style = int(cell.get("s", "0"))
        sheet.cells[at] = _number(value, formats[style] if style < len(formats) else "General", since_1904)
        return
    sheet.cells[at] = SheetCell(text)


def _number(value: str, code: str, since_1904: bool) -> SheetCell:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return SheetCell(value)
    return SheetCell(number_formats.shown(number, code, since_1904), number == 0)
