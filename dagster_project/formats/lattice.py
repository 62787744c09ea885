"""Printed rules to the lattices of tables: columns, rows and merged cells, found from where rules are and are missing.

Pure geometry over `Rule`s, for pages of any origin. Text, reading order and tables without rules do not belong here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from dagster_project.formats.sheet import Rule

DOUBLE_RULE = 2.6  # points between two rules that are one: double lines, and edges of neighbouring cells
BREAK = 3.0  # points of a gap within one rule, and between a rule's end and the rule it meets
SHORTEST = 4.0  # points: what is shorter is a dot or a stroke of a drawing
DISPLACED = 8.0  # points: two edges this near that never bound one cell together are one edge drawn unevenly


class Area(NamedTuple):
    """One cell of a lattice: rows and columns count from 0."""

    row: int
    column: int
    row_span: int
    column_span: int


class Lattice(NamedTuple):
    """`xs` and `ys` are the edges of columns and rows; `areas` are the cells by row, then column;
    `area_at[row][column]` is the index of the area at that place, -1 where the table has none."""

    xs: list[float]
    ys: list[float]
    areas: list[Area]
    area_at: list[list[int]]

    def locate(self, x: float, y: float) -> int:
        """Index of the area at a point within the lattice's outline, -1 where there is none."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self.area_at[row][column]


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Rules at one position made one, gaps and double drawing closed, dots dropped; by position, then start."""
    merged: list[Rule] = []
    cluster: list[Rule] = []
    for rule in sorted(rules):
        if cluster and rule[0] - cluster[0][0] > DOUBLE_RULE:
            _merge_cluster(cluster, merged)
            cluster = []
        cluster.append(rule)
    if cluster:
        _merge_cluster(cluster, merged)
    return merged


def _merge_cluster(cluster: list[Rule], merged: list[Rule]) -> None:
    position = (cluster[0][0] + cluster[-1][0]) / 2
    spans = sorted((start, end) for _, start, end in cluster)
    start, end = spans[0]
    for s, e in spans[1:]:
        if s <= end + BREAK:
            end = max(end, e)
        else:
            if end - start >= SHORTEST:
                merged.append(Rule(position, start, end))
            start, end = s, e
    if end - start >= SHORTEST:
        merged.append(Rule(position, start, end))


def connected(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of merged rules that meet one another, by position of their first horizontal rule; rules that meet none
    come as groups of their own."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    positions = [h[0] for h in horizontal]
    for v, (x, top, bottom) in enumerate(vertical, len(horizontal)):
        first = bisect_right(positions, top - BREAK)
        last = bisect_right(positions, bottom + BREAK)
        for h in range(first, last):
            _, start, end = horizontal[h]
            if start - BREAK <= x <= end + BREAK:
                parent[root(h)] = root(v)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for i, rule in enumerate(vertical, len(horizontal)):
        groups.setdefault(root(i), ([], []))[1].append(rule)
    return list(groups.values())


def lattice(horizontal: list[Rule], vertical: list[Rule]) -> Lattice | None:
    """The lattice of one connected group, or None where the rules do not part at least two cells."""
    if not vertical or len(horizontal) + len(vertical) < 3:
        return None
    xs, ys = _edges(vertical, horizontal), _edges(horizontal, vertical)
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
        return None
    walls = _masks(xs, ys, vertical)  # one bit a row band, per column edge
    floors = _masks(ys, xs, horizontal)  # one bit a column, per row edge
    xs, walls, merged_x = _settle(xs, walls)
    ys, floors, merged_y = _settle(ys, floors)
    if merged_x or merged_y:
        walls, floors = _masks(xs, ys, vertical), _masks(ys, xs, horizontal)
    if len(xs) + len(ys) < 5:
        return None
    return Lattice(xs, ys, *_areas(xs, ys, walls, floors))


def _edges(across: list[Rule], along: list[Rule]) -> list[float]:
    """Positions of the rules, and the far ends of those they meet where a border is left open."""
    edges = sorted({rule[0] for rule in across})
    least, most = min(r[1] for r in along), max(r[2] for r in along)
    if least < edges[0] - DISPLACED:
        edges.insert(0, least)
    if most > edges[-1] + DISPLACED:
        edges.append(most)
    return edges


def _masks(edges: list[float], bands: list[float], rules: list[Rule]) -> list[int]:
    middles = [(a + b) / 2 for a, b in pairwise(bands)]
    masks = [0] * len(edges)
    for position, start, end in rules:
        nearest = bisect_right(edges, position + 1e-6)
        index = nearest - 1
        if nearest < len(edges) and (index < 0 or edges[nearest] - position < position - edges[index]):
            index = nearest
        first, last = bisect_right(middles, start), bisect_right(middles, end)
        masks[index] |= (1 << last) - (1 << first)
    return masks


def _settle(edges: list[float], masks: list[int]) -> tuple[list[float], list[int], bool]:
    """Edges drawn unevenly (nearer than `DISPLACED`, never both in one band) made one."""
    kept, kept_masks = [edges[0]], [masks[0]]
    for edge, mask in zip(edges[1:], masks[1:], strict=True):
        if edge - kept[-1] < DISPLACED and not mask & kept_masks[-1]:
            kept_masks[-1] |= mask
        else:
            kept.append(edge)
            kept_masks.append(mask)
    return kept, kept_masks, len(kept) < len(edges)


def _areas(xs: list[float], ys: list[float], walls: list[int], floors: list[int]) -> tuple[list[Area], list[list[int]]]:
    columns, rows = len(xs) - 1, len(ys) - 1
    full = (1 << columns) - 1
    areas: list[Area] = []
    area_at = [[-1] * columns for _ in range(rows)]
    top = 0
    while top < rows:
        bottom = top + 1
        while bottom < rows and floors[bottom] & full != full:
            bottom += 1
        for area in _band(top, bottom, columns, walls, floors):
            if _is_enclosed(area, rows, columns, walls, floors):
                for row in range(area.row, area.row + area.row_span):
                    area_at[row][area.column : area.column + area.column_span] = [len(areas)] * area.column_span
                areas.append(area)
        top = bottom
    return areas, area_at


def _band(top: int, bottom: int, columns: int, walls: list[int], floors: list[int]) -> list[Area]:
    """The cells of rows `top` to `bottom`, between which some horizontal rule is missing."""
    found: list[Area] = []
    open_runs: dict[tuple[int, int], int] = {}  # (column, span) -> first row of a run that may go on below
    for row in range(top, bottom + 1):
        runs: dict[tuple[int, int], int] = {}
        if row < bottom:
            start = 0
            for column in range(1, columns + 1):
                if column == columns or walls[column] >> row & 1:
                    runs[start, column - start] = row
                    start = column
        for run, first in open_runs.items():
            column, span = run
            bits = ((1 << span) - 1) << column
            if run in runs and not _mostly(floors[row] & bits, span):
                runs[run] = first
            else:
                found.append(Area(first, column, row - first, span))
        open_runs = runs
    found.sort()
    return found


def _mostly(bits: int, span: int) -> bool:
    return 2 * bits.bit_count() >= span


def _is_enclosed(area: Area, rows: int, columns: int, walls: list[int], floors: list[int]) -> bool:
    """A place at the rim of the lattice is a cell if rules bound it on two opposite sides or it lies between cells."""
    row, column, row_span, column_span = area
    if row > 0 and row + row_span < rows and column > 0 and column + column_span < columns:
        return True
    down, right = ((1 << row_span) - 1) << row, ((1 << column_span) - 1) << column
    left_wall, right_wall = walls[column] & down, walls[column + column_span] & down
    ceiling, floor = floors[row] & right, floors[row + row_span] & right
    return bool((left_wall and right_wall) or (ceiling and floor))
