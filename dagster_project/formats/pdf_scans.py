"""The pages of a PDF that are pictures: how many of them are recognised, and what is said where none can be.

Loads the recognition only when the first such page is met. Which pages are pictures is decided in `pdf_notes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dagster_project.formats.document import Grid, Line, UnreadableError
from dagster_project.formats.paged_blocks import PagedBlocks
from dagster_project.formats.scan_doubts import doubt_odd_labels
from dagster_project.formats.scan_notes import MOST_PAGES, ScanNotes


class Scans:
    """Recognises scanned pages of one file, up to a bound; `count` is how many there were."""

    def __init__(self) -> None:
        self.count = 0
        self.notes = ScanNotes()
        self._recognised: list[int] = []  # pages

    def read(self, page: Any, number: int, collected: PagedBlocks) -> None:
        """Adds what is printed on a loaded page, or remarks why it cannot be read."""
        self.count += 1
        if self.count > MOST_PAGES:
            self.notes.is_beyond_the_limit(number)
            return
        try:
            from dagster_project.formats.pictures.pdf_page import recognise

            blocks, certain = recognise(page)
        except UnreadableError as error:
            self.notes.is_not_recognised(number, error.reason, error.remedy)
            return
        collected.add(number, blocks, certain)
        self._recognised.append(number)

    def looked_at(self, blocks: Sequence[Line | Grid]) -> tuple[Line | Grid, ...]:
        """The blocks of the whole file, when all its pages are read: what is doubtful in recognised ones is remarked."""
        found = doubt_odd_labels(blocks) if self._recognised else tuple(blocks)
        self.notes.look_at(self._recognised, found)
        return found
