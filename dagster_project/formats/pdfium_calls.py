"""pdfium's functions with handles as plain numbers, and arrays to receive what they answer.

The bindings of pypdfium2 wrap every handle in an object and give up the interpreter's lock at every call; a page needs
some thousands of calls of a tenth of a microsecond each, so both would cost more than the calls do. Bound once more
from the same addresses, the functions can be mapped over whole lists. Nothing here knows what a page means.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

CHUNK = 4096  # answers received at once

Handle = int

_P, _I = ctypes.c_void_p, ctypes.c_int


def _bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address: Any = ctypes.cast(function, _P).value  # never null: the library exports it
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


count_objects = _bind(pdfium.FPDFPage_CountObjects, _I, _P)
get_object = _bind(pdfium.FPDFPage_GetObject, _P, _P, _I)
count_form_objects = _bind(pdfium.FPDFFormObj_CountObjects, _I, _P)
get_form_object = _bind(pdfium.FPDFFormObj_GetObject, _P, _P, ctypes.c_ulong)
object_type = _bind(pdfium.FPDFPageObj_GetType, _I, _P)
object_bounds = _bind(pdfium.FPDFPageObj_GetBounds, _I, _P, _P, _P, _P, _P)
object_matrix = _bind(pdfium.FPDFPageObj_GetMatrix, _I, _P, _P)
fill_color = _bind(pdfium.FPDFPageObj_GetFillColor, _I, _P, _P, _P, _P, _P)
stroke_color = _bind(pdfium.FPDFPageObj_GetStrokeColor, _I, _P, _P, _P, _P, _P)
transform_object = _bind(pdfium.FPDFPageObj_Transform, None, _P, *[ctypes.c_double] * 6)
set_render_mode = _bind(pdfium.FPDFTextObj_SetTextRenderMode, _I, _P, _I)
set_stroke_width = _bind(pdfium.FPDFPageObj_SetStrokeWidth, _I, _P, ctypes.c_float)
has_transparency = _bind(pdfium.FPDFPageObj_HasTransparency, _I, _P)
draw_mode = _bind(pdfium.FPDFPath_GetDrawMode, _I, _P, _P, _P)
count_segments = _bind(pdfium.FPDFPath_CountSegments, _I, _P)
get_segment = _bind(pdfium.FPDFPath_GetPathSegment, _P, _P, _I)
segment_point = _bind(pdfium.FPDFPathSegment_GetPoint, _I, _P, _P, _P)
segment_type = _bind(pdfium.FPDFPathSegment_GetType, _I, _P)
segment_closes = _bind(pdfium.FPDFPathSegment_GetClose, _I, _P)
clip_path = _bind(pdfium.FPDFPageObj_GetClipPath, _P, _P)
count_clip_paths = _bind(pdfium.FPDFClipPath_CountPaths, _I, _P)
count_clip_segments = _bind(pdfium.FPDFClipPath_CountPathSegments, _I, _P, _I)
clip_segment = _bind(pdfium.FPDFClipPath_GetPathSegment, _P, _P, _I, _I)
render_mode = _bind(pdfium.FPDFTextObj_GetTextRenderMode, _I, _P)
count_characters = _bind(pdfium.FPDFText_CountChars, _I, _P)
character_code = _bind(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _P, _I)
character_box = _bind(pdfium.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
character_origin = _bind(pdfium.FPDFText_GetCharOrigin, _I, _P, _I, _P, _P)
character_angle = _bind(pdfium.FPDFText_GetCharAngle, ctypes.c_float, _P, _I)
character_object = _bind(pdfium.FPDFText_GetTextObject, _P, _P, _I)
is_generated = _bind(pdfium.FPDFText_IsGenerated, _I, _P, _I)


def address(handle: Any) -> Handle:
    """A handle of the bindings (a page, a text page) as the number these functions take; 0 where there is none."""
    return ctypes.cast(handle, _P).value or 0


def is_opaque_image(document: Any, page: Any, image: Handle) -> bool:
    """Whether an image hides all that lies beneath it: drawn with its mask, no point of it lets anything through."""
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, ctypes.cast(image, pdfium.FPDF_PAGEOBJECT))
    if not bitmap:
        return False
    try:
        if pdfium.FPDFBitmap_GetFormat(bitmap) not in (pdfium.FPDFBitmap_BGRA, pdfium.FPDFBitmap_BGRA_Premul):
            return True
        size = pdfium.FPDFBitmap_GetStride(bitmap) * pdfium.FPDFBitmap_GetHeight(bitmap)
        opacity = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)[3::4]
        return min(opacity, default=0) == 255
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


class Answers:
    """An array of `CHUNK` answers of `width` numbers each, asked for over whole lists of handles."""

    def __init__(self, kind: Any, width: int) -> None:
        size = ctypes.sizeof(kind)
        self._width = width
        self._numbers = (kind * (CHUNK * width))()
        start = ctypes.addressof(self._numbers)
        self._places = [
            [start + (n * width + k) * size for n in range(CHUNK)] for k in range(width)
        ]  # addresses of the k-th number of each answer

    def each(self, function: Callable[..., Any], handles: Sequence[Handle]) -> list[tuple[Any, ...]]:
        """Per handle the numbers `function(handle, &number…)` writes, as it takes one address for each number."""
        return self._ask(lambda part: map(function, part, *self._places), handles)

    def each_block(self, function: Callable[..., Any], handles: Sequence[Handle]) -> list[tuple[Any, ...]]:
        """The same for a function that takes the address of a structure made of the numbers."""
        return self._ask(lambda part: map(function, part, self._places[0]), handles)

    def each_index(self, function: Callable[..., Any], holder: Handle, indices: range) -> list[Any]:
        """All numbers, flat, that `function(holder, index, &structure)` writes for at most `CHUNK` indices."""
        for _ in map(function, repeat(holder), indices, self._places[0]):
            pass
        return self._numbers[: len(indices) * self._width]

    def _ask(
        self, ask: Callable[[Sequence[Handle]], Iterable[Any]], handles: Sequence[Handle]
    ) -> list[tuple[Any, ...]]:
        width = self._width
        answers: list[tuple[Any, ...]] = []
        for start in range(0, len(handles), CHUNK):
            part = handles[start : start + CHUNK]
            ctypes.memset(self._numbers, 0, len(part) * width * ctypes.sizeof(self._numbers._type_))
            for _ in ask(part):
                pass
            flat = self._numbers[: len(part) * width]
            answers += zip(*[iter(flat)] * width, strict=True)
        return answers


floats_2, floats_4, floats_6 = (Answers(ctypes.c_float, width) for width in (2, 4, 6))
uints_4 = Answers(ctypes.c_uint, 4)
ints_2 = Answers(ctypes.c_int, 2)
