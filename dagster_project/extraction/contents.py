"""The table of contents: the forms a document announces."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dagster_project.extraction.narrative_terms import profile_terms
from dagster_project.extraction.paragraphs import Paragraph


def announced_forms(
    paragraph: Paragraph, form_of_title: Callable[[str], str | None]
) -> Iterator[tuple[str, str | None]]:
    """Title and form of the table that an entry announces; the form is none where the title is not known."""
    title = profile_terms()["leaders"].sub("", paragraph.title)
    if profile_terms()["announced"].search(title) and not profile_terms()["not_announced"].fullmatch(title):
        yield profile_terms()["leaders"].sub("", paragraph.printed_title), form_of_title(title)
