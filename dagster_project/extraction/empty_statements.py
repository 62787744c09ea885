"""Statements that there is nothing to show: no such fund, an empty table."""

from __future__ import annotations

from typing import Literal

from dagster_project.extraction.narrative_terms import terms


def empty_statement(sentence: str, section: str | None) -> str | Literal[False] | None:
    """The form a sentence says is empty: by the words of the sentence, else by its section; none where it does not say
    which. False where it says nothing of the kind."""
    if not terms().empty.search(sentence):
        return False
    for form_id, words in terms().empty_forms:
        if words.search(sentence):
            return form_id
    if section is None:
        return None
    return terms().empty_sections.get(section, False)
