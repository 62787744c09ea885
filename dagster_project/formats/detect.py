"""Which format module reads a file: by what its first bytes say, the suffix only where they say nothing.

The table of formats stands here alone; adding a format is one module and one line.
"""

from __future__ import annotations

import importlib
from pathlib import PurePath

from dagster_project.formats.document import Document, UnreadableError

# suffix -> module of this package with `read(content: bytes) -> Document`
MODULES = {
    ".txt": "text",
    ".md": "text",
    ".pdf": "pdf",
}
# first bytes -> what the file really is, in words for the refusal, and the module that reads it
_SIGNATURES = (
    (b"%PDF-", "PDF", ".pdf"),
    (b"PK\x03\x04", "Office 文档或压缩包", ".zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文档", ".doc"),
    (b"\x89PNG", "PNG 图像", ".png"),
    (b"\xff\xd8\xff", "JPEG 图像", ".jpg"),
    (b"{\\rtf", "RTF 文档", ".rtf"),
)


def read(content: bytes, file_name: str) -> Document:
    """The document of these bytes. Raises `UnreadableError` where no module reads them."""
    suffix = PurePath(file_name).suffix.lower()
    if not content.strip():
        raise UnreadableError("整个文件", "文件是空的", "请重新提供有内容的文件")
    for signature, what, real_suffix in _SIGNATURES:
        if content.startswith(signature):
            if suffix in MODULES and MODULES.get(real_suffix) != MODULES[suffix]:
                raise UnreadableError(
                    "文件开头", f"扩展名为 {suffix}，内容却是{what}", "请改正扩展名，或提供与扩展名一致的文件"
                )
            break
    if suffix not in MODULES:
        known = "、".join(sorted(MODULES))
        raise UnreadableError("文件名", f"尚不能读取 {suffix or '无扩展名'} 文件", f"请提供以下格式之一：{known}")
    return importlib.import_module(f"dagster_project.formats.{MODULES[suffix]}").read(content)
