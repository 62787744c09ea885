"""Picture files to a `Document`: scans and photographs of printed pages.

Everything is as certain as its confidence says; nothing recognised is corrected. What needs pixels is in `pictures`,
which is loaded only here and for pages of a PDF that are pictures (`pdf_scans`).
"""

from __future__ import annotations

from dagster_project.formats.document import Document
from dagster_project.formats.paged_blocks import PagedBlocks
from dagster_project.formats.scan_doubts import doubt_odd_labels
from dagster_project.formats.scan_notes import MOST_PAGES, ScanNotes


def read(content: bytes) -> Document:
    """The lines and grids of a picture file, of each of its pages where it has several (TIFF). Raises
    `UnreadableError` where it cannot be opened, is enormous, or where text recognition is not installed."""
    from dagster_project.formats.pictures.files import pages_of
    from dagster_project.formats.pictures.page import recognise_page

    collected, notes = PagedBlocks(), ScanNotes()
    count = read = 0
    for read, (grey, long_side, count) in enumerate(pages_of(content, MOST_PAGES), 1):  # noqa: B007
        blocks, certain = recognise_page(grey, long_side)
        collected.add(read, blocks, certain)
    found = doubt_odd_labels(collected.blocks)
    notes.look_at(range(1, read + 1), found)
    for number in range(MOST_PAGES + 1, count + 1):
        notes.is_beyond_the_limit(number)
    return Document("scan", count, found, notes.unread())
