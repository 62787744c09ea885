"""A picture of a page made straight: grey, upright to a fraction of a degree, and which of its pixels are ink.

Decoding files belongs to `scan`, finding rules and lines of text to `scan_rules` and `scan_runs`.
"""

from __future__ import annotations

import cv2
import numpy as np

STEEPEST = 5.0  # degrees: what lies more askew was not laid on the glass by hand
COARSE, MIDDLE, FINE = 0.5, 0.1, 0.02  # degrees between the angles that are tried
ROUGH_SIDE, FINE_SIDE = 700, 1600  # pixels of the longer side on which they are tried
STRAIGHT = 0.015  # degrees that are not worth turning the page for
PAPER_REACH = 24.0  # points: paper is the lightest there is so near
THIN = 0.35  # of what parts ink from paper: strokes thinner than a pixel are paler
FAINTEST, FAINT = 16, 48  # of 255: what differs less from its paper is no ink, however even or grainy that is
GRAIN = 4.0  # times as far from the middle of the grain as its palest tenth


def ink_of(grey: np.ndarray, scale: float) -> np.ndarray:
    """255 where there is ink, 0 where there is paper; `scale` is pixels a point. Shaded cells and the shadow of a fold
    are paper: ink is what is much darker than what surrounds it."""
    reach = max(int(PAPER_REACH * scale / 4) | 1, 3)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)), (reach, reach))
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    depth = cv2.GaussianBlur(cv2.subtract(paper, grey), (3, 3), 0)
    limit, _ = cv2.threshold(depth[depth > FAINTEST].reshape(-1, 1), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.where(depth > max(limit * THIN, _grain(depth)), np.uint8(255), np.uint8(0))


def _grain(depth: np.ndarray) -> float:
    """How dark the grain of the paper gets, which covers most of a page."""
    low, middle = np.percentile(depth[::4, ::4], (10, 50))
    return float(np.clip(middle + GRAIN * (middle - low), FAINTEST, FAINT))


def skew_of(ink: np.ndarray) -> float:
    """By how many degrees the page must be turned so that its rules and lines of text are level: the angle at which
    rows of pixels differ most from the next."""
    angle, reach = 0.0, STEEPEST
    for step, side in ((COARSE, ROUGH_SIDE), (MIDDLE, FINE_SIDE), (FINE, FINE_SIDE)):
        factor = min(1.0, side / max(ink.shape))
        small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        tried = np.arange(-reach, reach + step / 2, step) + angle
        angle = float(max(tried, key=lambda a: (_sharpness(small, a), -abs(a))))
        reach = step
    return angle


def _sharpness(ink: np.ndarray, angle: float) -> float:
    rows = turned(ink, angle, 0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def turned(picture: np.ndarray, angle: float, outside: int) -> np.ndarray:
    """The picture turned about its middle by some degrees against the clock."""
    high, wide = picture.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    return cv2.warpAffine(
        picture, matrix, (wide, high), flags=cv2.INTER_CUBIC if outside else cv2.INTER_LINEAR, borderValue=outside
    )


def straighten(grey: np.ndarray, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """The page made level, and its ink."""
    ink = ink_of(grey, scale)
    angle = skew_of(ink)
    if abs(angle) < STRAIGHT:
        return grey, ink
    grey = turned(grey, angle, 255)
    return grey, ink_of(grey, scale)
