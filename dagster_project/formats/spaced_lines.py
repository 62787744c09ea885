"""Lines of plain text as printed lines: each character at a place of its own, counted in characters.

Whether an ideograph takes one place or two differs from program to program: the width is taken under which more figures
end below one another. Finding tables among the lines is of `spaced_text`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from dagster_project.formats.lines import TextLine
from dagster_project.formats.pieces import pieces
from dagster_project.formats.sheet import Glyph

LINE_PITCH = 1.2  # of the width of a letter, which is the size: how far a line stands below the one before
LEFT_BLANKS = 2  # blanks that stay between two words, if there are as many

_CAPTION = re.compile(r"[:：]")
_FIGURE = re.compile(r"(?<!\S)[-+(（－]?\d[\d,.，．]*[%％)）]?(?!\S)")
# Figures among words that single blanks part are no columns: 公开 03 表
_WORDS_AROUND = re.compile(r"(?!\d)\S+(?: \S+)* (?![-+(（－]?\d[\d,.，．]*[%％)）]?$|[-—–]+$)\S+")
_BEFORE_FIGURE = re.compile(r"(?<=\S)([ \u3000]+)(?=[-+(（－]?\d[\d,.，．]*[%％)）]?(?:\s|$))")
_WORD = re.compile(r"\S+")


def printed_line(text: str, number: int, ideographs_are_wide: bool, heading: bool = False) -> TextLine | None:
    """The line of this number (counted from 1) as printed characters; none where it is blank.

    Where an ideograph takes one place, a word begins where it was printed and blanks fill what its ideographs, printed
    twice as wide as a digit, took more. In a `heading` they are drawn over the blanks, two of them left, so that it stands
    in the middle of what it is printed over.
    """
    glyphs: list[Glyph] = []
    baseline = number * LINE_PITCH
    place = 0
    if _WORDS_AROUND.fullmatch(text.strip()):
        text = text[: len(text) - len(text.lstrip())] + re.sub(r"\s", "", text)
    words = list(_WORD.finditer(text))
    for n, word in enumerate(words):
        widths = [2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in word[0]]
        if ideographs_are_wide:
            before = words[n - 1].end() if n else 0
            place += sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text[before : word.start()])
            scale = 1.0
        else:
            place = word.start()
            room = words[n + 1].start() - place if n + 1 < len(words) else math.inf
            blanks = min(LEFT_BLANKS, room - len(word[0]))
            scale = min(1.0, (room - blanks if heading else len(word[0])) / sum(widths))
        x = float(place)
        for character, width in zip(word[0], widths, strict=True):
            glyphs.append(Glyph(baseline, x, x + width * scale, 1.0, character, x == place and n > 0))
            x += width * scale
        place += sum(widths)
    return TextLine(baseline, glyphs[0].x0, glyphs[-1].x1, 1.0, glyphs) if glyphs else None


def printed_lines(texts: Sequence[tuple[int, str]], wide: bool) -> list[TextLine]:
    """The lines that are not blank, by their numbers. Headings are the lines without figures from the first on, and from
    each that says what stands below it (单位：元), to the next with figures."""
    lines: list[TextLine] = []
    heading = True
    for number, text in texts:
        heading = (heading or bool(_CAPTION.search(text))) and not _FIGURE.search(text)
        if line := printed_line(text, number, wide, heading):
            lines.append(line)
    return lines


def ideographs_are_wide(lines: Sequence[str]) -> bool:
    """Whether an ideograph takes two places: of both readings the one under which more figures of neighbouring lines end
    at one place; one place where both are as good."""
    return _aligned(lines, wide=True) > _aligned(lines, wide=False)


def are_aligned(lines: Sequence[str], wide: bool) -> bool:
    """Whether most figures of lines that hold some begin or end where one of another line does: else blanks only part the
    cells of a line, as many as there are."""
    found = [
        [p for p in pieces(line)[1:] if p.is_figure]
        for text in lines
        if (line := printed_line(text, 0, wide)) is not None
    ]
    figures = [p for own in found for p in own]
    if sum(map(bool, found)) < 2:
        return True
    gaps = {len(gap) for text in lines for gap in _BEFORE_FIGURE.findall(text)}
    starts, ends = Counter(round(p.x0) for p in figures), Counter(round(p.x1) for p in figures)
    if len(gaps) == 1 and min(len(starts), len(ends)) > 1:
        return False
    return sum(starts[round(p.x0)] > 1 or ends[round(p.x1)] > 1 for p in figures) * 2 >= len(figures)


def _aligned(lines: Sequence[str], wide: bool) -> int:
    ends = [own for text in lines if (own := _figure_ends(text, wide))]
    return sum(len(a & b) for a, b in pairwise(ends))


def _figure_ends(text: str, wide: bool) -> set[float]:
    line = printed_line(text, 0, wide)
    return {p.x1 for p in pieces(line)[1:] if p.is_figure} if line else set()
