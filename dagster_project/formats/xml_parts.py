"""The XML parts of office documents as trees, bounded and without entities or network.

Sheets of workbooks are too large for trees and are read row by row in `xlsx`; only well-formedness is judged here.
"""

from __future__ import annotations

from lxml import etree

from dagster_project.formats.document import UnreadableError

# A Word file of 300 pages has about 200,000 elements; a tree of a million takes some 300 megabytes.
MAX_ELEMENTS = 1_000_000


def parsed(data: bytes, what: str) -> etree._Element:
    """The root of a part. `what` names the document in a refusal. Raises `UnreadableError`."""
    if data.count(b"<") > 2 * MAX_ELEMENTS:
        raise UnreadableError("整个文件", f"{what}过大，拒绝读取", "请拆分后分别提供")
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise damaged(what, error) from None


def damaged(what: str, error: Exception) -> UnreadableError:
    """The refusal of a part that is no XML or says what it cannot mean."""
    line = f"（XML 第 {error.lineno} 行）" if isinstance(error, etree.XMLSyntaxError) and error.lineno else ""
    return UnreadableError("整个文件", f"{what}内容损坏{line}", "请打开并另存后重新提供")
