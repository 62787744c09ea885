"""Text disclosures (`.txt`, `.md`): lines of prose and grids of tab-separated or pipe-separated fields.

Bytes become characters here (UTF-8, UTF-16 with its mark, GB18030) and markup becomes structure; nothing is interpreted.
A grid is an unbroken run of lines with field separators; a blank line or a line of prose ends it, and joining pieces over
page breaks is left to extraction. Family: text taken out of a PDF, tables kept as tab-separated lines; web pages copied as
text, whose tables `flattened` brings back.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dagster_project.formats.document import Document, Grid, GridCell, Line, Unread, UnreadableError
from dagster_project.formats.flattened import regroup
from dagster_project.formats.spaced_text import with_spaced_tables

_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")
_BULLET = re.compile(r"^[-*+]\s+")
_PIPE_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
# A page of real prose has no control characters; a binary file has many within its first kilobytes.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def _without_cut_character(content: bytes) -> tuple[bytes, bool]:
    """The bytes without an incomplete last UTF-8 character, and whether there was one: the file was cut there."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(content) - error.start < 4 and error.start:
            return content[: error.start], True
    return content, False


def decode(content: bytes) -> str:
    """The characters of a text file. Raises `UnreadableError` for an empty file, a binary one, an unknown encoding."""
    if not content.strip():
        raise UnreadableError("整个文件", "文件是空的", "请重新提供有内容的文件")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decode_as(content, "utf-16")
    if b"\x00" in content[:65536]:
        raise UnreadableError("整个文件", "内容不是文本，而是二进制数据", "请确认文件格式与扩展名一致后重新提供")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as utf8:
        text = _decode_gb18030(content, utf8)
    if len(_CONTROL.findall(text[:65536])) > len(text[:65536]) // 200:
        raise UnreadableError("整个文件", "内容含有大量控制字符，不是文本", "请确认文件格式与扩展名一致后重新提供")
    return text


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"第 {error.start + 1} 字节", f"按 {encoding.upper()} 编码无法读取", "请另存为 UTF-8 编码后重新提供"
        ) from None


def _decode_gb18030(content: bytes, utf8: UnicodeDecodeError) -> str:
    """GB18030 where the bytes are that; where they are damaged UTF-8, refuse and name the byte.

    Nearly every byte string decodes as GB18030, so success alone proves nothing: mostly valid UTF-8, or a result full of
    private-use and unassigned characters, is damage.
    """
    place = f"第 {utf8.start + 1} 字节"
    damaged = UnreadableError(place, "文字编码无法识别（既非 UTF-8 也非 GB18030）", "请另存为 UTF-8 编码后重新提供")
    survivors = content.decode("utf-8", errors="ignore")
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in survivors)
    if chinese * 3 > len(content) * 0.5:
        raise damaged from None
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        raise damaged from None
    strange = sum("\ue000" <= c <= "\uf8ff" or ord(c) > 0xFFFF for c in text)
    if strange * 50 > len(text):
        raise damaged from None
    return text


def read(content: bytes) -> Document:
    """Blocks of a text file in order; `line` counts physical lines from 1, `page` is 1 (text has no pages)."""
    blocks: list[Line | Grid] = []
    rows: list[tuple[int, list[str]]] = []
    tables = 0
    last_was_blank = True
    after_break = False

    def close_grid() -> None:
        nonlocal tables, rows
        if rows:
            tables += 1
            blocks.append(_grid(tables, rows, after_break))
            rows = []

    content, cut = _without_cut_character(content)
    text_lines = decode(content).splitlines(keepends=True)
    for number, raw in enumerate(text_lines, start=1):
        fields = _fields(raw)
        if fields is None:
            close_grid()
            text = raw.strip()
            if text:
                blocks.append(_line(number, raw))
            last_was_blank = not text
            continue
        if not rows:
            after_break = last_was_blank and bool(blocks) and isinstance(blocks[-1], Grid)
        if fields:
            rows.append((number, fields))
        last_was_blank = False
    close_grid()
    cut = cut or _ends_within_a_row(blocks, len(text_lines))
    if cut and isinstance(blocks[-1], Grid):
        blocks[-1] = replace(blocks[-1], is_cut=True)
    unread = Unread(f"第 {len(text_lines)} 行", "文件在此处中断，内容不完整", "请重新提供完整的文件", "truncated")
    tables_too = with_spaced_tables(blocks, text_lines)
    return Document("text", 1, tuple(regroup(tables_too)), (unread,) if cut else ())


def _ends_within_a_row(blocks: list[Line | Grid], last_line: int) -> bool:
    """Whether the file stops in the middle of a table's line: its last line, with fewer fields than the lines above."""
    grid = blocks[-1] if blocks else None
    if not isinstance(grid, Grid) or grid.rows < 3:
        return False
    widths = [sum(c.row == row for c in grid.cells) for row in range(1, grid.rows + 1)]
    return grid.cells[-1].line == last_line and widths[-1] < min(widths[:-1])


def _fields(raw: str) -> list[str] | None:
    """The fields of a line of a table, none for prose; an empty list for the rule under a pipe table's heading."""
    if "\t" in raw:
        return [f.strip() for f in raw.rstrip("\r\n").split("\t")]
    stripped = raw.strip()
    if stripped.startswith("|") and stripped.endswith("|") and stripped.count("|") > 2:
        if _PIPE_RULE.match(stripped):
            return []
        return [f.strip() for f in stripped[1:-1].split("|")]
    return None


def _line(number: int, raw: str) -> Line:
    text = raw.strip()
    level = 0
    if heading := _HEADING.match(text):
        level, text = len(heading[1]), heading[2]
    text = _EMPHASIS.sub(r"\1", _BULLET.sub("", text))
    return Line(1, number, text, level)


def _grid(number: int, rows: list[tuple[int, list[str]]], after_break: bool) -> Grid:
    cells = tuple(
        GridCell(row=r, column=c, text=text, line=line)
        for r, (line, fields) in enumerate(rows, start=1)
        for c, text in enumerate(fields, start=1)
    )
    return Grid(
        number=number,
        page=1,
        rows=len(rows),
        columns=max(len(fields) for _, fields in rows),
        cells=cells,
        spans_known=False,
        after_page_break=after_break,
    )
