"""Pages of a PDF that are pictures: drawn as grey pixels, to be recognised as scans are."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from dagster_project.formats.document import UnreadableError
from dagster_project.formats.pictures.files import A3_SIDE, A4_SIDE, LONGEST_SIDE
from dagster_project.formats.pictures.page import Recognised, recognise_page

DOTS = 200.0 / 72.0  # pixels a point
LARGEST_PAGE = 1.05 * A3_SIDE  # points: what is larger counts pixels as points, and is taken for A4


def recognise(page: Any) -> Recognised:
    """The text of a loaded page as it is drawn. Raises `UnreadableError`."""
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    side = max(wide, high)
    long_side = side if 0.5 * A4_SIDE < side < LARGEST_PAGE else A4_SIDE
    scale = min(DOTS * long_side, LONGEST_SIDE) / side
    return recognise_page(_drawn(page, max(round(wide * scale), 1), max(round(high * scale), 1)), long_side)


def _drawn(page: Any, wide: int, high: int) -> np.ndarray:
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise UnreadableError("页面", "页面过大，无法绘制", "请以 200 至 300 dpi 重新扫描后放入")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        start = pdfium.FPDFBitmap_GetBuffer(bitmap)
        pixels = np.frombuffer(ctypes.string_at(start, stride * high), np.uint8).reshape(high, stride)
        return np.ascontiguousarray(pixels[:, :wide])
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
