"""Printed rules in the picture of a page: runs of ink that are long, straight and thin.

What the rules part belongs to `lattice`; characters belong to `scan_runs`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import cv2
import numpy as np

from dagster_project.formats.sheet import Rule

LONG = 20.0  # points: a level stroke of a character is shorter (but in a headline, which no table's rule meets)
TALL = 13.0  # points: least height of a row
THICK = 3.0  # points: what is thicker is a bar
LOOSE_BREAK = 1.0  # points of a gap that the print or the noise left
FRAYED = 1.0  # points beyond the end of a rule that are its pixels still
LONE, LONE_UPRIGHT = 60.0, 40.0  # points: a shorter rule reaches rules that run the other way at both ends
CROWDED = 0.25  # of a rule's length: where there is so much ink right beside it, it may be strokes of type
SOLID = 0.96  # of its length: a rule has hardly a gap
STRAY = 26.0  # points: a line of type and the paper between it and a table
SHORT_OF, BEYOND = 0.9, 3.0  # points from the middle of a rule to the end of one that reaches it


def rules_of(ink: np.ndarray, scale: float) -> tuple[list[Rule], list[Rule], np.ndarray]:
    """Level and upright rules in points, and the mask of their pixels; `scale` is pixels a point."""
    level, level_mask = _long_runs(ink, scale, LONG)
    upright, upright_mask = _long_runs(np.ascontiguousarray(ink.T), scale, TALL)
    upright = [rule for rule in upright if rule.end - rule.start >= LONE_UPRIGHT or _joins(rule, level)]
    level = [rule for rule in level if rule.end - rule.start >= LONE or _joins(rule, upright)]
    level, upright = _trimmed(level, upright), _trimmed(upright, level)
    _keep(level_mask, level, scale)
    _keep(upright_mask, upright, scale)
    mask = cv2.bitwise_or(level_mask, np.ascontiguousarray(upright_mask.T))
    return level, upright, cv2.dilate(mask, np.ones((3, 3), np.uint8))


def _long_runs(ink: np.ndarray, scale: float, least: float) -> tuple[list[Rule], np.ndarray]:
    """Level runs as rules, and the pixels of all of them; upright ones are those of the page laid on its side."""
    thick = round(THICK * scale) + 2  # softened on either side
    gap = max(round(LOOSE_BREAK * scale), 1)
    softened = cv2.dilate(ink, np.ones((2, 1), np.uint8))  # a rule not quite level steps from row to row
    softened = cv2.morphologyEx(softened, cv2.MORPH_CLOSE, np.ones((1, gap + 1), np.uint8))
    runs = cv2.morphologyEx(softened, cv2.MORPH_OPEN, np.ones((1, max(round(least * scale), 3)), np.uint8))
    count, _, stats, middles = cv2.connectedComponentsWithStats(runs)
    rules = []
    for (x, y, wide, high, area), (_, middle) in zip(stats[1:count].tolist(), middles[1:].tolist(), strict=True):
        if area <= thick * wide and high <= 3 * thick and not _is_type(ink, x, y, wide, high):
            rules.append(Rule(middle / scale, x / scale, (x + wide) / scale))
    return sorted(rules), runs


def _keep(mask: np.ndarray, rules: list[Rule], scale: float) -> None:
    """Leaves of a mask what lies along the rules, whose ends fray where they meet others."""
    reach = round(THICK * scale)
    fray = round(FRAYED * scale)
    near = np.zeros_like(mask)
    for position, start, end in rules:
        y, left, right = round(position * scale), round(start * scale), round(end * scale)
        half = _half(mask, y, left, right, reach)
        near[max(y - half, 0) : y + half, max(left, 0) : right] = 255
    mask &= near
    for position, start, end in rules:
        y, left, right = round(position * scale), round(start * scale), round(end * scale)
        mask[max(y - 1, 0) : y + 1, max(left - fray, 0) : right + fray] = 255


def _half(mask: np.ndarray, y: int, left: int, right: int, most: int) -> int:
    """Half the thickness of a rule in pixels, and one more: type that touches it is no part of it."""
    rows = np.count_nonzero(mask[max(y - most, 0) : y + most, max(left, 0) : right], axis=1)
    return int(np.count_nonzero(rows > SOLID / 2 * (right - left))) // 2 + 1


def _is_type(ink: np.ndarray, x: int, y: int, wide: int, high: int) -> bool:
    """Whether a run is strokes of bold type that run into one another: ink right above or below, and gaps within."""
    beside = [ink[max(row, 0) : max(row + 2, 0), x : x + wide] for row in (y - 4, y + high + 1)]
    if all(np.count_nonzero(part) <= CROWDED * part.size for part in beside):
        return False
    middle = y + high // 2
    return bool(np.count_nonzero(ink[max(middle - 1, 0) : middle + 2, x : x + wide].any(axis=0)) < SOLID * wide)


def _trimmed(rules: list[Rule], others: list[Rule]) -> list[Rule]:
    """Rules without what a stroke of type beyond the table adds to their ends: it ends where no other rule does."""
    starts, ends = sorted(r.start for r in rules), sorted(r.end for r in rules)
    trimmed = []
    for position, start, end in rules:
        met = [o.position for o in others if o.start - BEYOND <= position <= o.end + BEYOND]
        met = [p for p in met if start - BEYOND <= p <= end + BEYOND]
        if met and BEYOND < min(met) - start < STRAY and _count(starts, start) == 1:
            start = min(met)
        if met and BEYOND < end - max(met) < STRAY and _count(ends, end) == 1:
            end = max(met)
        trimmed.append(Rule(position, start, end))
    return trimmed


def _count(places: list[float], place: float) -> int:
    return bisect_right(places, place + BEYOND) - bisect_left(places, place - BEYOND)


def _joins(rule: Rule, others: list[Rule]) -> bool:
    """Whether both ends reach a rule that runs the other way."""
    ends = [False, False]
    for position, start, end in others:
        if start - BEYOND <= rule.position <= end + BEYOND:
            ends[0] |= position - BEYOND <= rule.start <= position + SHORT_OF
            ends[1] |= position - SHORT_OF <= rule.end <= position + BEYOND
    return all(ends)
