"""The picture of a page to a `Sheet`: its rules and its characters in points, as if they had been read from a file.

Cells are found by their rules first, so that each line of text is recognised by itself and cannot run into the next
cell. Tables and lines are made of the sheet by `layout`, as for every page with coordinates.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from dagster_project.formats.lattice import Lattice, connected, lattice, merge_rules
from dagster_project.formats.layout import arrange
from dagster_project.formats.lines import TextLine
from dagster_project.formats.pdf_characters import UNKNOWN
from dagster_project.formats.pictures.recognition import Character, recognise
from dagster_project.formats.pictures.rules import rules_of
from dagster_project.formats.pictures.runs import Box, lines_in, runs_on, type_size, without_specks
from dagster_project.formats.pictures.straightening import straighten
from dagster_project.formats.sheet import Glyph, Sheet
from dagster_project.formats.tables import Table

cv2.setNumThreads(1)  # a process of the nightly pool has one core

LEAST_HEIGHT = 0.9  # of the size
ABOVE, BESIDE = 0.16, 0.5  # of a line's height: the paper around it that the model is shown
INNER = 0.6  # points within a cell's edges that may still be the rule
LEAST_INK = 0.5  # of the size: a run of this width is a character, whatever the model makes of it
TURNS = (0, 1, 3, 2)  # quarter turns against the clock, the likeliest first
UPRIGHT = 0.85  # mean certainty of a page that is read the right way up
PROBES = 12  # lines that are read to see which way is up


class Recognised(NamedTuple):
    """The lines and tables of a page in reading order, and how certain each of their glyphs is."""

    blocks: list[TextLine | Table]
    certain: dict[Glyph, float]


def recognise_page(grey: np.ndarray, long_side: float) -> Recognised:
    """What is printed in the picture of a page whose longer side is `long_side` points. Raises `UnreadableError`."""
    sheet, certain = read_picture(grey, max(grey.shape) / long_side)
    return Recognised(arrange(sheet), certain)


def read_picture(grey: np.ndarray, scale: float) -> tuple[Sheet, dict[Glyph, float]]:
    """What is on a page of grey pixels, `scale` of them a point, and how certain each glyph is. Raises
    `UnreadableError` where the model is missing."""
    best: tuple[float, _Page] | None = None
    for turn in TURNS:
        page = _Page(np.ascontiguousarray(np.rot90(grey, turn)), scale)
        sure = page.sureness()
        if best is None or sure > best[0]:
            best = sure, page
        if best[0] >= UPRIGHT or not page.boxes:
            break
    assert best is not None
    return best[1].recognised()


class _Page:
    """One page held one way: its rules, and the boxes of its lines of text."""

    def __init__(self, grey: np.ndarray, scale: float) -> None:
        self.scale = scale
        grey, ink = straighten(grey, scale)
        self.level, self.upright, mask = rules_of(ink, scale)
        self.grey = np.where(mask > 0, np.uint8(255), grey)
        ink = without_specks(np.where(mask > 0, np.uint8(0), ink), scale)
        self.size = type_size(ink, scale)
        self.boxes: list[Box] = []
        self.limits: list[Box] = []  # of what may belong to each: its cell
        for found in self._lattices():
            for cell in _cells(found, scale):
                lines = lines_in(ink, cell, self.size)
                self.boxes += lines
                self.limits += [cell] * len(lines)
                ink[cell.top : cell.bottom, cell.left : cell.right] = 0
        self.boxes += runs_on(ink, self.size)
        self.limits += [Box(0, 0, grey.shape[1], grey.shape[0])] * (len(self.boxes) - len(self.limits))

    def _lattices(self) -> list[Lattice]:
        """The ruled tables, those within a cell of another first."""
        groups = connected(merge_rules(self.level), merge_rules(self.upright))
        found = [table for rules in groups if (table := lattice(*rules))]
        return sorted(found, key=lambda t: (t.xs[-1] - t.xs[0]) * (t.ys[-1] - t.ys[0]))

    def sureness(self) -> float:
        """How certainly lines from all over the page are recognised, held this way."""
        every = range(len(self.boxes))
        long = [n for n in every if self.boxes[n].right - self.boxes[n].left > 2 * _height(self.boxes[n])] or every
        probes = long[:: max(len(long) // PROBES, 1)][:PROBES]
        certain = [c.certainty for line in recognise([self._picture(n) for n in probes]) for c in line]
        return sum(certain) / len(certain) if certain else 0.0

    def recognised(self) -> tuple[Sheet, dict[Glyph, float]]:
        """The page as a sheet, and the certainty of its glyphs."""
        high, wide = self.grey.shape
        sheet = Sheet(wide / self.scale, high / self.scale, horizontal=self.level, vertical=self.upright, picture=1.0)
        certain: dict[Glyph, float] = {}
        lines = recognise([self._picture(n) for n in range(len(self.boxes))])
        for n, line in enumerate(lines):
            for glyph, sure in self._glyphs(n, line):
                certain[glyph] = min(sure, certain.get(glyph, 1.0))
                sheet.glyphs.append(glyph)
        return sheet, certain

    def _frame(self, n: int) -> Box:
        """A line's box with some paper around it, of its own cell; never lower than a line of type, so that a dash
        stays one."""
        box, limit = self.boxes[n], self.limits[n]
        high = max(_height(box), LEAST_HEIGHT * self.size)
        middle = (box.top + box.bottom) / 2
        half = (0.5 + ABOVE) * high
        left, right = max(box.left - BESIDE * high, limit.left), min(box.right + BESIDE * high, limit.right)
        return Box(round(left), round(middle - half), round(right), round(middle + half))

    def _picture(self, n: int) -> np.ndarray:
        left, top, right, bottom = self._frame(n)
        high, wide = self.grey.shape
        inside = self.grey[max(top, 0) : min(bottom, high), max(left, 0) : min(right, wide)]
        around = ((max(-top, 0), max(bottom - high, 0)), (max(-left, 0), max(right - wide, 0)))
        return np.pad(inside, around, constant_values=255)

    def _glyphs(self, n: int, line: list[Character]) -> list[tuple[Glyph, float]]:
        """Characters side by side over the box, each half way to the next."""
        scale, box, frame = self.scale, self.boxes[n], self._frame(n)
        size = max(_height(box), LEAST_HEIGHT * self.size) / scale
        baseline = (box.top + box.bottom) / 2 / scale + 0.35 * size
        if not any(c.text.strip() for c in line):
            if max(box.right - box.left, _height(box)) < LEAST_INK * self.size:
                return []
            return [(Glyph(baseline, box.left / scale, box.right / scale, size, UNKNOWN), 0.0)]
        places = [(frame.left + c.place * (frame.right - frame.left)) / scale for c in line]
        edges = [
            min(box.left / scale, places[0]),
            *((a + b) / 2 for a, b in pairwise(places)),
            max(box.right / scale, places[-1]),
        ]
        found, spaced = [], False
        for character, (x0, x1) in zip(line, pairwise(edges), strict=True):
            if character.text.strip():
                found.append((Glyph(baseline, x0, x1, size, character.text, spaced), character.certainty))
            spaced = not character.text.strip()
        return found


def _height(box: Box) -> int:
    return box.bottom - box.top


def _cells(found: Lattice, scale: float) -> list[Box]:
    cells = []
    for row, column, row_span, column_span in found.areas:
        left, right = found.xs[column] + INNER, found.xs[column + column_span] - INNER
        top, bottom = found.ys[row] + INNER, found.ys[row + row_span] - INNER
        cells.append(Box(*(max(round(v * scale), 0) for v in (left, top, right, bottom))))
    return [cell for cell in cells if cell.right > cell.left and cell.bottom > cell.top]
