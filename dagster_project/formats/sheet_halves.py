"""Two pages printed side by side on one sheet, taken apart; and a page that prints what a page before it printed.

Works on sheets alone, by place: what the words are does not matter here.
"""

from __future__ import annotations

from dataclasses import replace

from dagster_project.formats.sheet import Glyph, Rule, Sheet

_LEAST_GLYPHS = 40  # of a half: less is no page
_GUTTER = 0.01  # of the width, on both sides of the middle
_MARGIN = 0.07  # of the height: running heads and page numbers do not count in comparing pages
_LEAST_COMPARED = 30  # glyphs of a page worth comparing


def halves(sheet: Sheet) -> list[Sheet]:
    """The sheet, or its left and right half where it is broader than high and nothing is printed across its middle."""
    middle, gutter = sheet.width / 2, sheet.width * _GUTTER
    if sheet.width < 1.2 * sheet.height:
        return [sheet]
    crossed = any(g.x1 > middle - gutter and g.x0 < middle + gutter for g in sheet.glyphs)
    crossed = crossed or any(r.end > middle - gutter and r.start < middle + gutter for r in sheet.horizontal)
    crossed = crossed or any(abs(r.position - middle) < gutter for r in sheet.vertical)
    left = [g for g in sheet.glyphs if g.x0 < middle]
    if crossed or min(len(left), len(sheet.glyphs) - len(left)) < _LEAST_GLYPHS:
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
        self._seen: dict[int, int] = {}

    def same_as(self, number: int, sheet: Sheet) -> int | None:
        """The number of an earlier page that prints the same characters at the same places, but for its head and foot;
        none where there is none."""
        top, bottom = sheet.height * _MARGIN, sheet.height * (1 - _MARGIN)
        body = [(g.text, round(g.x0), round(g.baseline)) for g in sheet.glyphs if top < g.baseline < bottom]
        if len(body) < _LEAST_COMPARED or not any(text.isdigit() for text, _, _ in body):
            return None
        earlier = self._seen.setdefault(hash(tuple(body)), number)
        return earlier if earlier != number else None
