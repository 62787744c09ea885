"""Paragraphs out of lines: which line goes on with the one before, over line and page breaks.

The typography decides, not the meaning: a break is soft where the next word would not have fitted any more, or where a
sentence has not ended. Headings and numbered items begin anew. What a heading means is `sections`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median_low

from dagster_project.extraction.amounts import folded
from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.printed_text import PrintedText, joined
from dagster_project.formats.document import Line

_PART = r"第[一二三四五六七八九十]+部分"
_ORDINALS = (
    re.compile(_PART),
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)、?"),
    re.compile(r"\d{1,2}(?:\.(?:\s+|(?!\d))|\.(?=(?:19|20)\d\d年)|、)"),
    re.compile(r"\(\d{1,2}\)(?!\d)"),
    re.compile(r"[①-⑳]"),
)
_TERMINAL = re.compile(r"[。!?;:]$")
_PROSE = re.compile(r"[,。;:]")
_GOES_ON = re.compile(r"[,。;:、)》”]|\((?!\d|[一二三四五六七八九十])|\d[\d,.]*\s*(?:亿元|万元|元|%|个|辆|台|家|人|次)")
_FIRST_WORD = re.compile(r"[A-Za-z0-9.,%]+|.", re.S)
_LOOSE_SETTING = 4  # justified lines end up to two characters short of the widest
_CLOSING = re.compile(r"[,。;:、)》”]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading, a numbered item or a run of prose. `level` is that of its ordinal: 0 第一部分, 1 一、, 2 （一）, 3 1.,
    4 （1）, 5 ①; none without."""

    lines: tuple[Line, ...]
    text: PrintedText
    level: int | None
    title: str  # the compact text without its ordinal

    @property
    def printed_title(self) -> str:
        """The text as printed without its ordinal."""
        return self.text.raw[ordinal(folded(self.text.raw))[1] :].strip()

    @property
    def is_short(self) -> bool:
        """Whether it may be a heading: no sentence, no clause, not long. A numbered heading may end with a full stop:
        （一）收入决算情况。"""
        title = self.title.removesuffix("。") if terms().stopped_heading.search(self.title) else self.title
        return len(self.text.compact) <= 60 and not _PROSE.search(title)


def ordinal(text: str) -> tuple[int | None, int]:
    """Level and length (in characters of the folded text) of the ordinal a line opens with."""
    start = len(text) - len(text.lstrip())
    for level, pattern in enumerate(_ORDINALS):
        if match := pattern.match(text, start):
            return level, match.end()
    return None, 0


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of a document in order. Every line is in exactly one; page numbers are paragraphs of their own."""
    widths = _page_widths(lines)
    groups: list[list[Line]] = []
    aside: list[list[Line]] = []  # page numbers stand between two halves of a sentence
    for line in lines:
        if is_page_number(line.text):
            aside.append([line])
        elif groups and _goes_on(groups[-1], line, widths[groups[-1][-1].page]):
            groups[-1].append(line)
        else:
            groups.append([line])
    order = sorted([*groups, *aside], key=lambda g: _position(lines)[id(g[0])])
    return [_paragraph(group) for group in order]


def _page_widths(lines: Sequence[Line]) -> dict[int, int]:
    """How wide the type area of each page is: what its long lines have in common."""
    by_page: dict[int, list[int]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(_width(line.text))
    return {page: median_low(w for w in widths if w * 4 >= max(widths) * 3) for page, widths in by_page.items()}


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number."""
    return bool(terms().page_number.match(folded(text)))


def _position(lines: Sequence[Line]) -> dict[int, int]:
    return {id(line): n for n, line in enumerate(lines)}


def _paragraph(group: list[Line]) -> Paragraph:
    text = joined(group)
    level, length = ordinal(folded(text.raw))
    title = "".join(c for c, o in zip(text.compact, text.origins, strict=True) if o >= length)
    return Paragraph(tuple(group), text, level, title)


def _goes_on(group: list[Line], line: Line, width: int) -> bool:
    last = group[-1]
    if line.heading_level or last.heading_level or _begins_anew(line.text):
        return False
    before = folded("".join(item.text for item in group)).rstrip()
    after = folded(line.text).lstrip()
    level, length = ordinal(before)
    if level is not None and not before[length:].strip():
        return True
    if _is_whole_heading(before[length:].strip(), level):
        return bool(terms().heading_goes_on.match(after))
    if _GOES_ON.match(after) and not before.endswith("。"):
        return True
    word = _FIRST_WORD.match(after)
    fits = _width(last.text.rstrip()) + _width(word[0] if word else "")
    if word and _CLOSING.match(after, word.end()):
        fits += 2
    if fits >= width - _LOOSE_SETTING and not before.endswith("。"):
        return True
    return bool(_PROSE.search(before[length:])) and not _TERMINAL.search(before)


def _begins_anew(text: str) -> bool:
    compact = re.sub(r"\s+", "", folded(text))
    level, _ = ordinal(folded(text))
    return (
        level is not None or bool(terms().appendix.match(compact) or terms().note.match(compact)) or is_chapter(compact)
    )


def _is_whole_heading(title: str, level: int | None) -> bool:
    compact = re.sub(r"\s+", "", title)
    if _PROSE.search(compact):
        return False
    return compact.endswith(terms().heading_endings) or (level is None and is_chapter(compact))


@lru_cache(maxsize=4096)
def is_chapter(compact: str) -> bool:
    """Whether a line without an ordinal is the title of a chapter."""
    return len(compact) <= 50 and not _PROSE.search(compact) and bool(terms().chapters.fullmatch(compact))


@lru_cache(maxsize=8192)
def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
