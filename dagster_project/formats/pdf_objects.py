"""What a PDF page draws: its objects as rules, fills, images and the places of its texts.

Objects of one kind are asked for all their properties together (see `pdfium_calls`). Coordinates are those of the page
(points, y upwards); turning them upright belongs to `pdf_sheet`, judging what is visible to `pdf_visibility`, what a
path draws to `pdf_paths`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from dagster_project.formats import pdfium_calls as calls

MOST_OBJECTS = 200_000  # of one page: a form has hundreds, a map has millions
DEEPEST = 12  # forms within forms

Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class TooManyObjectsError(Exception):
    """The page is no form: it has more than `MOST_OBJECTS` objects or path segments, `count` of them."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


Drawn = tuple[int, int, Matrix]
# one object: its place in the order of painting, its handle, the matrix of the form it is in


@dataclass(slots=True)
class Objects:
    """The objects of one page by kind, in painting order, those within forms included."""

    texts: list[Drawn] = field(default_factory=list)
    paths: list[Drawn] = field(default_factory=list)
    images: list[Drawn] = field(default_factory=list)
    count: int = 0


def objects_of(page: int) -> Objects:
    """All objects of the page with this handle. Raises `TooManyObjectsError`."""
    found = Objects()
    _collect(calls.count_objects, calls.get_object, page, IDENTITY, found, 0)
    return found


def _collect(count: Any, get: Any, holder: int, form: Matrix, found: Objects, depth: int) -> None:
    total = count(holder)
    if found.count + total > MOST_OBJECTS:
        raise TooManyObjectsError(found.count + total)
    handles = list(map(get, repeat(holder), range(total)))
    kinds = {
        pdfium.FPDF_PAGEOBJ_TEXT: found.texts,
        pdfium.FPDF_PAGEOBJ_PATH: found.paths,
        pdfium.FPDF_PAGEOBJ_IMAGE: found.images,
    }
    for handle, kind in zip(handles, map(calls.object_type, handles), strict=True):
        found.count += 1
        if kind in kinds:
            kinds[kind].append((found.count, handle, form))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            (own,) = calls.floats_6.each_block(calls.object_matrix, [handle])
            inner = multiply(own, form)
            _collect(calls.count_form_objects, calls.get_form_object, handle, inner, found, depth + 1)


def boxes(drawn: list[Drawn]) -> list[Box]:
    """The bounds of objects on the page."""
    answers = calls.floats_4.each(calls.object_bounds, [handle for _, handle, _ in drawn])
    return [
        box if form is IDENTITY else transform_box(box, form) for box, (_, _, form) in zip(answers, drawn, strict=True)
    ]


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
