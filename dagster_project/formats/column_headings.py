"""Headings of columns that no rule parts: which piece of a heading names which column, and which columns a heading spans.

Belongs here: a heading of several lines over columns that stand somewhere. Where the columns stand, and which lines are
rows, is `column_grid`; the cells of the heading are made in `heading_cells`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dagster_project.formats.pieces import Piece, Row

UNNAMED = 10.0  # of the size: what it costs to leave a column without a heading, or a heading without a column
WRAPPED = 1.35  # of the size: lines this near to one another may be one text
TOUCHING = 0.3  # of the narrower of two pieces: what they may have in common and still stand side by side
BROKEN = 2.9  # of the size: how far the lines of one name stand apart, a line of other names between them
BESIDE = 0.7  # of the size: how far below the half a name stands at least that a heading stands over
NEAR = 2.5  # of the size: how exactly a heading stands in the middle of what it spans
_CLOSED = re.compile(r"[^(（]*[)）]")

Interval = tuple[float, float]
Place = tuple[int, int]  # first column, counted from 0, and how many


@dataclass(frozen=True, slots=True)
class Named:
    """The columns of a table, those without figures among them, and its heading over them: the place of each piece, and
    which pieces go on in the name below them."""

    columns: list[Interval]
    places: dict[Piece, Place]
    goes_on: frozenset[Piece]


def name_columns(columns: list[Interval], heading: list[Row]) -> Named:
    """The columns with those that have a heading and no figures, and what the heading names."""
    level = {piece: n for n, row in enumerate(heading) for piece in row.pieces}
    names = _lowest(level)
    joined = _spread_words(names, columns, level)
    size = heading[0].line.size
    columns, named = _paired(columns, [n for n in names if n not in joined], UNNAMED * size)
    first_lines = {name: _first_lines(name, names, heading) for name in named}
    heights = {n: _middle(name, first_lines[name], heading) for name, n in named.items()}
    span = _Span(_edges(columns, named), {n: name for name, n in named.items()}, heights, size)
    places: dict[Piece, Place] = {name: (n, 1) for name, n in named.items()}
    places |= {rest: places[first] for rest, first in joined.items()}
    above: dict[Place, float] = {}  # where the lowest heading over these columns stands
    for row in heading:
        height = row.line.baseline
        taken = frozenset(place for place, other in above.items() if height - other > WRAPPED * size)
        outer = [place for place in above if place[1] > 1]
        found = span.places([p for p in row.pieces if p not in places], height, taken, outer)
        above |= dict.fromkeys(found.values(), height)
        places |= found
    return Named(columns, places, frozenset(piece for pieces in first_lines.values() for piece in pieces))


def _first_lines(name: Piece, names: Sequence[Piece], heading: list[Row]) -> list[Piece]:
    """The lines above the lowest one of a name broken over several. What stands above it alone is such a line where its
    neighbours of the same height have one too, or where a bracket opens in it that the name closes: else it names them all."""
    bottom = next(row for row in heading if name in row.pieces)
    place = names.index(name)
    beside = [other for other in names[max(place - 1, 0) : place + 2] if other != name and other in bottom.pieces]
    top, lines = bottom.line.baseline, []
    for row in reversed(heading):
        height = row.line.baseline
        over = [piece for piece in row.pieces if [n for n in names if _overlap(piece, n)] == [name]]
        shared = all(any(_overlap(piece, other) for piece in row.pieces) for other in beside)
        within = any(_open_bracket(piece.text) for piece in over) and bool(_CLOSED.match(name.text))
        if height < top and over and (shared or within) and top - height < BROKEN * row.line.size:
            top = height
            lines += over
    return lines


def _open_bracket(text: str) -> bool:
    return max(text.rfind("("), text.rfind("（")) > max(text.rfind(")"), text.rfind("）"))


def _middle(name: Piece, first_lines: list[Piece], heading: list[Row]) -> float:
    heights = [row.line.baseline for row in heading if name in row.pieces or set(first_lines) & set(row.pieces)]
    return (min(heights) + max(heights)) / 2


def _breaks_out(run: range, outer: Sequence[Place]) -> bool:
    """Whether some of the columns stand under a heading and some beside it."""
    return any(0 < len(set(run) & set(range(first, first + span))) < min(len(run), span) for first, span in outer)


def _overlap(one: Piece | Interval, other: Piece | Interval) -> bool:
    """Whether a reader sees one above the other: more than their ends are."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > TOUCHING * min(one[1] - one[0], other[1] - other[0])


def _lowest(level: dict[Piece, int]) -> list[Piece]:
    """The pieces of a heading that name one column each, from left to right: those with nothing below them.

    What stands above another piece names several columns, or is the first line of the same name. What stands above the
    gap between two names that nothing else stands over, as high or higher, names both."""
    lowest = sorted(p for p in level if not any(level[q] > level[p] and _overlap(p, q) for q in level))
    between = {
        p
        for left, p, right in zip(lowest, lowest[1:], lowest[2:], strict=False)
        if level[p] < min(level[left], level[right])
        and not any(
            level[q] <= level[p] and not _overlap(q, p) and (_overlap(q, left) or _overlap(q, right)) for q in level
        )
    }
    return [p for p in lowest if p not in between]


def _spread_words(names: list[Piece], columns: list[Interval], level: dict[Piece, int]) -> dict[Piece, Piece]:
    """Second letters of words spread over their cell (合   计), by their first: two letters side by side over no more than
    one column, below the same headings, where no third stands beside them (类 款 项)."""
    single = [len(p.text) == 1 for p in names]
    joined: dict[Piece, Piece] = {}
    for n, (first, second) in enumerate(pairwise(names)):
        beside = (n > 0 and single[n - 1]) or (n + 2 < len(names) and single[n + 2])
        if not (single[n] and single[n + 1]) or beside or level[first] != level[second]:
            continue
        above = [{q for q in level if level[q] < level[p] and _overlap(p, q)} for p in (first, second)]
        under = sum(_overlap((first.x0, second.x1), column) for column in columns)
        if under < 2 and above[0] == above[1]:
            joined[second] = first
    return joined


def _paired(columns: list[Interval], names: list[Piece], left_over: float) -> tuple[list[Interval], dict[Piece, int]]:
    """Names and columns in their order at the least distance in all: figures set to the right may stand nearer to the next
    name than to their own, but then the next would be left over. A name without a column has one without figures."""
    costs = [[(left_over * (m + n), "start") for n in range(len(columns) + 1)] for m in range(len(names) + 1)]
    for m, name in enumerate(names, 1):
        for n, (start, end) in enumerate(columns, 1):
            apart = max(name.x0 - end, start - name.x1, 0.0)
            costs[m][n] = min(
                (costs[m - 1][n - 1][0] + apart, "pair"),
                (costs[m - 1][n][0] + left_over, "name"),
                (costs[m][n - 1][0] + left_over, "column"),
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


def _edges(columns: list[Interval], named: dict[Piece, int]) -> list[float]:
    """Where each column begins, and where the last one ends: half way between what stands in neighbouring columns."""
    wide = list(columns)
    for name, n in named.items():
        wide[n] = (min(wide[n][0], name.x0), max(wide[n][1], name.x1))
    return [wide[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(wide)), wide[-1][1]]


@dataclass(frozen=True, slots=True)
class _Span:
    """Finds the columns that headings stand over: by the edges of the columns, their names, and how high the middles of the
    names are."""

    edges: list[float]
    names: dict[int, Piece]
    heights: dict[int, float]
    size: float

    def places(
        self, pieces: Sequence[Piece], height: float, taken: frozenset[Place], outer: Sequence[Place]
    ) -> dict[Piece, Place]:
        """The columns each heading of a line stands over: the run of columns in whose middle it stands nearest, those it is
        printed above among them, of two as near the longer. Runs of two headings share no column, none spans
        exactly what one above it does or reaches beyond it. Where the names under different headings repeat, each heading
        stands over one round of them."""
        if rounds := self._rounds(pieces):
            return rounds
        best: dict[int, tuple[tuple[float, int], dict[Piece, Place]]] = {-1: ((0.0, 0), {})}  # by last column taken
        for piece in pieces:
            following: dict[int, tuple[tuple[float, int], dict[Piece, Place]]] = {}
            for run in self._runs(piece, height):
                if len(run) > 1 and ((run[0], len(run)) in taken or _breaks_out(run, outer)):
                    continue
                middle = (self.edges[run[0]] + self.edges[run[-1] + 1]) / 2
                apart = abs(middle - (piece.x0 + piece.x1) / 2) // (NEAR * self.size)
                for end, ((far, short), placed) in best.items():
                    cost = (far + apart, short - len(run))
                    if end < run[0] and (run[-1] not in following or cost < following[run[-1]][0]):
                        following[run[-1]] = (cost, {**placed, piece: (run[0], len(run))})
            best = following or best
        return min(best.values(), key=lambda state: state[0])[1]

    def _rounds(self, pieces: Sequence[Piece]) -> dict[Piece, Place]:
        """One round of names each, where different headings stand over names that repeat; else nothing."""
        columns = len(self.edges) - 1
        texts = [self.names[n].text for n in range(columns) if n in self.names]
        several = len({piece.text for piece in pieces}) == len(pieces) > 1
        if not several or len(texts) < columns or columns % len(pieces) or columns == len(pieces):
            return {}
        span = columns // len(pieces)
        repeat = all(texts[n] == texts[n % span] for n in range(columns))
        return {piece: (n * span, span) for n, piece in enumerate(pieces)} if repeat else {}

    def _runs(self, piece: Piece, height: float) -> Iterator[range]:
        """The runs of columns a heading may stand over. A name whose middle is half way down from the heading to the lowest
        names stands beside the heading, in a cell as high as both."""
        columns = range(len(self.edges) - 1)
        above = [n for n in columns if n in self.names and _overlap(piece, self.names[n])]
        for first in columns:
            for last in columns[first:]:
                run = range(first, last + 1)
                heights = [self.heights[n] for n in run if n in self.heights]
                top, bottom = min(heights, default=math.inf), max(heights, default=math.inf)
                beside = top < bottom and top <= (height + bottom) / 2 + BESIDE * self.size
                if top <= height or beside or not all(n in run for n in above):
                    continue
                if above or (self.edges[first] <= piece.x0 and piece.x1 <= self.edges[last + 1]):
                    yield run
