"""The profile of a department: its duties, its offices, its units. Counts it states are claims, read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dagster_project.extraction.narrative_terms import profile_terms
from dagster_project.extraction.sections import Situated

_ENDING = re.compile(r"[。;；.]+$")


class Profile:
    """Reads the paragraphs of the profile in order: a list of units may go on over several of them."""

    def __init__(self) -> None:
        self._units_follow = False

    def passages(self, situated: Situated) -> Iterator[tuple[str, str | None, str]]:
        """Kind (duty, office, unit), title and text of what a paragraph says."""
        words = profile_terms()
        paragraph = situated.paragraph
        heading = situated.headings[-1] if situated.headings else ""
        compact = paragraph.text.compact
        if words["structure_headings"].search(heading):
            yield from self._structure(situated, compact)
            return
        self._units_follow = False
        if words["other_headings"].search(heading):
            return
        if words["duty_headings"].search(heading) and not words["duty_lead"].fullmatch(compact):
            yield "duty", None, paragraph.text.raw.strip()

    def _structure(self, situated: Situated, compact: str) -> Iterator[tuple[str, str | None, str]]:
        words = profile_terms()
        if itself := words["itself"].match(compact):
            yield "unit", itself["name"], compact
        if situated.paragraph.level is not None and self._units_follow:
            name = _ENDING.sub("", re.split(r"[,，]", situated.paragraph.title)[0])
            yield "unit", name, situated.paragraph.text.raw.strip()
        for sentence in re.split(r"(?<=[。;])", compact):
            if found := words["offices"].search(sentence):
                yield from (("office", name, name) for name in _names(found["list"]))
            elif words["unit_words"].search(sentence) and (found := words["units"].search(sentence)):
                yield from (("unit", name, name) for name in _names(found["list"]))
        if words["units_follow"].search(compact) and words["unit_words"].search(compact):
            self._units_follow = True


def _names(listed: str) -> Iterator[str]:
    """The names of a list; a separator within brackets is part of a name."""
    words = profile_terms()
    for name in re.split(rf"(?:{words['list_separators'].pattern})(?![^(]*\))", _ENDING.sub("", listed)):
        stripped = words["list_endings"].sub("", name).strip()
        if stripped and not words["not_listed"].match(stripped):
            yield stripped
