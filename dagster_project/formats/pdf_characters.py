"""The characters of a PDF page, each with its box, origin and direction, in the order in which the file draws them.

Reading order and what can be seen do not belong here.
"""

from __future__ import annotations

import ctypes
import math
from itertools import repeat

import pypdfium2.raw as pdfium

from dagster_project.formats import pdfium_calls as calls
from dagster_project.formats.pdf_objects import Box, Drawn

MOST_CHARACTERS = 100_000  # a page of A3 filled with type of 5 points holds 40,000
SKEW = 6.0  # degrees a line of text may deviate from level or upright
FLAT = 0.01  # points: pdfium reads no text object narrower than this
BLANKS = frozenset(map(ord, " \t\r\n\f\v\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff"))
HYPHENS = frozenset(map(ord, "-\x02\ufffe\xad"))  # the last three: how pdfium writes a hyphen at the end of a line
UNKNOWN = "\ufffd"  # a character whose font does not say what it stands for

_x, _y = ctypes.c_double(), ctypes.c_double()
_x_place, _y_place = ctypes.addressof(_x), ctypes.addressof(_y)


class TooManyCharactersError(Exception):
    """The page holds more characters than any printed page can: `count`."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


Run = tuple[float, float, int]
# where characters at one height begin (x, y), and their direction in quarter turns anticlockwise, -1 where oblique
Character = tuple[int, str, Box, Run, bool]
# index, text, (left, bottom, right, top), run, spaced


def characters_of(text_page: int) -> list[Character]:
    """Every character but blanks, with its box and origin on the page, in stream order."""
    count = calls.count_characters(text_page)
    if count > MOST_CHARACTERS:
        raise TooManyCharactersError(count)
    characters: list[Character] = []
    spaced = False
    for start in range(0, count, calls.CHUNK):
        indices = range(start, min(start + calls.CHUNK, count))
        codes = list(map(calls.character_code, repeat(text_page), indices))
        numbers = iter(calls.floats_4.each_index(calls.character_box, text_page, indices))
        last_top = last_bottom = math.inf
        for index, code, left, top, right, bottom in zip(
            indices, codes, numbers, numbers, numbers, numbers, strict=True
        ):
            if code in BLANKS:
                spaced = spaced or not calls.is_generated(text_page, index)
                continue
            if top != last_top or bottom != last_bottom:  # another line, font or direction
                calls.character_origin(text_page, index, _x_place, _y_place)
                run = (_x.value, _y.value, _quarter(calls.character_angle(text_page, index)))
                last_top, last_bottom = top, bottom
            text = chr(code) if 45 < code < 0xD800 else _character(text_page, index, code)
            if text:
                characters.append((index, text, (left, bottom, right, top), run, spaced))
            spaced = False
    return characters


def _character(text_page: int, index: int, code: int) -> str:
    """The character of a code that may be none, a hyphen, or the first half of two; nothing for a second half."""
    if not code:
        return UNKNOWN
    if code in HYPHENS:
        return "-"
    if 0xDC00 <= code < 0xE000:
        return ""
    if 0xD800 <= code < 0xDC00:
        low = calls.character_code(text_page, index + 1)
        return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)) if 0xDC00 <= low < 0xE000 else UNKNOWN
    return chr(code)


def give_width_to_flat_texts(texts: list[Drawn], bounds: list[Box]) -> None:
    """Lets pdfium read the text objects it would leave out: those that have no width.

    Ideographs of a font that is neither in the file nor on the machine have no outline; one of them alone, or several
    of them drawn up a turned page, have no width, and pdfium takes them for nothing. An outline of one point gives
    them some; moving the object by nothing makes pdfium measure it again. Nothing is written or drawn.
    """
    for (_, handle, _), (left, _, right, _) in zip(texts, bounds, strict=True):
        if right - left < FLAT:
            calls.set_render_mode(handle, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
            calls.set_stroke_width(handle, 1.0)
            calls.transform_object(handle, 1, 0, 0, 1, 0, 0)


def _quarter(angle: float) -> int:
    turns = -math.degrees(angle) / 90  # pdfium's angles run clockwise
    nearest = round(turns)
    return nearest % 4 if abs(turns - nearest) * 90 <= SKEW else -1
