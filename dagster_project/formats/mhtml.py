"""Web archives (`.mhtml`, and saved pages and workbooks that are archives whatever they are called): their pages in order.

Only the mail-like container (RFC 2557); what a page says belongs to `html`.
"""

from __future__ import annotations

from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from dagster_project.formats.document import UnreadableError

# the strip of sheet names that Excel saves as a page of its own
_NO_PAGE = ("tabstrip.htm", "tabstrip.html")


def html_parts(content: bytes) -> list[tuple[bytes, str | None]]:
    """The pages of an archive and the character set each part declares. Raises `UnreadableError` where it has none."""
    message = BytesParser(policy=compat32).parsebytes(content.lstrip())
    pages = [
        (part.get_payload(decode=True), part.get_content_charset())
        for part in message.walk()
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and not _is_strip(part)
    ]
    found = [(page, charset) for page, charset in pages if isinstance(page, bytes) and page.strip()]
    if not found:
        raise UnreadableError("整个文件", "网页存档中没有网页", "请重新保存网页后提供")
    return found


def _is_strip(part: Message) -> bool:
    return (part.get("Content-Location") or "").lower().endswith(_NO_PAGE)
