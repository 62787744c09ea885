"""What a file really is, from its bytes: the suffix of its format, whatever the file is called.

Files called .xls that hold a web page or a new workbook are common; so are saved pages that are archives of one.
"""

from __future__ import annotations

import re

from dagster_project.formats.compound import SIGNATURE, CompoundFile
from dagster_project.formats.document import UnreadableError
from dagster_project.formats.zip_members import ZipMembers

_FIRST_BYTES = (
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"BM", ".bmp"),
    (b"{\\rtf", ".rtf"),
)
# a member of the zip -> what the zip is
_MEMBERS = (
    ("xl/workbook.xml", ".xlsx"),
    ("xl/workbook.bin", ".xlsb"),
    ("word/document.xml", ".docx"),
    ("ppt/presentation.xml", ".pptx"),
    ("ofd.xml", ".ofd"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.text": ".odt",
}
# a stream of the compound file -> what the file is
_STREAMS = (("EncryptedPackage", "encrypted"), ("Workbook", ".xls"), ("Book", ".xls"), ("WordDocument", ".doc"))
_MARKUP = re.compile(
    rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S
)
_OFFICE_XML = re.compile(rb"<\?mso-application\s+progid=\"(Excel|Word)\.(Sheet|Document)\"")
_MAIL = re.compile(rb"^\s*((MIME-Version|From|Date|Subject|Snapshot-Content-Location|Content-Type)\s*:)", re.I)

NAMES = {
    ".pdf": "PDF",
    ".png": "PNG 图像",
    ".jpg": "JPEG 图像",
    ".tif": "TIFF 图像",
    ".bmp": "BMP 图像",
    ".rtf": "RTF 文档",
    ".xlsx": "Excel 工作簿",
    ".xlsb": "Excel 二进制工作簿",
    ".xls": "旧版 Excel 工作簿",
    ".docx": "Word 文档",
    ".doc": "旧版 Word 文档",
    ".pptx": "PowerPoint 演示文稿",
    ".ofd": "OFD 版式文件",
    ".ods": "OpenDocument 表格",
    ".odt": "OpenDocument 文本",
    ".html": "网页",
    ".mhtml": "网页存档（MHTML）",
    ".zip": "压缩包",
    "compound": "旧版 Office 文件",
    "broken": "不完整或已损坏的压缩包或 Office 文件",
    "encrypted": "加密的 Office 文件",
}


def kind(content: bytes) -> str | None:
    """The suffix of the format the bytes are in, `encrypted`, `broken`, `compound`; none where they do not say."""
    for first, suffix in _FIRST_BYTES:
        if content.startswith(first):
            return suffix
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(content)
    if content.startswith(SIGNATURE):
        return _compound_kind(content)
    if b"%PDF-" in content[:1024]:  # the mark may stand behind other bytes, but not within another format
        return ".pdf"
    return _markup_kind(content)


def _zip_kind(content: bytes) -> str:
    try:
        members = ZipMembers(content)
    except UnreadableError:
        return "broken"
    if members.has("mimetype"):
        try:
            declared = members.read("mimetype", limit=200).strip()
        except UnreadableError:
            return "broken"
        if declared in _OPEN_DOCUMENT:
            return _OPEN_DOCUMENT[declared]
    return next((suffix for name, suffix in _MEMBERS if members.has(name)), ".zip")


def _compound_kind(content: bytes) -> str:
    try:
        names = set(CompoundFile(content).names())
    except UnreadableError:
        return "broken"
    return next((suffix for name, suffix in _STREAMS if name in names), "compound")


def _markup_kind(content: bytes) -> str | None:
    head = content[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    if found := _OFFICE_XML.search(head):
        return ".xls.xml" if found[1] == b"Excel" else ".doc.xml"
    if _MARKUP.match(head):
        return ".html"
    if _MAIL.match(head) and re.search(rb"^MIME-Version\s*:", head, re.I | re.M):
        return ".mhtml"
    return None
