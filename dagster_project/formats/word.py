"""Word documents (`.docx`): paragraphs with heading levels, tables with spans, text boxes, as a reader sees them.

Blocks of the main text in order, footnotes at the end; deleted revisions, hidden text and field codes are not seen. A
Word file has no pages of its own: page is 1. What stands within a paragraph is read by `word_text`; headers and footers
repeat what is elsewhere and are left out.
"""

from __future__ import annotations

from lxml import etree

from dagster_project.formats.assembly import Assembly
from dagster_project.formats.document import Document, UnreadableError
from dagster_project.formats.regions import Placed
from dagster_project.formats.word_numbering import Numbering
from dagster_project.formats.word_text import ParagraphText, boxes, local_name
from dagster_project.formats.xml_parts import parsed
from dagster_project.formats.zip_members import ZipMembers

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_DEPTH = 40


def read(content: bytes) -> Document:
    """The document of a Word file's bytes. Raises `UnreadableError` where it is damaged, encrypted or enormous."""
    members = ZipMembers(content)
    main = _part(members, "word/document.xml")
    parts = (_part(members, n) if members.has(n) else None for n in ("word/numbering.xml", "word/styles.xml"))
    reader = _Reader(_heading_levels(members), Numbering(*parts))
    body = next(main.iter("{*}body"), None)
    if body is None:
        raise UnreadableError("整个文件", "Word 文档没有正文", "请重新下载或重新提供完整的文件")
    reader.flow(body)
    for part, kind in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        if members.has(part):
            for note in _part(members, part).iter(f"{{*}}{kind}"):
                reader.flow(note)
    reader.finish()
    return Document("docx", 1, tuple(reader.assembly.blocks), tuple(reader.assembly.unread))


def _part(members: ZipMembers, name: str) -> etree._Element:
    root = parsed(members.read(name), "Word 文档")
    # documents saved in the strict dialect name the same elements in another namespace
    if root.tag.startswith("{http://purl.oclc.org/ooxml/"):
        for element in root.iter("{http://purl.oclc.org/ooxml/wordprocessingml/main}*"):
            element.tag = _W + local_name(element)
    return root


def _heading_levels(members: ZipMembers) -> dict[str, int]:
    """Style -> heading level (1…9), also where a style takes it from the one it is based on."""
    if not members.has("word/styles.xml"):
        return {}
    own: dict[str, int] = {}
    parents: dict[str, str] = {}
    for style in _part(members, "word/styles.xml").iter(f"{_W}style"):
        identity = style.get(f"{_W}styleId", "")
        name = style.find(f"{_W}name")
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        based = style.find(f"{_W}basedOn")
        if based is not None:
            parents[identity] = based.get(f"{_W}val", "")
        words = (name.get(f"{_W}val", "") if name is not None else "").lower().split()
        if outline is not None and outline.get(f"{_W}val", "9").isdigit():
            own[identity] = int(outline.get(f"{_W}val", "9")) + 1
        elif len(words) == 2 and words[0] == "heading" and words[1].isdigit():
            own[identity] = int(words[1])
        elif words == ["title"]:
            own[identity] = 1
    levels = {}
    for identity in {*own, *parents}:
        at, steps = identity, 0
        while at not in own and at in parents and steps < 20:
            at, steps = parents[at], steps + 1
        if own.get(at, 10) <= 9:
            levels[identity] = own[at]
    return levels


class _Reader:
    """Walks the blocks of a document once, in order."""

    def __init__(self, levels: dict[str, int], numbering: Numbering) -> None:
        self.assembly = Assembly()
        self._numbering = numbering
        self._levels = levels
        self._text = ParagraphText()

    def finish(self) -> None:
        """List what is not seen."""
        self.assembly.left_out("有隐藏文字", self._text.hidden)

    def flow(self, container: etree._Element, depth: int = 0) -> None:
        """Add the paragraphs and tables of a body, a text box or a note."""
        if depth > _MAX_DEPTH:
            raise UnreadableError("整个文件", f"表格嵌套超过 {_MAX_DEPTH} 层，拒绝读取", "请简化后重新提供")
        for element in container:
            name = local_name(element)
            if name == "p":
                self._paragraph(element, depth)
            elif name == "tbl":
                self._table(element, depth)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
                self.flow(element, depth + 1)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> None:
        self.assembly.prose(self._numbered_text(paragraph), self._level(paragraph))
        for box in boxes(paragraph):
            self.flow(box, depth + 1)

    def _numbered_text(self, paragraph: etree._Element) -> str:
        """The text with the number Word prints before it; an empty paragraph counts and shows nothing."""
        prefix, text = self._numbering.prefix(paragraph), self._text.of(paragraph)
        return prefix + text if text.strip() else text

    def _level(self, paragraph: etree._Element) -> int:
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and outline.get(f"{_W}val", "9").isdigit():
            level = int(outline.get(f"{_W}val", "9")) + 1
            return level if level <= 9 else 0
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._levels.get(style.get(f"{_W}val", ""), 0) if style is not None else 0

    def _table(self, table: etree._Element, depth: int) -> None:
        cells: list[Placed] = []
        inner: list[etree._Element] = []
        open_spans: dict[int, int] = {}  # first column of a cell that goes on downwards -> its place in `cells`
        for row, element in enumerate(_rows(table), start=1):
            if element.find(f"{_W}trPr/{_W}del") is not None:
                continue  # a row deleted in a revision; what stands below keeps its number
            column = 1 + _number(element.find(f"{_W}trPr/{_W}gridBefore"), 0)
            for cell in _cells(element):
                properties = cell.find(f"{_W}tcPr")
                span = _number(properties.find(f"{_W}gridSpan") if properties is not None else None, 1)
                merge = properties.find(f"{_W}vMerge") if properties is not None else None
                if merge is not None and merge.get(f"{_W}val", "continue") == "continue" and column in open_spans:
                    at = open_spans[column]
                    above = cells[at]
                    cells[at] = Placed(above.row, above.column, above.text, row - above.row + 1, above.column_span)
                else:
                    text, tables = self._cell(cell)
                    inner.extend(tables)
                    cells.append(Placed(row, column, text, 1, span))
                    open_spans.pop(column, None)
                    if merge is not None:
                        open_spans[column] = len(cells) - 1
                column += span
        self.assembly.table(cells)
        for nested in inner:
            if local_name(nested) == "tbl":
                self._table_within(nested, depth)
            else:
                self.flow(nested, depth + 1)

    def _table_within(self, table: etree._Element, depth: int) -> None:
        if depth >= _MAX_DEPTH:
            raise UnreadableError("整个文件", f"表格嵌套超过 {_MAX_DEPTH} 层，拒绝读取", "请简化后重新提供")
        self._table(table, depth + 1)

    def _cell(self, cell: etree._Element) -> tuple[str, list[etree._Element]]:
        """The text of a cell, and the tables and text boxes in it, which follow their table."""
        texts: list[str] = []
        within: list[etree._Element] = []
        waiting = list(reversed(cell))
        while waiting:
            element = waiting.pop()
            name = local_name(element)
            if name == "p":
                texts.append(self._numbered_text(element))
                within.extend(boxes(element))
            elif name == "tbl":
                within.append(element)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
                waiting.extend(reversed(element))
        return "\n".join(t for t in texts if t.strip()), within


def _rows(table: etree._Element) -> list[etree._Element]:
    return _children(table, "tr")


def _cells(row: etree._Element) -> list[etree._Element]:
    return _children(row, "tc")


def _children(element: etree._Element, wanted: str) -> list[etree._Element]:
    """Children of a name, also those wrapped in content controls."""
    found: list[etree._Element] = []
    for child in element:
        name = local_name(child)
        if name == wanted:
            found.append(child)
        elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
            found.extend(_children(child, wanted))
    return found


def _number(element: etree._Element | None, otherwise: int) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return min(int(value), 1000) if value.isdigit() else otherwise
