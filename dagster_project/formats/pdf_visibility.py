"""Which texts of a PDF page cannot be seen on paper, and why: they are left out of the reading and listed.

A text object is hidden as a whole (drawn in an invisible mode, in the colour of what lies beneath it) or in part (its
clip, a filled rectangle painted over it, a scanned image over the whole page). Size and the page's edge are judged in
`pdf_sheet`, character by character.
"""

from __future__ import annotations

from itertools import repeat
from typing import NamedTuple

import pypdfium2.raw as pdfium

from dagster_project.formats import pdfium_calls as calls
from dagster_project.formats.pdf_objects import IDENTITY, Box, Drawn, transform_box
from dagster_project.formats.pdf_paths import Fill

INVISIBLE = "invisible"  # render mode without ink
SAME_COLOR = "color"  # the colour of its background
CLIPPED = "clipped"  # outside the region in which its text may be drawn
COVERED = "covered"  # painted over afterwards

EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
SAME_SHADE = 12  # of 255, in each of red, green and blue: no eye tells the two apart
LEAST_SEEN = 0.25  # of a character's width or height: what a clip leaves less of cannot be read
NO_INK = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)

Color = tuple[int, int, int]


class Veil(NamedTuple):
    """Why and where a text object is hidden: within `cover`, or outside of `window`."""

    reason: str
    cover: Box | None = EVERYWHERE
    window: Box | None = None

    def hides(self, character: Box) -> bool:
        """Whether a character in this box cannot be seen."""
        left, bottom, right, top = character
        if self.window:
            wide = min(right, self.window[2]) - max(left, self.window[0])
            high = min(top, self.window[3]) - max(bottom, self.window[1])
            return wide < LEAST_SEEN * (right - left) or high < LEAST_SEEN * (top - bottom)
        x, y = (left + right) / 2, (bottom + top) / 2
        return self.cover is not None and self.cover[0] <= x <= self.cover[2] and self.cover[1] <= y <= self.cover[3]


def veils(texts: list[Drawn], bounds: list[Box], fills: list[Fill], scans: list[int]) -> dict[int, list[Veil]]:
    """Per handle of a text object, whose bounds are given, what hides it or parts of it; most pages have none. `scans`
    are the places in the order of painting of images that cover the whole page."""
    found: dict[int, list[Veil]] = {}
    handles = [handle for _, handle, _ in texts]
    colors = calls.uints_4.each(calls.fill_color, handles)
    modes = list(map(calls.render_mode, handles))
    windows = _windows(texts, handles)
    last_cover = max([f.order for f in fills] + scans, default=0)
    palest = min((min(f.color) for f in fills if min(f.color) < 255 - SAME_SHADE), default=255) - SAME_SHADE
    colored = [
        n
        for n, (color, mode) in enumerate(zip(colors, modes, strict=True))
        if mode == pdfium.FPDF_TEXTRENDERMODE_FILL and (color[0] >= palest or not color[3])
    ]
    covered = [n for n, (order, _, _) in enumerate(texts) if order < last_cover]
    for handle, mode in zip(handles, modes, strict=True):
        if mode in NO_INK:
            found[handle] = [Veil(INVISIBLE)]
    for n in colored:
        background = _background(texts[n][0], bounds[n], fills)
        if not colors[n][3] or all(abs(a - b) <= SAME_SHADE for a, b in zip(colors[n], background, strict=False)):
            found.setdefault(handles[n], []).append(Veil(SAME_COLOR))
    for handle, window, (left, bottom, right, top) in zip(handles, windows, bounds, strict=False):
        if window and (left < window[0] or bottom < window[1] or right > window[2] or top > window[3]):
            found.setdefault(handle, []).append(Veil(CLIPPED, None, window))
    for n in covered:
        order = texts[n][0]
        later = [Veil(COVERED, f.box) for f in fills if f.order > order and _meet(f.box, bounds[n])]
        later += [Veil(COVERED) for scan in scans if scan > order]
        if later:
            found.setdefault(handles[n], []).extend(later)
    return found


def _background(order: int, box: Box, fills: list[Fill]) -> Color:
    """The colour last painted beneath the middle of a box; paper is white."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    color = (255, 255, 255)
    for fill in fills:
        if fill.order > order:
            break
        left, bottom, right, top = fill.box
        if left <= x <= right and bottom <= y <= top:
            color = fill.color
    return color


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _windows(texts: list[Drawn], handles: list[int]) -> list[Box | None]:
    """Per text object the box its clip leaves open, nothing where no text has a clip.

    Texts drawn under one clip share its last path, so that each clip is measured once."""
    clips = list(map(calls.clip_path, handles))
    counts = list(map(calls.count_clip_paths, clips))
    if max(counts, default=0) <= 0:
        return []
    firsts = map(calls.clip_segment, clips, [count - 1 for count in counts], repeat(0))
    known: dict[object, Box] = {}
    windows: list[Box | None] = []
    for (_, _, form), clip, count, first in zip(texts, clips, counts, firsts, strict=True):
        if count <= 0:
            windows.append(None)
            continue
        key = first if form is IDENTITY else (first, form)
        if key not in known:
            known[key] = transform_box(_window(clip, count), form)
        windows.append(known[key])
    return windows


def _window(clip: int, count: int) -> Box:
    left, bottom, right, top = EVERYWHERE
    for path in range(count):
        total = max(calls.count_clip_segments(clip, path), 0)
        points = calls.floats_2.each(
            calls.segment_point, list(map(calls.clip_segment, repeat(clip), repeat(path), range(total)))
        )
        if points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            left, bottom, right, top = max(left, min(xs)), max(bottom, min(ys)), min(right, max(xs)), min(top, max(ys))
    return left, bottom, right, top


def hidden_by(reasons: list[Veil], character: Box) -> str | None:
    """The reason why a character in this box cannot be seen, if it cannot."""
    return next((veil.reason for veil in reasons if veil.hides(character)), None)
