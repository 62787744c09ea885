"""The glossary: terms and how the document explains them."""

from __future__ import annotations

import re

from dagster_project.extraction.narrative_terms import profile_terms
from dagster_project.extraction.paragraphs import Paragraph

_COLON = re.compile(r"[:：]")


def glossary_term(paragraph: Paragraph) -> tuple[str, str] | None:
    """Term and definition of one numbered entry; the definition is empty where the entry only names the term. None for
    a paragraph without an ordinal: it explains nothing by itself."""
    if paragraph.level is None:
        return None
    entry = paragraph.printed_title
    colon = _COLON.search(entry)
    if colon is None:
        return entry, ""
    definition = profile_terms()["definition_opens"].sub("", entry[colon.end() :].strip())
    return entry[: colon.start()].strip(), definition
