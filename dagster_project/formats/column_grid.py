"""Rows of pieces laid out in columns: where the columns stand, which heading names which, which lines are one row.

For lines already known to be a table without upright rules (see `columns`).
"""

from __future__ import annotations

from itertools import pairwise

from dagster_project.formats.pieces import Piece, Row, heading_pieces
from dagster_project.formats.sheet import Rule
from dagster_project.formats.tables import Table

WRAPPED = 1.35  # of the size: a line of words this near above or below a row is part of its label
UNNAMED = 10.0  # of the size: what it costs to leave a column without a heading, or a heading without a column

Interval = tuple[float, float]


def lay_out(rows: list[Row], level_rules: list[Rule]) -> Table | None:
    """The table that the rows are, the first of them its heading; None where they stand in one column."""
    depth = next(n for n, row in enumerate(rows) if row.has_figures)
    rows = [heading_pieces(row) for row in rows[:depth]] + rows[depth:]
    columns = _columns([row for row in rows if row.has_figures])
    named: dict[Piece, int] = {}
    if depth:
        fullest = max(rows[:depth], key=lambda row: (len(row.pieces), row.line.baseline))
        columns, named = _name(columns, fullest)
    if len(columns) < 2:
        return None
    xs = [
        min(r.line.x0 for r in rows),
        *((a[1] + b[0]) / 2 for a, b in pairwise(columns)),
        max(r.line.x1 for r in rows),
    ]
    bands = _bands_between_rules(rows, level_rules) or _bands(rows)
    cells = []
    for number, band in enumerate(bands):
        texts: dict[int, tuple[int, list[str]]] = {}
        for row in band:
            for piece in row.pieces:
                column, span = (named[piece], 1) if piece in named else _place(piece, columns)
                texts.setdefault(column, (span, []))[1].append(piece.text)
        column = 0
        while column < len(columns):
            span, words = texts.get(column, (1, []))
            span = max(1, min([span, *(other - column for other in texts if other > column)]))
            cells.append((number, column, 1, span, "".join(words)))
            column += span
    top, bottom = rows[0].line, rows[-1].line
    inner = [
        (above[-1].line.baseline + below[0].line.baseline - below[0].line.size) / 2 for above, below in pairwise(bands)
    ]
    ys = [top.baseline - top.size, *inner, bottom.baseline]
    return Table(ys[0], ys[-1], xs, len(bands), len(columns), cells, columns, ys)


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


def _name(columns: list[Interval], heading: Row) -> tuple[list[Interval], dict[Piece, int]]:
    """The columns with those that have a heading and no figures, and the column each piece of the heading names.

    Headings and columns pair in their order at the least distance in all: figures set to the right may stand nearer to
    the next heading than to their own, but then the next would be left over.
    """
    names, size = heading.pieces, UNNAMED * heading.line.size
    costs = [[(size * (m + n), "start") for n in range(len(columns) + 1)] for m in range(len(names) + 1)]
    for m, name in enumerate(names, 1):
        for n, (start, end) in enumerate(columns, 1):
            apart = max(name.x0 - end, start - name.x1, 0.0)
            costs[m][n] = min(
                (costs[m - 1][n - 1][0] + apart, "pair"),
                (costs[m - 1][n][0] + size, "name"),
                (costs[m][n - 1][0] + size, "column"),
            )
    m, n = len(names), len(columns)
    found: list[tuple[Interval, Piece | None]] = []
    while m or n:
        step = costs[m][n][1] if m and n else ("name" if m else "column")
        if step == "pair":
            found.append((columns[n - 1], names[m - 1]))
        elif step == "name":
            found.append(((names[m - 1].x0, names[m - 1].x1), names[m - 1]))
        else:
            found.append((columns[n - 1], None))
        m, n = m - (step != "column"), n - (step != "name")
    found.reverse()
    return [place for place, _ in found], {name: n for n, (_, name) in enumerate(found) if name}


def _place(piece: Piece, columns: list[Interval]) -> tuple[int, int]:
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
    gaps = sorted(b.baseline - a.baseline for a, b in pairwise(figures))
    return bool(gaps) and gaps[len(gaps) // 2] > WRAPPED * figures[0].size
