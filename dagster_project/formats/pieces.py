"""Printed lines as pieces: the words and figures of one line that gaps set apart, each perhaps in a column of its own.

Deciding which lines are a table belongs to `columns`, laying pieces out in columns to `column_grid`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from dagster_project.formats.lines import WIDE_GAP, TextLine, line_text
from dagster_project.formats.sheet import Glyph

FIGURE_GAP = 0.4  # of the size: least gap between two figures in one line
WORD_GAP = 0.7  # of the size: least gap between a figure and words of another column
HEADING_GAP = 0.4  # of the size: least gap between two headings, each of several characters
LEAST_FIGURES = 3  # in a row of nothing else: a table of one row, if it stands below a heading
FIGURE_SIGNS = frozenset("0123456789,.-%０１２３４５６７８９，．－％")

_FIGURE = re.compile(r"[-+（(]?\d[\d,]*(?:\.\d+)?[%％)）]?")
_DASH = re.compile(r"[-–—]+")


class Piece(NamedTuple):
    """A part of a line between wide gaps."""

    x0: float
    x1: float
    text: str

    @property
    def is_figure(self) -> bool:
        text = self.text if self.text.isascii() else unicodedata.normalize("NFKC", self.text)
        return bool(_FIGURE.fullmatch(text.replace(" ", "")) or _DASH.fullmatch(text))


class Row(NamedTuple):
    """A printed line as pieces."""

    line: TextLine
    pieces: list[Piece]

    @property
    def has_figures(self) -> bool:
        return any(piece.is_figure for piece in self.pieces[1:])

    @property
    def is_nameless(self) -> bool:
        """Whether it holds figures, codes among them, and not one word."""
        return len(self.pieces) > 1 and all(piece.is_figure for piece in self.pieces)

    @property
    def is_all_figures(self) -> bool:
        return len(self.pieces) >= LEAST_FIGURES and all(piece.is_figure for piece in self.pieces)


def pieces(line: TextLine) -> list[Piece]:
    """The parts of a line that wide gaps separate, and the figures in it that smaller gaps set apart."""
    parts = [[line.glyphs[0]]]
    for glyph in line.glyphs[1:]:
        gap = (glyph.x0 - parts[-1][-1].x1) / line.size
        if gap > FIGURE_GAP:
            before, after = (all(g.text in FIGURE_SIGNS for g in part) for part in (parts[-1], [glyph]))
            if gap > WIDE_GAP or (before and after) or (before != after and gap > WORD_GAP):
                parts.append([])
        parts[-1].append(glyph)
    return [piece_of(part) for part in parts]


def piece_of(glyphs: list[Glyph]) -> Piece:
    """Neighbouring glyphs of a line as one piece."""
    return Piece(glyphs[0].x0, glyphs[-1].x1, line_text(glyphs))


def heading_pieces(row: Row) -> Row:
    """A line of a heading in smaller pieces: headings stand closer than figures, but spread letters are one word."""
    parts = [[row.line.glyphs[0]]]
    for before, glyph in zip(row.line.glyphs, row.line.glyphs[1:], strict=False):
        if glyph.x0 - before.x1 > HEADING_GAP * row.line.size:
            parts.append([])
        parts[-1].append(glyph)
    return row if min(map(len, parts)) < 2 else Row(row.line, [piece_of(part) for part in parts])
