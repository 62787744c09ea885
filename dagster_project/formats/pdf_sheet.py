"""One PDF page to a `Sheet`: its characters, upright as they are read, each where it is printed, and its rules.

The reading direction is that of most characters, whatever the page's own turn says: landscape tables are printed on
portrait pages both ways. Finding tables in the sheet does not belong here.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

from dagster_project.formats import pdfium_calls as calls
from dagster_project.formats.pdf_characters import Character, Run, characters_of, give_width_to_flat_texts
from dagster_project.formats.pdf_objects import Box, boxes, objects_of
from dagster_project.formats.pdf_paths import lines_and_fills, thin_lines
from dagster_project.formats.pdf_visibility import Veil, hidden_by, veils
from dagster_project.formats.sheet import Glyph, Rule, Sheet

LEGIBLE = 2.0  # points: type smaller than this is not meant to be read
WHOLE_PAGE = 0.9  # of the page's area: an image so large is the scan of the page

TINY, OFF_PAGE = "tiny", "off_page"


def read_sheet(document: Any, page: Any) -> Sheet:
    """The sheet of a loaded page of a document. Raises `TooManyCharactersError`, `TooManyObjectsError`."""
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
    areas = [(right - left) * (top - bottom) for left, bottom, right, top in image_boxes]
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1.0)
    first_text = objects.texts[0][0] if objects.texts else math.inf
    scans = [
        order
        for (order, handle, _), own in zip(objects.images, areas, strict=True)
        if own > WHOLE_PAGE * area and order > first_text and calls.is_opaque_image(document, page, handle)
    ]
    bounds = boxes(objects.texts)
    hiding = veils(objects.texts, bounds, fills, scans)
    give_width_to_flat_texts(objects.texts, bounds)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        characters = characters_of(calls.address(text_page)) if text_page else []
        turn = _turn(characters, pdfium.FPDFPage_GetRotation(page))
        width, height = box[2] - box[0], box[3] - box[1]
        sheet = Sheet(*((height, width) if turn % 2 else (width, height)))
        _place(calls.address(text_page), characters, turn, box, hiding, sheet)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
    sheet.horizontal, sheet.vertical = _rules(lines + thin_lines(image_boxes), turn, box)
    sheet.drawings = len(objects.paths)
    sheet.picture = max(areas, default=0.0) / area
    return sheet


def _turn(characters: list[Character], page_turn: int) -> int:
    """Quarter turns clockwise that make most characters upright; an empty page is turned as it says itself."""
    quarters = Counter([character[3][2] for character in characters])  # a list: half the price of a generator
    del quarters[-1]  # oblique: no quarter turn
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
        if size < LEGIBLE:
            if x1 - x0 < LEGIBLE:
                reason = reason or TINY
            size = max(x1 - x0, LEGIBLE)  # a font that does not say how high its characters are
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
    """Level and upright rules, as far as they are on the page."""
    horizontal, vertical = [], []
    left, top, right, bottom = _upright(page, turn, page)
    for line in lines:
        x0, y0, x1, y1 = _upright(line, turn, page)
        x0, y0, x1, y1 = max(x0, left), max(y0, top), min(x1, right), min(y1, bottom)
        if not (x0 <= x1 and y0 <= y1):
            continue
        if x1 - x0 >= y1 - y0:
            horizontal.append(Rule((y0 + y1) / 2, x0, x1))
        else:
            vertical.append(Rule((x0 + x1) / 2, y0, y1))
    return horizontal, vertical
