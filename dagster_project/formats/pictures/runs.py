"""Where lines of text stand in the picture of a page: boxes of ink, in pixels, whose rules have been taken away.

What the text is belongs to `scan_recognition`, which cell of a table a box lies in to `scan_page`.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

SMALLEST_TYPE, LARGEST_TYPE = 5.0, 24.0  # points
SPECK = 0.7  # points: a spot smaller than this both ways begins no line
TOGETHER = 1.25  # of the size: strokes one above the other within this height are one line
TWO_LINES = 1.75  # of the size: what is higher is several lines that touch
JOINED = 1.2  # of the size: a gap in a line that is wider separates two runs of text
NEAR = 0.22  # of the size: strokes this near one above the other belong together


class Box(NamedTuple):
    """From `left` and `top` up to, not including, `right` and `bottom`."""

    left: int
    top: int
    right: int
    bottom: int


def without_specks(ink: np.ndarray, scale: float) -> np.ndarray:
    """The ink without spots too small for any sign; `scale` is pixels a point."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    least = max(SPECK * scale, 2)
    kept = ((stats[:, 2] >= least) | (stats[:, 3] >= least)) & (stats[:, 4] >= least)
    kept[0] = False
    return np.where(kept, np.uint8(255), np.uint8(0))[labels] if count > 1 else ink


def type_size(ink: np.ndarray, scale: float) -> float:
    """The height in pixels of most characters; ten points where there are none."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    heights = stats[1:, 3]
    heights = heights[(heights > SMALLEST_TYPE * scale * 0.7) & (heights < LARGEST_TYPE * scale)]
    return float(np.percentile(heights, 75)) if len(heights) else 10.0 * scale


def lines_in(ink: np.ndarray, box: Box, size: float) -> list[Box]:
    """The lines of text in one cell, from top to bottom."""
    part = ink[box.top : box.bottom, box.left : box.right]
    rows = np.count_nonzero(part, axis=1)
    strokes = _stretches(rows > 0)
    if not strokes:
        return []
    size = _own_size(part, size)
    lines = [strokes[0]]
    for top, bottom in strokes[1:]:
        above = lines[-1]
        if bottom - above[0] <= TOGETHER * size and (
            top - above[1] <= NEAR * size or _is_small(above, size) or _is_small((top, bottom), size)
        ):
            lines[-1] = (above[0], bottom)
        else:
            lines.append((top, bottom))
    lines = [part for line in lines for part in _parted(line, rows, size)]
    found = []
    for top, bottom in lines:
        columns = np.flatnonzero(part[top:bottom].any(axis=0))
        found.append(Box(box.left + int(columns[0]), box.top + top, box.left + int(columns[-1]) + 1, box.top + bottom))
    return found


def runs_on(ink: np.ndarray, size: float) -> list[Box]:
    """The runs of text on a page outside of its tables, each a stretch of a line without a wide gap."""
    across, along = max(round(NEAR * size), 1), max(round(JOINED * size), 1)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, along), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_CLOSE, np.ones((across, 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = []
    for n in range(1, count):
        left, top, wide, high, _ = (int(v) for v in stats[n])
        if high > TWO_LINES * size:
            own = np.where(
                labels[top : top + high, left : left + wide] == n, ink[top : top + high, left : left + wide], 0
            )
            boxes += [_moved(line, left, top) for line in lines_in(own, Box(0, 0, wide, high), size)]
        else:
            boxes.append(Box(left, top, left + wide, top + high))
    return _united(boxes, size)


def _own_size(ink: np.ndarray, size: float) -> float:
    """Headlines and headings are set larger than the rest of the page."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    heights = stats[1:, 3]
    heights = heights[heights > 0.5 * size]
    return max(float(np.percentile(heights, 75)), size) if len(heights) else size


def _moved(box: Box, left: int, top: int) -> Box:
    return Box(box.left + left, box.top + top, box.right + left, box.bottom + top)


def _united(boxes: list[Box], size: float) -> list[Box]:
    """Boxes that lie over one another in one line made one: signs that hang above or below the rest."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b.left, b.top)):
        for n, other in enumerate(found):
            shared = min(box.bottom, other.bottom) - max(box.top, other.top)
            whole = max(box.bottom, other.bottom) - min(box.top, other.top)
            if (
                box.left - other.right <= JOINED * size
                and shared >= 0.5 * min(box.bottom - box.top, other.bottom - other.top)
                and whole <= TWO_LINES * max(size, box.bottom - box.top, other.bottom - other.top) * 0.8
            ):
                found[n] = Box(
                    other.left, min(box.top, other.top), max(box.right, other.right), max(box.bottom, other.bottom)
                )
                break
        else:
            found.append(box)
    return found


def _stretches(there: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], there.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _is_small(stroke: tuple[int, int], size: float) -> bool:
    return stroke[1] - stroke[0] < 0.45 * size


def _parted(line: tuple[int, int], rows: np.ndarray, size: float) -> list[tuple[int, int]]:
    """Lines that touch, cut where there is least ink between them."""
    top, bottom = line
    if bottom - top <= TWO_LINES * size:
        return [line]
    first, last = top + round(0.7 * size), min(bottom - round(0.5 * size), top + round(1.6 * size))
    if last <= first:
        return [line]
    cut = first + int(np.argmin(rows[first:last]))
    return [(top, cut), *_parted((cut, bottom), rows, size)]
