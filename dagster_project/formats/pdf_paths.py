"""What the paths and thin images of a PDF page draw: straight lines that may be rules of a table, and filled areas.

A rule is drawn as a stroked line, the edge of a stroked rectangle, a filled rectangle as thin as a line, the frame
between two filled rectangles, or an image stretched to a line. White on paper draws nothing.
"""

from __future__ import annotations

from itertools import pairwise, repeat
from typing import NamedTuple

import pypdfium2.raw as pdfium

from dagster_project.formats import pdfium_calls as calls
from dagster_project.formats.pdf_objects import MOST_OBJECTS, Box, Drawn, TooManyObjectsError, multiply

THIN = 3.0  # points: a filled rectangle no thicker is a rule
STRAIGHT = 1.0  # points a line may deviate from level or upright
WHITE = 250  # each of red, green, blue at least: white on paper

Points = list[tuple[float, float]]


class Fill(NamedTuple):
    """An opaque filled rectangle; `order` counts the page's objects as they are painted."""

    order: int
    box: Box
    color: tuple[int, int, int]


def lines_and_fills(paths: list[Drawn]) -> tuple[list[Box], list[Fill]]:
    """The level and upright lines that paths draw, each a box of no width, and the areas they fill, in painting order.
    Raises `TooManyObjectsError`."""
    if not paths:
        return [], []
    handles = [handle for _, handle, _ in paths]
    modes = calls.ints_2.each(calls.draw_mode, handles)
    strokes = calls.uints_4.each(calls.stroke_color, handles)
    filled = calls.uints_4.each(calls.fill_color, handles)
    lines: list[Box] = []
    fills: list[Fill] = []
    for path, (is_filled, is_stroked), stroke, fill, subpaths in zip(
        paths, modes, strokes, filled, _subpaths(paths, handles), strict=True
    ):
        if is_stroked and stroke[3] and min(stroke[:3]) < WHITE:
            for points in subpaths:
                lines += [
                    (min(x, u), min(y, v), max(x, u), max(y, v))
                    for (x, y), (u, v) in pairwise(points)
                    if abs(x - u) < STRAIGHT or abs(y - v) < STRAIGHT
                ]
        if is_filled and fill[3]:
            _fill(path, subpaths, fill, lines, fills)
    return lines, fills


def thin_lines(boxes: list[Box]) -> list[Box]:
    """The lines that boxes too thin for anything else draw; a dot is a piece of a line either way."""
    lines = []
    for left, bottom, right, top in boxes:
        if right - left <= THIN:
            lines.append(((left + right) / 2, bottom, (left + right) / 2, top))
        if top - bottom <= THIN:
            lines.append((left, (bottom + top) / 2, right, (bottom + top) / 2))
    return lines


def _fill(path: Drawn, subpaths: list[Points], color: tuple[int, ...], lines: list[Box], fills: list[Fill]) -> None:
    is_white = min(color[:3]) >= WHITE
    outer: Box | None = None
    for points in subpaths:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
            if not is_white:
                lines += thin_lines([box])
        elif len(points) <= 6 and _is_rectangle(points):
            if outer and not is_white and all(abs(a - b) <= THIN for a, b in zip(box, outer, strict=True)):
                left, bottom, right, top = box  # the frame between two rectangles
                lines += [(left, y, right, y) for y in (bottom, top)] + [(x, bottom, x, top) for x in (left, right)]
            outer = box
            if color[3] == 255 and len(subpaths) == 1 and not calls.has_transparency(path[1]):
                fills.append(Fill(path[0], box, (color[0], color[1], color[2])))


def _is_rectangle(points: Points) -> bool:
    return all(abs(x - u) < STRAIGHT or abs(y - v) < STRAIGHT for (x, y), (u, v) in pairwise(points))


def _subpaths(paths: list[Drawn], handles: list[int]) -> list[list[Points]]:
    """Per path its straight pieces as points on the page: a move or a curve begins a new piece."""
    counts = list(map(calls.count_segments, handles))
    if sum(counts) > MOST_OBJECTS:
        raise TooManyObjectsError(sum(counts))
    segments = [
        segment
        for handle, count in zip(handles, counts, strict=True)
        for segment in map(calls.get_segment, repeat(handle), range(count))
    ]
    points = iter(calls.floats_2.each(calls.segment_point, segments))
    kinds = map(calls.segment_type, segments)
    closes = map(calls.segment_closes, segments)
    matrices = calls.floats_6.each_block(calls.object_matrix, handles)
    found = []
    for path, own, count in zip(paths, matrices, counts, strict=True):
        a, b, c, d, e, f = multiply(own, path[2])
        pieces: list[Points] = []
        piece: Points = []
        for _ in range(count):
            x, y = next(points)
            point = (a * x + c * y + e, b * x + d * y + f)
            if next(kinds) == pdfium.FPDF_SEGMENT_LINETO:
                piece.append(point)
            else:
                piece = [point]
                pieces.append(piece)
            if next(closes):
                piece.append(piece[0])
        found.append([p for p in pieces if len(p) > 1])
    return found
