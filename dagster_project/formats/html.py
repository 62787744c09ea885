"""Web pages (`.html`, `.htm`) and web archives (`.mhtml`): running text and tables as a browser shows them.

Scripts, styles and hidden elements are not seen; hidden figures are listed. Tables keep their spans; a table that only
holds other tables is layout, read like running text. The character set comes from mark, header or declaration, and from
the bytes where these are wrong. What a page shows in which order is `html_flow`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree, html

from dagster_project.formats.assembly import Assembly
from dagster_project.formats.document import Document, Grid, Unread, UnreadableError
from dagster_project.formats.flattened import regroup
from dagster_project.formats.html_flow import Visibility, flow
from dagster_project.formats.html_tables import is_layout, table_cells
from dagster_project.formats.mhtml import html_parts
from dagster_project.formats.sniffing import kind
from dagster_project.formats.text import decode

MAX_BYTES = 64 * 1024 * 1024
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Excel writes hidden sheets out too, and says so in the sheet's own options
_HIDDEN_SHEET = re.compile(r"<x:Visible>\s*Sheet(Very)?Hidden\s*</x:Visible>", re.I)
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936"}
_CJK_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])")


def read(content: bytes) -> Document:
    """The document of a page's or a web archive's bytes. Raises `UnreadableError`."""
    if len(content) > MAX_BYTES:
        raise UnreadableError("整个文件", f"网页超过 {MAX_BYTES // 1024 // 1024} MB，拒绝读取", "请拆分后分别提供")
    is_archive = kind(content) == ".mhtml"
    assembly = Assembly()
    is_cut = False
    for page, charset in html_parts(content) if is_archive else [(content, None)]:
        text = _characters(page, charset)
        _add_page(assembly, text)
        is_cut = _ends_within_something(text)
    blocks = regroup(assembly.blocks)
    if is_cut:
        assembly.unread.append(Unread("文件末尾", "文件在此处中断，内容不完整", "请重新提供完整的文件", "truncated"))
        for n in range(len(blocks) - 1, -1, -1):
            if isinstance(block := blocks[n], Grid):
                blocks[n] = replace(block, is_cut=True)
                break
    return Document("mhtml" if is_archive else "html", 1, tuple(blocks), tuple(assembly.unread))


def _ends_within_something(text: str) -> bool:
    """Whether a page stops within a tag or a table: browsers mend that, and rows are missing."""
    end = text.rstrip().lower()
    if "</html" in end[-2000:]:
        return False
    return end.rfind("<") > end.rfind(">") or end.count("<table") > end.count("</table")


def _characters(content: bytes, charset: str | None) -> str:
    declared = _DECLARED.search(content[:4096])
    name = (charset or (declared[1].decode("ascii") if declared else "")).lower()
    if name and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("gb18030" if name in _CHINESE else name)
        except (LookupError, UnicodeDecodeError):
            pass  # declared wrongly
    return decode(content)


def _add_page(assembly: Assembly, text: str) -> None:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_XML_DECLARATION.sub("", text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise UnreadableError("整个文件", "网页没有内容或已损坏", "请重新保存网页后提供") from None
    if _HIDDEN_SHEET.search(text):
        assembly.left_out("网页中的工作表是隐藏的", [t for t in root.itertext() if t.strip()])
        return
    visibility = Visibility(root)
    _add_flow(assembly, root, visibility)
    figures = [t for t in visibility.hidden_texts if any(c.isdigit() for c in t)]
    assembly.left_out("网页有隐藏的内容", figures)


def _add_flow(assembly: Assembly, root: html.HtmlElement, visibility: Visibility) -> None:
    """Running text and tables in order; layout tables and tables within cells are followed without recursion."""
    pending: list[str] = []
    for event in flow(root, visibility, is_layout):
        if isinstance(event, str):
            pending.append(event)
            continue
        assembly.prose(_lines("".join(pending)), event if isinstance(event, int) else 0)
        pending = []
        if not isinstance(event, int):
            assembly.table(table_cells(event, visibility))
            for inner in event.iterdescendants("table"):
                if next(inner.iterdescendants("table"), None) is None or not is_layout(inner):
                    assembly.table(table_cells(inner, visibility))
    assembly.prose(_lines("".join(pending)))


def _lines(text: str) -> str:
    """Running text with its white space as a browser shows it; `\\v` marks a line break that is meant."""
    parts = (" ".join(_CJK_BREAK.sub("", part).split()) for part in text.split("\v"))
    return "\n".join(parts)
