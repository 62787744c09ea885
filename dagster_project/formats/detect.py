"""Which format module reads a file: by what its bytes say, the suffix where they say nothing.

The table of formats stands here alone; adding a format is one module and one line. A suffix that the content belies is
refused, except where programs themselves mix them up: web pages and new workbooks called .xls, web archives called .htm.
"""

from __future__ import annotations

import importlib
from pathlib import PurePath

from dagster_project.formats.document import Document, UnreadableError
from dagster_project.formats.sniffing import NAMES, kind

# suffix -> module of this package with `read(content: bytes) -> Document`
MODULES = {
    ".txt": "text",
    ".md": "text",
    ".pdf": "pdf",
    ".xlsx": "spreadsheet",
    ".xlsm": "spreadsheet",
    ".xls": "spreadsheet",
    ".et": "spreadsheet",
    ".ods": "spreadsheet",
    ".docx": "word",
    ".html": "html",
    ".htm": "html",
    ".mhtml": "html",
    ".mht": "html",
    ".doc": "converted",
    ".wps": "converted",
    ".rtf": "converted",
    ".odt": "converted",
    ".xlsb": "converted",
    ".png": "scan",
    ".jpg": "scan",
    ".jpeg": "scan",
    ".tif": "scan",
    ".tiff": "scan",
    ".bmp": "scan",
    ".zip": "archive",
}
# kinds of content that have no suffix of their own, and who reads them
_READERS = MODULES | {".xls.xml": "converted", ".doc.xml": "converted", "compound": "converted"}
_TABLES = (".xlsx", ".xls", ".ods", ".xlsb", ".xls.xml", ".html", ".mhtml", "compound")
_TEXTS = (".docx", ".doc", ".rtf", ".odt", ".doc.xml", ".html", ".mhtml", "compound")
_PAGES = (".html", ".mhtml")
_PICTURES = (".png", ".jpg", ".tif", ".bmp")
# suffix -> what its content may really be, where that is not just the suffix itself
_MIXED_UP = (
    dict.fromkeys((".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb"), _TABLES)
    | dict.fromkeys((".docx", ".doc", ".wps", ".rtf", ".odt"), _TEXTS)
    | dict.fromkeys((".html", ".htm", ".mhtml", ".mht"), _PAGES)
    | dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), _PICTURES)
)
# these have no first bytes of their own: whatever is not something else may be one
_WITHOUT_MARK = {".txt", ".md", ".html", ".htm"}


def read(content: bytes, file_name: str) -> Document:
    """The document of these bytes. Raises `UnreadableError` where no module reads them."""
    if not content.strip(b" \t\r\n\x00"):
        raise UnreadableError("整个文件", "文件是空的", "请重新提供有内容的文件")
    return importlib.import_module(f"dagster_project.formats.{_module(content, file_name)}").read(content)


def _module(content: bytes, file_name: str) -> str:
    suffix = PurePath(file_name).suffix.lower()
    found = kind(content)
    if found == "encrypted":
        raise UnreadableError("整个文件", "文件已加密，需要密码", "请去掉密码后重新提供")
    if suffix not in MODULES:
        if found in MODULES and not suffix:
            return MODULES[found]
        known = "、".join(sorted(MODULES))
        raise UnreadableError("文件名", f"尚不能读取 {suffix or '无扩展名'} 文件", f"请提供以下格式之一：{known}")
    accepted = _MIXED_UP.get(suffix, (suffix,))
    if found is not None and found in accepted:
        return _READERS[found]
    if found is None and suffix in _WITHOUT_MARK:
        return MODULES[suffix]
    if found == "broken" and suffix in (*_MIXED_UP, ".zip"):
        raise UnreadableError("整个文件", "文件不完整或已损坏，无法打开", "请重新下载或重新提供完整的文件")
    if found:
        reason = f"扩展名为 {suffix}，内容却是{NAMES.get(found, found)}"
    else:
        reason = f"扩展名为 {suffix}，内容不是{NAMES.get(suffix, suffix.lstrip('.').upper())}"
    raise UnreadableError("文件开头", reason, "请改正扩展名，或提供与扩展名一致的文件")
