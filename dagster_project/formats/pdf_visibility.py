"""Which texts of a PDF page cannot be seen on paper, and why: left out of the reading and listed, never read as printed.

A text object is hidden as a whole (drawn in an invisible mode, in the colour of what lies beneath it) or in part (its
clip, a filled rectangle painted over it, a scanned image over the whole page). Size and the page's edge are judged in
`pdf_sheet`, character by character.
"""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from dagster_project.formats.pdf_objects import (
    _float_refs,
    _floats,
    _uint_refs,
    _uints,
    _x,
    _x_ref,
    _y,
    _y_ref,
    Box,
    Fill,
    Painted,
    Text,
    transform_box,
)

INVISIBLE = "invisible"  # render mode without ink
SAME_COLOR = "color"  # the colour of its background
CLIPPED = "clipped"  # outside the region in which its text may be drawn
COVERED = "covered"  # painted over afterwards

EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
SAME_SHADE = 12  # of 255, in each of red, green and blue: no eye tells the two apart
EDGE = 0.5  # points by which a text may touch the edge of its clip
WHOLE_PAGE = 0.9  # of the page's area: an image so large is the scan of the page


class Veil(NamedTuple):
    """Why and where a text object is hidden: everywhere within `box`, or everywhere outside of `window`."""

    reason: str
    box: Box = EVERYWHERE
    window: Box | None = None

    def hides(self, x: float, y: float) -> bool:
        """Whether a character whose middle is there cannot be seen."""
        if self.window:
            left, bottom, right, top = self.window
            return not (left <= x <= right and bottom <= y <= top)
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top


def veils(painted: Painted, page: Box) -> dict[int, list[Veil]]:
    """Per address of a text object, what hides it or parts of it; most pages have none."""
    found: dict[int, list[Veil]] = {}
    clips: dict[tuple, Box] = {}
    area = (page[2] - page[0]) * (page[3] - page[1])
    scans = [n for n, (l, b, r, t) in painted.images if (r - l) * (t - b) > WHOLE_PAGE * area]
    fills = painted.fills
    last_cover = max([f.order for f in fills] + scans, default=0)
    dark = [f for f in fills if min(f.color) < 255 - SAME_SHADE]
    get_mode, get_color, get_bounds = (
        pdfium.FPDFTextObj_GetTextRenderMode,
        pdfium.FPDFPageObj_GetFillColor,
        pdfium.FPDFPageObj_GetBounds,
    )
    get_clip, count_clips = pdfium.FPDFPageObj_GetClipPath, pdfium.FPDFClipPath_CountPaths
    for text in painted.texts:
        order, handle, form = text
        mode = get_mode(handle)
        if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
            _add(found, handle, Veil(INVISIBLE))
            continue
        clip = get_clip(handle)
        clipped = count_clips(clip) > 0
        get_color(handle, *_uint_refs)
        alpha = _uints[3].value
        pale = _uints[0].value > 255 - SAME_SHADE and mode == pdfium.FPDF_TEXTRENDERMODE_FILL
        if not (clipped or pale or dark or last_cover > order or alpha == 0):
            continue
        get_bounds(handle, *_float_refs)
        box = transform_box((_floats[0].value, _floats[1].value, _floats[2].value, _floats[3].value), form)
        if mode == pdfium.FPDF_TEXTRENDERMODE_FILL and (pale or dark or alpha == 0):
            rgb = (_uints[0].value, _uints[1].value, _uints[2].value)
            if alpha == 0 or _same_shade(rgb, _background(order, box, fills)):
                _add(found, handle, Veil(SAME_COLOR))
                continue
        if clipped:
            window = transform_box(_clip_box(clip, clips), form)
            if not _within(box, window):
                l, b, r, t = window
                _add(found, handle, Veil(CLIPPED, window=(l - EDGE, b - EDGE, r + EDGE, t + EDGE)))
        if last_cover > order:
            if any(n > order for n in scans):
                _add(found, handle, Veil(COVERED))
            for fill in fills:
                if fill.order > order and _meet(fill.box, box):
                    _add(found, handle, Veil(COVERED, box=fill.box))
    return found


def _add(found: dict[int, list[Veil]], handle: Any, veil: Veil) -> None:
    found.setdefault(ctypes.addressof(handle.contents), []).append(veil)


def _background(order: int, box: Box, fills: list[Fill]) -> tuple[int, int, int]:
    """The colour last painted beneath the middle of a box; paper is white."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    color = (255, 255, 255)
    for fill in fills:
        if fill.order > order:
            break
        l, b, r, t = fill.box
        if l <= x <= r and b <= y <= t:
            color = fill.color
    return color


def _same_shade(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= SAME_SHADE for a, b in zip(one, other, strict=True))


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - EDGE
        and inner[1] >= outer[1] - EDGE
        and inner[2] <= outer[2] + EDGE
        and inner[3] <= outer[3] + EDGE
    )


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _clip_box(clip: Any, known: dict[tuple, Box]) -> Box:
    """The box that holds what all paths of a clip leave open. Clips are recognised by two opposite corners of their
    last path, so that the hundreds of characters of one cell ask once."""
    count = pdfium.FPDFClipPath_CountPaths(clip)
    get_point = pdfium.FPDFPathSegment_GetPoint
    get_point(pdfium.FPDFClipPath_GetPathSegment(clip, count - 1, 0), _x_ref, _y_ref)
    x, y = _x.value, _y.value
    get_point(pdfium.FPDFClipPath_GetPathSegment(clip, count - 1, 2), _x_ref, _y_ref)
    key = (count, x, y, _x.value, _y.value)
    if key in known:
        return known[key]
    left, bottom, right, top = EVERYWHERE
    for path in range(count):
        points = []
        for n in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
            if get_point(pdfium.FPDFClipPath_GetPathSegment(clip, path, n), _x_ref, _y_ref):
                points.append((_x.value, _y.value))
        if points:
            left, bottom = max(left, min(p[0] for p in points)), max(bottom, min(p[1] for p in points))
            right, top = min(right, max(p[0] for p in points)), min(top, max(p[1] for p in points))
    known[key] = (left, bottom, right, top)
    return known[key]


def is_hidden_by(veil_list: list[Veil], x: float, y: float) -> str | None:
    """The reason why a character whose middle is at (x, y) cannot be seen, if it cannot."""
    return next((veil.reason for veil in veil_list if veil.hides(x, y)), None)


__all__ = ["CLIPPED", "COVERED", "INVISIBLE", "SAME_COLOR", "Text", "Veil", "is_hidden_by", "veils"]
