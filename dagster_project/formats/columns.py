"""Tables that have no upright rules: columns found from how figures and words stand one below another.

A row is a printed line that falls into pieces with wide gaps between them. Lines are a table where several rows in a
run hold figures that are not the first thing in the line, or where level rules enclose them. Lists of contents (words,
then page numbers that only grow) and prose are none. Ruled lattices belong to `tables`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dagster_project.formats.lines import WIDE_GAP, TextLine, line_text
from dagster_project.formats.sheet import Glyph, Rule
from dagster_project.formats.tables import FIGURE_SIGNS, Table

LEAST_ROWS = 3  # rows with figures that make a table where no rule says so
LEAST_FIGURES = 3  # in a row of nothing else, below a heading: a table of one row
FIGURE_GAP = 0.4  # of the size: least gap between two figures in one line
HEADING_GAP = 0.4  # of the size: least gap between two headings, each of several characters
WORD_GAP = 0.7  # of the size: least gap between a figure and words of another column
ALIGNED = 0.6  # of the size: pieces that begin or end this near to one another stand in one column
STRAY_LINES = 2  # lines that fit no column (ends of wrapped labels) between two rows
ROW_PITCH = 6.0  # of the size: rows further apart do not belong together
WRAPPED = 1.35  # of the size: a line of words this near above or below a row is part of its label
HEADING_LINES = 8  # that a heading may take above the first row with figures
CONTENTS_ROWS = 5  # rows of growing whole numbers in a last column that are page numbers

_FIGURE = re.compile(r"[-+（(]?\d[\d,]*(?:\.\d+)?[%％)）]?")
_DASH = re.compile(r"[-–—]+")
_LEADER = re.compile(r"[.…·．]{4,}")
_CAPTION = re.compile(r"[:：]")


class Piece(NamedTuple):
    """A part of a line between wide gaps."""

    x0: float
    x1: float
    text: str

    @property
    def is_figure(self) -> bool:
        return bool(_FIGURE.fullmatch(self.text.replace(" ", "")) or _DASH.fullmatch(self.text))


class Row(NamedTuple):
    """A printed line as pieces."""

    line: TextLine
    pieces: list[Piece]

    @property
    def has_figures(self) -> bool:
        return any(piece.is_figure for piece in self.pieces[1:])

    @property
    def is_all_figures(self) -> bool:
        return len(self.pieces) >= LEAST_FIGURES and all(piece.is_figure for piece in self.pieces)


def unruled_tables(lines: list[TextLine], level_rules: list[Rule]) -> tuple[list[Table], list[TextLine]]:
    """The tables among lines that stand in order from top to bottom, and the lines left over."""
    rows = [Row(line, pieces(line)) for line in lines]
    if not any(row.has_figures for row in rows):
        return [], lines
    tables: list[Table] = []
    left: list[TextLine] = []
    start = 0
    for first, last in _spans(rows, level_rules):
        table = _table(rows[first:last], level_rules)
        if table:
            left += [row.line for row in rows[start:first]]
            tables.append(table)
            start = last
    return tables, left + [row.line for row in rows[start:]]


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
    return [_piece(part) for part in parts]


def _piece(glyphs: list[Glyph]) -> Piece:
    return Piece(glyphs[0].x0, glyphs[-1].x1, line_text(glyphs))


def _spans(rows: list[Row], level_rules: list[Rule]) -> list[tuple[int, int]]:
    """First row and the row after the last of every run of rows that looks like a table."""
    spans: list[tuple[int, int]] = []
    n = 0
    while n < len(rows):
        if not rows[n].has_figures:
            n += 1
            continue
        last = _last_row(rows, n)
        first = _heading_start(rows, n, spans[-1][1] if spans else 0, level_rules)
        if (
            sum(row.has_figures for row in rows[n : last + 1]) >= LEAST_ROWS
            or (first < n and rows[n].is_all_figures)
            or _is_enclosed(rows[first : last + 1], level_rules)
        ):
            spans.append((first, last + 1))
        n = last + 1
    return spans


def _last_row(rows: list[Row], first: int) -> int:
    """The last row of the run that begins at `first`: with figures, or in several pieces that fit its columns."""
    last, strays = first, 0
    known = list(rows[first].pieces)
    for n in range(first + 1, len(rows)):
        row = rows[n]
        if row.line.baseline - rows[n - 1].line.baseline > ROW_PITCH * row.line.size or _is_prose(row, rows[first]):
            break
        near = ALIGNED * row.line.size
        fits = all(any(abs(p.x0 - k.x0) < near or abs(p.x1 - k.x1) < near for k in known) for p in row.pieces)
        if row.has_figures or (fits and len(row.pieces) > 1):
            last = n
        if row.has_figures or fits:
            strays = 0
            known += row.pieces if len(row.pieces) > 1 else []
            continue
        strays += 1
        if strays > STRAY_LINES:
            break
    return last


def _is_prose(row: Row, model: Row) -> bool:
    """A line in one piece that reaches over the columns of a row."""
    return len(row.pieces) == 1 and row.pieces[0].x0 < model.pieces[0].x1 and row.pieces[0].x1 > model.pieces[1].x1


def _heading_start(rows: list[Row], first: int, least: int, level_rules: list[Rule]) -> int:
    """The first line of the heading above a row: lines in pieces, single pieces between such, and everything below the
    uppermost rule."""
    start = first
    for n in range(first - 1, max(least, first - HEADING_LINES) - 1, -1):
        line, below = rows[n].line, rows[n + 1].line
        if below.baseline - line.baseline > ROW_PITCH * line.size or _CAPTION.search(line.text):
            break
        ruled = any(
            y < line.baseline and y > line.baseline - ROW_PITCH * line.size and a <= line.x0 and line.x1 <= b
            for y, a, b in level_rules
        )
        if len(rows[n].pieces) > 1 or ruled:
            start = n
    return start


def _heading_pieces(row: Row) -> Row:
    """A line of a heading in smaller pieces: headings stand closer than figures, but spread letters are one word."""
    parts = [[row.line.glyphs[0]]]
    for before, glyph in zip(row.line.glyphs, row.line.glyphs[1:], strict=False):
        if glyph.x0 - before.x1 > HEADING_GAP * row.line.size:
            parts.append([])
        parts[-1].append(glyph)
    return row if min(map(len, parts)) < 2 else Row(row.line, [_piece(part) for part in parts])


def _is_enclosed(rows: list[Row], level_rules: list[Rule]) -> bool:
    """Whether level rules as wide as the rows stand above the first and below the last of them."""
    top, bottom = rows[0].line, rows[-1].line
    x0 = min(row.line.x0 for row in rows) + top.size
    x1 = max(row.line.x1 for row in rows) - top.size
    wide = [y for y, start, end in level_rules if start <= x0 and end >= x1]
    reach = ROW_PITCH * top.size
    return any(top.baseline - reach < y < top.baseline for y in wide) and any(
        bottom.baseline - 0.2 * bottom.size < y < bottom.baseline + reach for y in wide
    )


def _table(rows: list[Row], level_rules: list[Rule]) -> Table | None:
    figures = [row for row in rows if row.has_figures]
    depth = rows.index(figures[0])
    rows = [_heading_pieces(row) for row in rows[:depth]] + rows[depth:]
    fullest = max(rows[:depth], key=lambda row: (len(row.pieces), row.line.baseline), default=None)
    columns = _columns(figures + ([fullest] if fullest else []))  # its fullest line names the empty columns too
    if len(columns) < 2 or _is_contents(rows, columns):
        return None
    edges = [(a[1] + b[0]) / 2 for a, b in zip(columns, columns[1:], strict=False)]
    xs = [min(r.line.x0 for r in rows), *edges, max(r.line.x1 for r in rows)]
    bands = _bands_between_rules(rows, level_rules) or _bands(rows)
    cells = []
    for number, band in enumerate(bands):
        texts: dict[int, tuple[int, list[str]]] = {}
        for row in band:
            for piece in row.pieces:
                column, span = _place(piece, columns)
                texts.setdefault(column, (span, []))[1].append(piece.text)
        column = 0
        while column < len(columns):
            span, words = texts.get(column, (1, []))
            span = max(1, min([span, *(other - column for other in texts if other > column)]))
            cells.append((number, column, 1, span, "".join(words)))
            column += span
    top, bottom = rows[0].line, rows[-1].line
    return Table(top.baseline - top.size, bottom.baseline, xs, len(bands), len(columns), cells, columns)


def _columns(rows: list[Row]) -> list[tuple[float, float]]:
    """From left to right where the pieces of rows stand: the fullest row with figures first, then what others have
    between."""
    columns: list[tuple[float, float]] = []
    for row in sorted(rows, key=lambda r: (not r.has_figures, -len(r.pieces))):
        for x0, x1, _ in row.pieces:
            met = [n for n, (start, end) in enumerate(columns) if x0 < end and start < x1]
            if not met:
                columns.append((x0, x1))
                columns.sort()
            elif len(met) == 1:
                start, end = columns[met[0]]
                columns[met[0]] = (min(start, x0), max(end, x1))
    return columns


def _place(piece: Piece, columns: list[tuple[float, float]]) -> tuple[int, int]:
    """The column a piece stands in and how many it covers: words between two columns stand over both."""
    met = [n for n, (start, end) in enumerate(columns) if piece.x0 < end and start < piece.x1]
    if not met and not piece.is_figure:
        right = sum(end <= piece.x0 for _, end in columns)
        if 0 < right < len(columns):
            return right - 1, 2
    if met and not piece.is_figure:
        return met[0], met[-1] - met[0] + 1
    middle = (piece.x0 + piece.x1) / 2
    return min(met or range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - middle)), 1


def _bands_between_rules(rows: list[Row], level_rules: list[Rule]) -> list[list[Row]] | None:
    """Rows as level rules part them, where they do; two lines with figures are two rows all the same."""
    bands = [[rows[0]]]
    parted = 0
    for row in rows[1:]:
        above = bands[-1][-1].line
        is_parted = any(
            above.baseline < y < row.line.baseline and start < row.line.x1 and row.line.x0 < end
            for y, start, end in level_rules
        )
        parted += is_parted
        if is_parted or (row.has_figures and any(other.has_figures for other in bands[-1])):
            bands.append([row])
        else:
            bands[-1].append(row)
    return bands if 2 * parted >= sum(row.has_figures for row in rows) else None


def _bands(rows: list[Row]) -> list[list[Row]]:
    """Rows with the wrapped ends of their labels: a line of words alone, close to a row with figures, is part of it."""
    bands: list[list[Row]] = []
    for row in rows:
        close = bands and row.line.baseline - bands[-1][-1].line.baseline < WRAPPED * row.line.size
        alone = len(row.pieces) == 1 and not row.has_figures
        before_alone = bands and len(bands[-1]) == 1 and len(bands[-1][0].pieces) == 1
        if close and (alone or (before_alone and row.has_figures)) and _is_spread(rows):
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands


def _is_spread(rows: list[Row]) -> bool:
    """Whether rows with figures stand further apart than the lines of one label."""
    figures = [row.line for row in rows if row.has_figures]
    gaps = sorted(b.baseline - a.baseline for a, b in zip(figures, figures[1:], strict=False))
    return bool(gaps) and gaps[len(gaps) // 2] > WRAPPED * figures[0].size


def _is_contents(rows: list[Row], columns: list[tuple[float, float]]) -> bool:
    if any(_LEADER.search(row.line.text) for row in rows):
        return True
    numbers = [row.pieces[-1].text for row in rows if row.has_figures]
    if len(columns) > 2 or len(numbers) < CONTENTS_ROWS or not all(n.isdigit() and len(n) < 4 for n in numbers):
        return False
    pages = [int(n) for n in numbers]
    return pages == sorted(pages)
