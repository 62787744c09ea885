"""The findings of a letter once more as a table: what a clerk ticks off."""

from __future__ import annotations

from dagster_project.letter.content import Figure, Letter


def rows(letter: Letter) -> list[list[str]]:
    """One row a figure thought wrong, in the order of `headings` in words.yml; a finding without one has one row."""
    words = letter.words
    return [
        [
            str(item.number),
            section.title,
            item.severity,
            figure.place or item.message,
            figure.printed,
            (figure.proposed or words["unknown"]) + figure.note,
        ]
        for section, item in letter.items
        for figure in item.figures or [Figure("", "", "")]
    ]
