"""Rows of pieces laid out in columns: where the columns stand and which lines are one row.

For lines already known to be a table without upright rules (see `columns`).
"""

from __future__ import annotations

from itertools import pairwise

from dagster_project.formats.column_headings import WRAPPED, Interval, Named, Place, name_columns
from dagster_project.formats.heading_cells import Cell, heading_cells
from dagster_project.formats.pieces import Piece, Row, heading_pieces, piece_of
from dagster_project.formats.sheet import Rule
from dagster_project.formats.tables import Table

MOST_STRAYS = 3  # rows whose words stand beside a column rather than in one of their own


def lay_out(rows: list[Row], level_rules: list[Rule]) -> Table | None:
    """The table that the rows are, the first of them its heading; None where they stand in one column."""
    depth = next(n for n, row in enumerate(rows) if row.has_figures)
    rows = [heading_pieces(row) for row in rows[:depth]] + rows[depth:]
    columns = _columns([row for row in rows if row.has_figures])
    columns = _without_stray_words(columns, rows[depth:])
    rows[depth:] = [_split_at_gutters(row, columns) for row in rows[depth:]]
    named = name_columns(columns, rows[:depth]) if depth else Named(columns, {}, frozenset())
    columns, placed = named.columns, named.places
    if len(columns) < 2:
        return None
    xs = [
        min(r.line.x0 for r in rows),
        *((a[1] + b[0]) / 2 for a, b in pairwise(columns)),
        max(r.line.x1 for r in rows),
    ]
    bands = _bands_between_rules(rows, level_rules)
    heading: list[Cell] = []
    if bands is None and depth:
        places = {p: placed.get(p) or _place(p, columns) for row in rows[:depth] for p in row.pieces}
        heading = heading_cells(rows[:depth], places, named.goes_on, len(columns))
        bands = _bands(rows[depth:])
    elif bands is None:
        bands = _bands(rows)
    first = max((row + span for row, _, span, _, _ in heading), default=0)
    cells = heading + [
        cell for number, band in enumerate(bands, first) for cell in _row_cells(number, band, columns, placed)
    ]
    top, bottom = rows[0].line, rows[-1].line
    inner = [
        (above[-1].line.baseline + below[0].line.baseline - below[0].line.size) / 2 for above, below in pairwise(bands)
    ]
    start = top.baseline - top.size
    if first:
        end = (rows[depth - 1].line.baseline + bands[0][0].line.baseline - bands[0][0].line.size) / 2
        inner = [start + n * (end - start) / first for n in range(1, first + 1)] + inner
    ys = [start, *inner, bottom.baseline]
    return Table(ys[0], ys[-1], xs, first + len(bands), len(columns), cells, columns, ys)


def _row_cells(number: int, band: list[Row], columns: list[Interval], placed: dict[Piece, Place]) -> list[Cell]:
    """The cells of one row, every column covered."""
    texts: dict[int, tuple[int, list[str]]] = {}
    for row in band:
        for piece in row.pieces:
            column, span = placed.get(piece) or _place(piece, columns)
            texts.setdefault(column, (span, []))[1].append(piece.text)
    cells: list[Cell] = []
    column = 0
    while column < len(columns):
        span, words = texts.get(column, (1, []))
        span = max(1, min([span, *(other - column for other in texts if other > column)]))
        cells.append((number, column, 1, span, "".join(words)))
        column += span
    return cells


def _columns(rows: list[Row]) -> list[Interval]:
    """From left to right where the pieces of rows stand: the fullest row first, then what others have between."""
    columns: list[Interval] = []
    for row in sorted(rows, key=lambda r: -len(r.pieces)):
        for x0, x1, _ in row.pieces:
            met = [n for n, (start, end) in enumerate(columns) if x0 < end and start < x1]
            if not met:
                columns.append((x0, x1))
                columns.sort()
            elif len(met) == 1:
                start, end = columns[met[0]]
                columns[met[0]] = (min(start, x0), max(end, x1))
    return columns


def _without_stray_words(columns: list[Interval], rows: list[Row]) -> list[Interval]:
    """The columns without those that a few words alone open beside the column of labels, which is blank in their rows: a
    total stands in the middle of its cell, the labels above it at the left."""
    figures: set[int] = set()
    words: dict[int, set[int]] = {n: set() for n in range(len(columns))}
    for number, row in enumerate(rows):
        for piece in row.pieces:
            met = [n for n, (start, end) in enumerate(columns) if piece.x0 < end and start < piece.x1]
            if piece.is_figure:
                figures.update(met)
            for n in met if piece.is_figure else met[:1]:  # words that run into the next column are those of the first
                words[n].add(number)
    out = list(columns)
    for n, own in words.items():
        if n in figures or len(own) > MOST_STRAYS:
            continue
        for other in (n - 1, n + 1):
            if other in words and other not in figures and len(words[other]) > len(own) and not own & words[other]:
                out[other] = (min(out[other][0], columns[n][0]), max(out[other][1], columns[n][1]))
                out[n] = out[other]
                break
    return sorted(set(out))


def _split_at_gutters(row: Row, columns: list[Interval]) -> Row:
    """The row with words parted where a blank was typed between two columns they stand in."""
    gutters = [(a[1], b[0]) for a, b in pairwise(columns)]
    parts: list[Piece] = []
    for piece in row.pieces:
        glyphs = [g for g in row.line.glyphs if piece.x0 <= g.x0 and g.x1 <= piece.x1]
        cuts = [
            n
            for n, (before, glyph) in enumerate(pairwise(glyphs), 1)
            if glyph.spaced and any(before.x1 <= start and end <= glyph.x0 for end, start in gutters)
        ]
        parts += [piece_of(glyphs[a:b]) for a, b in pairwise([0, *cuts, len(glyphs)])] if cuts else [piece]
    return Row(row.line, parts) if len(parts) > len(row.pieces) else row


def _place(piece: Piece, columns: list[Interval]) -> Place:
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
    """Rows with the broken lines of their labels: words alone in a line, close to a row with figures."""
    runs: list[list[Row]] = []
    for n, row in enumerate(rows):
        close = n > 0 and row.line.baseline - rows[n - 1].line.baseline < WRAPPED * row.line.size
        if close:
            runs[-1].append(row)
        else:
            runs.append([row])
    spread = _is_spread(rows)
    return [band for run in runs for band in _bands_of(run, spread)]


def _bands_of(run: list[Row], spread: bool) -> list[list[Row]]:
    """The rows of lines that stand close together. A row of figures without a name has the words above it, and as many of
    those below; where rows stand apart, every line of words is part of the row it is close to."""
    bands: list[list[Row]] = []
    words: list[Row] = []
    owed = 0  # lines below that belong to a row without a name
    for row in run:
        if len(row.pieces) == 1 and not row.pieces[0].is_figure:
            words.append(row)
            continue
        if row.is_nameless and words:
            if bands:
                bands[-1] += words[:owed]
                words = words[owed:]
            owed = len(words) or len(run)
            bands.append([*words, row])
        elif spread and not bands and len(words) == 1:
            bands.append([*words, row])
        else:
            bands = _with_words(bands, words, spread, owed)
            bands.append([row])
            owed = len(run) if row.is_nameless else 0
        words = []
    return _with_words(bands, words, spread, owed)


def _with_words(bands: list[list[Row]], words: list[Row], spread: bool, owed: int) -> list[list[Row]]:
    """The bands with lines of words below them: part of the last one, or rows of their own."""
    mine = len(words) if spread else owed
    if bands:
        return [*bands[:-1], [*bands[-1], *words[:mine]], *([row] for row in words[mine:])]
    return [words] if spread and words else [[row] for row in words]


def _is_spread(rows: list[Row]) -> bool:
    """Whether most lines stand further apart than the lines of one label: rows without figures are rows too."""
    gaps = sorted(b.line.baseline - a.line.baseline for a, b in pairwise(rows))
    return bool(gaps) and gaps[len(gaps) // 2] > WRAPPED * rows[0].line.size
