"""Two pages printed side by side on one sheet, taken apart; and a page that prints what a page before it printed.

Works on sheets alone: what the words mean does not matter here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dagster_project.formats.lines import TextLine
from dagster_project.formats.sheet import Glyph, Rule, Sheet
from dagster_project.formats.tables import Table

_LEAST_GLYPHS = 40  # of a half: less is no page
_GUTTER = 0.01  # of the width, on both sides of the middle
_MARGIN = 0.07  # of the height: running heads and page numbers do not count in comparing pages
_LEAST_COMPARED = 30  # glyphs of a page worth comparing


def halves(sheet: Sheet) -> list[Sheet]:
    """The sheet, or its left and right half where it is broader than high and nothing is printed across its middle."""
    middle, gutter = sheet.width / 2, sheet.width * _GUTTER
    if sheet.width < 1.2 * sheet.height:
        return [sheet]
    low, high = middle - gutter, middle + gutter
    if (
        any(r.end > low and r.start < high for r in sheet.horizontal)  # rules first: mostly one crosses
        or any(low < r.position < high for r in sheet.vertical)
        or any(g.x1 > low and g.x0 < high for g in sheet.glyphs)
    ):
        return [sheet]
    left = [g for g in sheet.glyphs if g.x0 < middle]
    if min(len(left), len(sheet.glyphs) - len(left)) < _LEAST_GLYPHS:
        return [sheet]
    return [_part(sheet, left, 0.0, middle), _part(sheet, [g for g in sheet.glyphs if g.x0 >= middle], middle, middle)]


def _part(sheet: Sheet, glyphs: list[Glyph], offset: float, width: float) -> Sheet:
    def within(start: float) -> bool:
        return offset <= start < offset + width

    return replace(
        sheet,
        width=width,
        glyphs=[g._replace(x0=g.x0 - offset, x1=g.x1 - offset) for g in glyphs],
        horizontal=[Rule(r.position, r.start - offset, r.end - offset) for r in sheet.horizontal if within(r.start)],
        vertical=[Rule(r.position - offset, r.start, r.end) for r in sheet.vertical if within(r.position)],
    )


class PrintedPages:
    """Remembers what pages print, to tell a page that is printed twice."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._alike: dict[int, int] = {}  # page -> the first page that prints the same

    def same_as(self, number: int, sheet: Sheet) -> int | None:
        """The number of an earlier page that prints the same characters, but for its head and foot; none where there is
        none."""
        top, bottom = sheet.height * _MARGIN, sheet.height * (1 - _MARGIN)
        body = "".join(
            [glyph[4] for glyph in sheet.glyphs if top < glyph[0] < bottom]
        )  # text and baseline, by place: fast
        if len(body) < _LEAST_COMPARED or not any(map(str.isdigit, body)):
            return None
        earlier = self._seen.setdefault(body, number)
        if earlier == number:
            return None
        self._alike[number] = earlier
        return earlier

    def follows_its_like(self, number: int) -> bool:
        """Whether a page that is like an earlier one comes right after that one or another like it, or after a page
        that is like the one before that: then even a page in the middle of a form was printed twice. Two forms may
        have second pages that are alike, and both count."""
        earlier, before = self._alike[number], self._alike.get(number - 1)
        return number - 1 == earlier or before in (earlier, earlier - 1)

    @staticmethod
    def begins_within(sheet: Sheet, arranged: Sequence[TextLine | Table]) -> bool:
        """Whether nothing but a running head stands above the first table of a page: no form begins there."""
        limit = sheet.height * (1 - _MARGIN)
        below = [b for b in arranged if isinstance(b, Table) or b.baseline < limit]
        return bool(below) and isinstance(below[0], Table)
