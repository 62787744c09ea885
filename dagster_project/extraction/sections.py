"""Which part of the document a paragraph belongs to, by the words of the headings above it, never by their numbers.

A region is how a paragraph is read (contents, profile, glossary, narrative, appendix); a section is what it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dagster_project.extraction.narrative_terms import profile_terms, terms
from dagster_project.extraction.paragraphs import Paragraph, is_chapter, is_page_number

_YEAR = re.compile(r"^(?:19|20)\d\d年(?:度)?")
_LEADERS = re.compile(r"[.…·\s]*\d*$")
_PUBLISHER = re.compile(r"^(?:部门|单位)")
_STATEMENT = re.compile(r"\((?:款|项)\)|\d(?:万元|亿元|元|%)")


@dataclass(frozen=True, slots=True)
class Situated:
    """A paragraph with its place in the document. `region`: cover | contents | profile | glossary | narrative | appendix
    | page_number | note (outside the narrative); `headings` are those above it, outermost first, as compact text without
    ordinals."""

    paragraph: Paragraph
    region: str
    section: str | None
    headings: tuple[str, ...]
    is_heading: bool


def section_of(title: str) -> str | None:
    """The section a heading opens, by its words."""
    if "(类)" in title:
        return None  # a class of expenditure, within its section
    for section, words in terms().sections:
        if words.search(title):
            return section
    return None


def _section_by_words(text: str) -> str | None:
    return next((section for section, words in terms().sections_by_words if words.search(text)), None)


@dataclass(slots=True)
class _Heading:
    level: int
    title: str
    section: str | None


class _Reader:
    """Goes through the paragraphs once; its state is the headings that are open."""

    def __init__(self) -> None:
        self.stack: list[_Heading] = []
        self.region = "cover"
        self.announced: set[str] = set()

    def situate(self, paragraph: Paragraph) -> Situated:
        if len(paragraph.lines) == 1 and is_page_number(paragraph.text.raw):
            return Situated(paragraph, "page_number", None, (), False)
        compact = paragraph.text.compact
        if self.region == "contents":
            if not self._contents_end(paragraph):
                self.announced.update(_names(paragraph))
                return Situated(paragraph, "contents", None, (), False)
            self.region = "cover"
        if terms().contents.match(compact):
            self._open(_Heading(0, compact, None), "contents")
            return self._here(paragraph, True)
        if terms().appendix.match(compact) and self.region != "cover":
            self._open(_Heading(0, compact, None), "appendix")
            return self._here(paragraph, True)
        if self._is_heading(paragraph):
            self._open_heading(paragraph)
            return self._here(paragraph, True)
        if self.region == "cover" and terms().note.match(compact):
            return Situated(paragraph, "note", None, (), False)
        if paragraph.level is not None and self.region != "glossary":
            self._close(paragraph.level)
        return self._here(paragraph, False)

    def _here(self, paragraph: Paragraph, is_heading: bool) -> Situated:
        section = next((h.section for h in reversed(self.stack) if h.section), None)
        if section is None and self.region in ("cover", "narrative") and not is_heading:
            section = _section_by_words(paragraph.text.compact)
        return Situated(paragraph, self.region, section, tuple(h.title for h in self.stack), is_heading)

    def _contents_end(self, paragraph: Paragraph) -> bool:
        """The contents end with the first sentence, or where a heading comes that they have announced."""
        if terms().appendix.match(paragraph.text.compact):
            return False
        if not paragraph.is_short or _names(paragraph) & self.announced:
            return True
        if paragraph.level is not None or not is_chapter(paragraph.text.compact):
            return False
        return any(paragraph.title.endswith(_PUBLISHER.sub("", name)) for name in self.announced)

    def _is_heading(self, paragraph: Paragraph) -> bool:
        if not paragraph.is_short or (not paragraph.title and paragraph.level != 0):
            return False
        if paragraph.lines[0].heading_level or paragraph.level == 0 or is_chapter(paragraph.text.compact):
            return True
        if self.region == "cover" and terms().opening_heading.search(paragraph.title):
            return paragraph.level is not None
        if paragraph.level == 1 and self.region != "glossary" and terms().section_heading.search(paragraph.title):
            return not _STATEMENT.search(paragraph.title)
        if paragraph.level is None or self.region in ("glossary", "cover") or _STATEMENT.search(paragraph.title):
            return False
        return self.region != "profile" or any(
            profile_terms()[key].search(paragraph.title)
            for key in ("duty_headings", "structure_headings", "other_headings")
        )

    def _open_heading(self, paragraph: Paragraph) -> None:
        title = paragraph.title
        section = section_of(title)
        level = paragraph.level if paragraph.level is not None else 0
        region = self.region
        if level == 0 or paragraph.lines[0].heading_level or region in ("cover", "appendix", "glossary"):
            region = _region(title, section, region if level or not title else "narrative")
        if profile_terms()["announced"].search(title):
            section, region = None, "appendix"
        elif region == "cover" or (region == "profile" and section != "profile" and is_chapter(paragraph.text.compact)):
            region = "narrative"
        if section == "basic_expenditure" and level > 1 and terms().basic_alone.fullmatch(title):
            self._close(level)
            if self.stack and self.stack[-1].section == "expenditure":
                section = "expenditure"
        if level == 1 and section is None and region == "narrative":
            section = next((h.section for h in self.stack if h.level == 0 and h.section), "other")
        if level == 0 and region == "narrative" and section not in ("overall", "other", "three_public"):
            section = None  # a part's title names no single section
        self._open(_Heading(level, title, section), region)

    def _open(self, heading: _Heading, region: str) -> None:
        self._close(heading.level)
        self.stack.append(heading)
        self.region = region

    def _close(self, level: int) -> None:
        self.stack = [h for h in self.stack if h.level < level]


def _region(title: str, section: str | None, otherwise: str) -> str:
    if terms().glossary.search(title):
        return "glossary"
    return "profile" if section == "profile" else otherwise


def _names(paragraph: Paragraph) -> set[str]:
    """What an entry of the contents is called, so that its heading is known again: its part, or its words."""
    if paragraph.level == 0:
        return {paragraph.text.compact[: paragraph.text.compact.index("分") + 1]}
    title = _YEAR.sub("", _LEADERS.sub("", paragraph.title))
    return {title} if len(title) > 3 else set()


def situate(paragraphs: Sequence[Paragraph]) -> Iterator[Situated]:
    """Each paragraph with its region and section, in document order."""
    reader = _Reader()
    for paragraph in paragraphs:
        yield reader.situate(paragraph)
