"""Pages as a scanner gives them: a clean one, and one laid askew, grainy and pressed hard (JPEG)."""

from __future__ import annotations

import io
from collections.abc import Iterable

import cv2
import numpy as np
import pypdfium2
from PIL import Image

CLEAN_DOTS, POOR_DOTS = 200, 150  # an inch
SKEW = 1.5  # degrees
GRAIN = 12.0  # of 255: standard deviation of the noise
QUALITY = 40  # of JPEG


def clean(page: pypdfium2.PdfPage) -> np.ndarray:
    """The page as grey pixels."""
    return _drawn(page, CLEAN_DOTS)


def poor(page: pypdfium2.PdfPage, seed: int) -> np.ndarray:
    """The page as a bad copy of it would be scanned; `seed` makes the grain, the same for the same."""
    return worsened(_drawn(page, POOR_DOTS), seed)


def worsened(grey: np.ndarray, seed: int) -> np.ndarray:
    """A picture turned askew, with grain, pressed hard."""
    high, wide = grey.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), SKEW, 1.0)
    askew = cv2.warpAffine(grey, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255)
    grain = np.random.default_rng(seed).normal(0, GRAIN, grey.shape)
    grainy = np.clip(askew + grain, 0, 255).astype(np.uint8)
    pressed = cv2.imencode(".jpg", grainy, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
    return cv2.imdecode(pressed, cv2.IMREAD_GRAYSCALE)


def tiff(pages: Iterable[np.ndarray], dots: int) -> bytes:
    """A file of these pages, as many scanners write them."""
    first, *others = (Image.fromarray(page) for page in pages)
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=others, compression="tiff_deflate", dpi=(dots, dots))
    return out.getvalue()


def _drawn(page: pypdfium2.PdfPage, dots: int) -> np.ndarray:
    return page.render(scale=dots / 72, grayscale=True).to_numpy()
