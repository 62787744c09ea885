"""One PDF page to a `Sheet`: its characters, upright as they are read, each where it is printed, and its rules.

The reading direction is that of most characters, whatever the page's own turn says: landscape tables are printed on
portrait pages both ways. Finding tables in the sheet does not belong here.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from dagster_project.formats import pdfium_calls as calls
from dagster_project.formats.pdf_objects import Box, boxes, objects_of
from dagster_project.formats.pdf_paths import lines_and_fills, thin_lines
from dagster_project.formats.pdf_visibility import Veil, hidden_by, veils
from dagster_project.formats.sheet import Glyph, Rule, Sheet

MOST_CHARACTERS = 100_000  # a page of A3 filled with type of 5 points holds 40,000
LEGIBLE = 2.0  # points: type smaller than this is not meant to be read
SKEW = 6.0  # degrees a line of text may deviate from level
BLANKS = frozenset(map(ord, " \t\r\n\f\v\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff"))
HYPHENS = frozenset(map(ord, "-\x02\ufffe\xad"))  # how pdfium writes a hyphen at the end of a line
UNKNOWN = "\ufffd"  # a character whose font does not say what it stands for

TINY, OFF_PAGE = "tiny", "off_page"

_x, _y = ctypes.c_double(), ctypes.c_double()
_x_place, _y_place = ctypes.addressof(_x), ctypes.addressof(_y)


class TooManyCharactersError(Exception):
    """The page holds more characters than any printed page can: `count`."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def read_sheet(page: Any) -> Sheet:
    """The sheet of a loaded page. Raises `TooManyCharactersError`, `TooManyObjectsError`."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    box = (
        min(rect.left, rect.right),
        min(rect.top, rect.bottom),
        max(rect.left, rect.right),
        max(rect.top, rect.bottom),
    )
    objects = objects_of(calls.address(page))
    lines, fills = lines_and_fills(objects.paths)
    image_boxes = boxes(objects.images)
    images = [(image[0], place) for image, place in zip(objects.images, image_boxes, strict=True)]
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        characters = _characters(calls.address(text_page)) if text_page else []
        turn = _turn(characters, pdfium.FPDFPage_GetRotation(page))
        width, height = box[2] - box[0], box[3] - box[1]
        sheet = Sheet(*((height, width) if turn % 2 else (width, height)))
        hiding = veils(objects.texts, fills, images, box)
        _place(calls.address(text_page), characters, turn, box, hiding, sheet)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
    sheet.horizontal, sheet.vertical = _rules(lines + thin_lines(image_boxes), turn, box)
    sheet.drawings = len(objects.paths)
    areas = [(right - left) * (top - bottom) for left, bottom, right, top in image_boxes]
    sheet.picture = max(areas, default=0.0) / max(width * height, 1.0)
    return sheet


Run = tuple[float, float, int]
# where characters at one height begin (x, y), and their direction in quarter turns anticlockwise, -1 where oblique
Character = tuple[int, str, Box, Run, bool]
# index, text, (left, bottom, right, top), run, spaced


def _characters(text_page: int) -> list[Character]:
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


def _quarter(angle: float) -> int:
    turns = -math.degrees(angle) / 90  # pdfium's angles run clockwise
    nearest = round(turns)
    return nearest % 4 if abs(turns - nearest) * 90 <= SKEW else -1


def _turn(characters: list[Character], page_turn: int) -> int:
    """Quarter turns clockwise that make most characters upright; an empty page is turned as it says itself."""
    quarters = Counter(run[2] for _, _, _, run, _ in characters if run[2] >= 0)
    return max(sorted(quarters), key=lambda q: quarters[q]) if quarters else page_turn


def _upright(box: Box, turn: int, page: Box) -> Box:
    """A box of the page turned clockwise: left, top, right, bottom from the upper left corner."""
    left, bottom, right, top = box
    if turn == 0:
        return left - page[0], page[3] - top, right - page[0], page[3] - bottom
    if turn == 1:
        return bottom - page[1], left - page[0], top - page[1], right - page[0]
    if turn == 2:
        return page[2] - right, bottom - page[1], page[2] - left, top - page[1]
    return page[3] - top, page[2] - right, page[3] - bottom, page[2] - left


def _place(
    text_page: int, characters: list[Character], turn: int, page: Box, hiding: dict[int, list[Veil]], sheet: Sheet
) -> None:
    """Puts the characters that can be seen upright on the sheet, and lists those that cannot."""
    glyphs: list[Glyph] = []
    turned: list[tuple[str, Box]] = []
    slanted: list[str] = []
    new = tuple.__new__  # half the price of Glyph(…)
    width, height = 2 * sheet.width, 2 * sheet.height
    run: Run | None = None
    baseline = 0.0
    for index, text, box, own_run, spaced in characters:
        if own_run is not run:
            run = own_run
            quarter = run[2]
            baseline = _upright((run[0], run[1], run[0], run[1]), turn, page)[1]
        if turn:
            x0, y0, x1, y1 = _upright(box, turn, page)
        else:
            x0, y0, x1, y1 = box[0] - page[0], page[3] - box[3], box[2] - page[0], page[3] - box[1]
        reason = None
        if hiding:
            reasons = hiding.get(calls.character_object(text_page, index))
            reason = hidden_by(reasons, box) if reasons else None
        if not (0 <= x0 + x1 <= width and 0 <= y0 + y1 <= height):  # its middle lies beyond an edge
            reason = reason or OFF_PAGE
        size = y1 - y0
        if size < LEGIBLE and x1 - x0 < LEGIBLE:
            reason = reason or TINY
        if reason:
            sheet.hidden.setdefault(reason, []).append(text)
        elif quarter == turn:
            glyphs.append(new(Glyph, (baseline, x0, x1, size, text, spaced)))
        elif quarter < 0:
            slanted.append(text)
        else:
            turned.append((text, (x0, y0, x1, y1)))
    sheet.glyphs = glyphs + _turned_words(turned)
    sheet.slanted = "".join(slanted)


def _turned_words(turned: list[tuple[str, Box]]) -> list[Glyph]:
    """Text that runs up or down in a page that runs across, each run of it as one word in its middle."""
    words: list[tuple[str, Box]] = []
    for text, (x0, y0, x1, y1) in turned:
        if words:
            before, (left, top, right, bottom) = words[-1]
            size = right - left
            if abs(x0 - left) < 0.5 * size and min(abs(y0 - bottom), abs(y1 - top)) < 0.6 * size:
                words[-1] = (before + text, (min(left, x0), min(top, y0), max(right, x1), max(bottom, y1)))
                continue
        words.append((text, (x0, y0, x1, y1)))
    return [
        Glyph((top + bottom) / 2 + 0.35 * (right - left), left, right, right - left, text)
        for text, (left, top, right, bottom) in words
    ]


def _rules(lines: list[Box], turn: int, page: Box) -> tuple[list[Rule], list[Rule]]:
    horizontal, vertical = [], []
    for line in lines:
        x0, y0, x1, y1 = _upright(line, turn, page)
        if x1 - x0 >= y1 - y0:
            horizontal.append(Rule((y0 + y1) / 2, x0, x1))
        else:
            vertical.append(Rule((x0 + x1) / 2, y0, y1))
    return horizontal, vertical
