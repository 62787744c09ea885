"""What a PDF page draws: its objects, by way of pdfium's raw calls, as rules, fills and the places of its texts.

Calls are made over whole lists (`map` over the foreign function with buffers made once), because a page has hundreds of
objects and each call costs a quarter of a microsecond only when no Python code runs between. Coordinates are those of
the page (points, y upwards); turning them upright belongs to `pdf_sheet`, judging what is visible to `pdf_visibility`.
"""

from __future__ import annotations

import ctypes
from ctypes import byref
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

MOST_SEGMENTS = 200_000  # of one page: a form has hundreds, a map has millions
THIN = 3.0  # points: a filled rectangle no thicker is a rule
WHITE = 250  # each of red, green, blue at least: white on paper

Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class TooManyObjectsError(Exception):
    """The page is no form: more than `MOST_SEGMENTS` path segments."""


class Fill(NamedTuple):
    """An opaque filled rectangle; `order` counts the page's objects as they are painted."""

    order: int
    box: Box
    color: tuple[int, int, int]


class Text(NamedTuple):
    """One text object; `form` is the matrix of the form it lies in, which its clip is written in."""

    order: int
    handle: Any
    form: Matrix


@dataclass(slots=True)
class Painted:
    """What one page paints, in painting order. `lines` are (x0, y0, x1, y1), upright or level."""

    lines: list[Box] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    images: list[tuple[int, Box]] = field(default_factory=list)
    objects: int = 0
    segments: int = 0


_floats = [ctypes.c_float() for _ in range(4)]
_float_refs = [byref(f) for f in _floats]
_x, _y = _floats[:2]
_x_ref, _y_ref = _float_refs[:2]
_uints = [ctypes.c_uint() for _ in range(4)]
_uint_refs = [byref(u) for u in _uints]
_int, _int2 = ctypes.c_int(), ctypes.c_int()
_int_ref, _int2_ref = byref(_int), byref(_int2)
_matrix = pdfium.FS_MATRIX()
_matrix_ref = byref(_matrix)


def painted(page: Any) -> Painted:
    """Everything a page paints, forms within it included. Raises `TooManyObjectsError`."""
    result = Painted()
    _collect(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page, IDENTITY, result, 0)
    return result


def _collect(count: Any, get: Any, holder: Any, form: Matrix, result: Painted, depth: int) -> None:
    objects = list(map(get, repeat(holder), range(count(holder))))
    if result.objects + len(objects) > MOST_SEGMENTS:
        raise TooManyObjectsError
    for handle, kind in zip(objects, map(pdfium.FPDFPageObj_GetType, objects), strict=True):
        result.objects += 1
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            result.texts.append(Text(result.objects, handle, form))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(handle, form, result)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = transform_box(bounds(handle), form)
            result.images.append((result.objects, box))
            if min(box[2] - box[0], box[3] - box[1]) <= THIN:
                _thin(box, result)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 12:
            inner = multiply(matrix(handle), form)
            _collect(pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, handle, inner, result, depth + 1)


def bounds(handle: Any) -> Box:
    """Left, bottom, right, top of an object in the space it is written in."""
    if not pdfium.FPDFPageObj_GetBounds(handle, *_float_refs):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = _floats
    return left.value, bottom.value, right.value, top.value


def matrix(handle: Any) -> Matrix:
    """The object's own matrix."""
    pdfium.FPDFPageObj_GetMatrix(handle, _matrix_ref)
    return _matrix.a, _matrix.b, _matrix.c, _matrix.d, _matrix.e, _matrix.f


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies `first`, then `second`."""
    if second == IDENTITY:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def transform_box(box: Box, by: Matrix) -> Box:
    """The box that holds the transformed box."""
    if by == IDENTITY:
        return box
    a, b, c, d, e, f = by
    xs = [a * x + c * y + e for x in box[::2] for y in box[1::2]]
    ys = [b * x + d * y + f for x in box[::2] for y in box[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def color(handle: Any, ask: Any) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity by `FPDFPageObj_GetFillColor` or `…GetStrokeColor`; black where a pattern is used."""
    if not ask(handle, *_uint_refs):
        return 0, 0, 0, 255
    red, green, blue, alpha = _uints
    return red.value, green.value, blue.value, alpha.value


def _path(handle: Any, form: Matrix, result: Painted) -> None:
    pdfium.FPDFPath_GetDrawMode(handle, _int_ref, _int2_ref)
    is_filled, is_stroked = _int.value, _int2.value
    if is_stroked:
        *rgb, alpha = color(handle, pdfium.FPDFPageObj_GetStrokeColor)
        is_stroked = alpha and min(rgb) < WHITE
    if is_filled:
        *rgb, alpha = color(handle, pdfium.FPDFPageObj_GetFillColor)
        is_filled = alpha
    if not is_filled and not is_stroked:
        return
    subpaths = _subpaths(handle, multiply(matrix(handle), form), result)
    if is_stroked:
        for points in subpaths:
            result.lines += [
                (min(x, u), min(y, v), max(x, u), max(y, v))
                for (x, y), (u, v) in zip(points, points[1:], strict=False)
                if abs(x - u) < 1 or abs(y - v) < 1
            ]
    if is_filled:
        _filled(handle, subpaths, (rgb[0], rgb[1], rgb[2]), alpha, result)


def _filled(handle: Any, subpaths: list, rgb: tuple[int, int, int], alpha: int, result: Painted) -> None:
    outer: Box | None = None
    for points in subpaths:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            if min(rgb) < WHITE:
                _thin(box, result)
        elif len(points) <= 6 and _is_rectangle(points):
            if outer and all(abs(a - b) <= THIN for a, b in zip(box, outer, strict=True)) and min(rgb) < WHITE:
                left, bottom, right, top = box  # a frame: the ring between two rectangles
                result.lines += [(left, y, right, y) for y in (bottom, top)]
                result.lines += [(x, bottom, x, top) for x in (left, right)]
            outer = box
            if alpha == 255 and len(subpaths) == 1 and not pdfium.FPDFPageObj_HasTransparency(handle):
                result.fills.append(Fill(result.objects, box, rgb))


def _thin(box: Box, result: Painted) -> None:
    left, bottom, right, top = box
    if right - left <= THIN:
        x = (left + right) / 2
        result.lines.append((x, bottom, x, top))
    if top - bottom <= THIN:
        y = (bottom + top) / 2
        result.lines.append((left, y, right, y))


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    return all(abs(x - u) < 0.5 or abs(y - v) < 0.5 for (x, y), (u, v) in zip(points, points[1:], strict=False))


def _subpaths(handle: Any, by: Matrix, result: Painted) -> list[list[tuple[float, float]]]:
    """The straight parts of a path: a curve breaks it."""
    count = pdfium.FPDFPath_CountSegments(handle)
    result.segments += count
    if result.segments > MOST_SEGMENTS:
        raise TooManyObjectsError
    a, b, c, d, e, f = by
    subpaths: list[list[tuple[float, float]]] = []
    points: list[tuple[float, float]] = []
    for segment in list(map(pdfium.FPDFPath_GetPathSegment, repeat(handle), range(count))):
        pdfium.FPDFPathSegment_GetPoint(segment, _x_ref, _y_ref)
        x, y = _x.value, _y.value
        point = (a * x + c * y + e, b * x + d * y + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            points = [point]
            subpaths.append(points)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    return [points for points in subpaths if len(points) > 1]
