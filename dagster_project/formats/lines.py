"""Glyphs to lines of text, and the lines of a wrapped cell to one text.

Lines are rebuilt from coordinates alone: the order in which a file draws its characters is not the order in which they
are read (figures set in another font often come first or last). Grids and page order do not belong here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from dagster_project.formats.sheet import Glyph

SAME_LINE = 0.35  # of the size: baselines nearer than this are one line (figures in another font sit a little off)
SAME_GLYPH = 0.3  # of the width: the same character drawn again this near is the same character made bold
TYPED_BLANK = 0.12  # of the size: least gap that shows where a blank was typed
SEEN_BLANK = 0.3  # of the size: least gap that is a blank although none was typed, beside a letter or digit
SEEN_BLANK_IDEOGRAPHIC = 0.8  # … between two ideographs, which justified text spreads
WIDE_GAP = 1.5  # of the size: a gap that separates columns, printed as two blanks

_by_x0 = attrgetter("x0")
_FIGURE_TAIL = re.compile(r"[-+]?\d[\d,.]*$")
_FIGURE_HEAD = re.compile(r"[\d,.][\d,.]*[%％]?")


class TextLine(NamedTuple):
    """One line of glyphs from left to right, each glyph once."""

    baseline: float
    x0: float
    x1: float
    size: float
    glyphs: list[Glyph]

    @property
    def text(self) -> str:
        return line_text(self.glyphs)


def is_narrow(character: str) -> bool:
    """Whether the character belongs to a script that separates words by blanks (letters, digits, ASCII signs)."""
    return character < "\u2e80" and character not in "“”‘’…—·《》"


def group_lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines of the glyphs from top to bottom; what is drawn twice at one place is taken once."""
    lines = []
    row: list[Glyph] = []
    limit = -math.inf
    for glyph in sorted(glyphs):  # a glyph is a tuple that begins with its baseline
        if glyph[0] > limit:
            row = [glyph]
            lines.append(row)
            limit = glyph[0] + SAME_LINE * glyph[3]
        else:
            row.append(glyph)
    return [_line(row) for row in lines]


def _line(row: list[Glyph]) -> TextLine:
    row.sort(key=_by_x0)
    last = row[0]
    kept = [last]
    baseline, left, right, size, _, _ = last
    for glyph in row[1:]:
        _, x0, x1, height, text, _ = glyph
        if text == last[4] and x0 - last[1] < SAME_GLYPH * (x1 - x0):
            continue
        kept.append(glyph)
        last = glyph
        if x1 > right:
            right = x1
        if height > size:
            size = height
    return TextLine(baseline, left, right, size, kept)


def line_text(glyphs: Sequence[Glyph]) -> str:
    """The text of glyphs that stand in one line, blanks where they were typed or are seen."""
    parts = [glyphs[0].text]
    before = glyphs[0]
    for glyph in glyphs[1:]:
        gap = (glyph[1] - before[2]) / glyph[3]
        if gap > TYPED_BLANK and (glyph[5] or gap > SEEN_BLANK):
            if gap > WIDE_GAP:
                parts.append("  ")
            elif glyph[5] or gap > SEEN_BLANK_IDEOGRAPHIC or is_narrow(glyph[4]) or is_narrow(before[4]):
                parts.append(" ")
        parts.append(glyph[4])
        before = glyph
    return "".join(parts)


def wrapped_text(lines: Sequence[TextLine], width: float) -> str:
    """The text of a cell `width` points wide whose lines were broken to fit: joined as it would stand in one line.

    Ideographs join without a blank, words with one. A figure goes on in the next line where the break is inside a
    figure (at a comma or point) or where its line had no room for the next digit.
    """
    text = lines[0].text
    for above, line in pairwise(lines):
        following = line.text
        if not (is_narrow(text[-1]) and is_narrow(following[0])) or _continues(above, line, text, following, width):
            text += following
        else:
            text += " " + following
    return text


def _continues(above: TextLine, line: TextLine, text: str, following: str, width: float) -> bool:
    tail, head = _FIGURE_TAIL.search(text), _FIGURE_HEAD.match(following)
    if not tail or not head:
        return False
    if text[-1] in ",." or following[0] in ",.":
        return True
    first = line.glyphs[0]
    return width - (above.x1 - above.x0) < first.x1 - first.x0 + 0.5 * above.size
