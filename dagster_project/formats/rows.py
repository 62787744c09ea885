"""Rows of a lattice that no rule parts: a band of cells that holds a whole column of figures each is split by them.

Some tables have upright rules and a frame only. A cell that is one row of its table never holds two figures one above
the other beside a cell that holds figures at the same heights; where cells do, each height is a row. Figures broken
over two lines because they are too long for their cell are one figure and split nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dagster_project.formats.lattice import Area, Lattice
from dagster_project.formats.lines import TextLine

SAME_HEIGHT = 0.4  # of the size: baselines of one row in neighbouring cells

_AMOUNT = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)\.\d\d")
_ONE_DECIMAL = re.compile(r"-?[\d,]+\.\d")
_FIGURE = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?%?|[-–—]+")

Lines = dict[int, list[TextLine]]


def split_rows(found: Lattice, lines: Lines) -> tuple[Lattice, Lines]:
    """The lattice with such bands split, and the lines of its cells by the new areas."""
    cuts = [_cuts(found, lines, row) for row in range(len(found.ys) - 1)]
    if not any(cuts):
        return found, lines
    ys = sorted(found.ys + [y for row in cuts for y in row])
    areas: list[Area] = []
    new_lines: Lines = {}
    shift = [sum(map(len, cuts[:row])) for row in range(len(found.ys))]
    for index, (row, column, row_span, column_span) in enumerate(found.areas):
        edges = cuts[row] if row_span == 1 else []
        parts: list[list[TextLine]] = [[] for _ in range(len(edges) + 1)]
        for line in lines.get(index, ()):
            parts[sum(line.baseline - 0.35 * line.size > y for y in edges)].append(line)
        top, bottom = row + shift[row], row + row_span + shift[row + row_span]
        for n, part in enumerate(parts):
            first, span = (top + n, 1) if edges else (top, bottom - top)
            if part:
                new_lines[len(areas)] = part
            areas.append(Area(first, column, span, column_span))
    order = sorted(range(len(areas)), key=lambda n: areas[n])
    areas_in_order = [areas[n] for n in order]
    area_at = [[-1] * (len(found.xs) - 1) for _ in range(len(ys) - 1)]
    for n, (row, column, row_span, column_span) in enumerate(areas_in_order):
        for r in range(row, row + row_span):
            area_at[r][column : column + column_span] = [n] * column_span
    return (
        Lattice(found.xs, ys, areas_in_order, area_at),
        {n: new_lines[old] for n, old in enumerate(order) if old in new_lines},
    )


def _cuts(found: Lattice, lines: Lines, row: int) -> list[float]:
    """Heights at which a row of the lattice falls into several, none where it is one."""
    stacks = []
    for index in sorted({n for n in found.area_at[row] if n >= 0}):
        area = found.areas[index]
        own = lines.get(index, [])
        left, right = found.xs[area.column], found.xs[area.column + area.column_span]
        if area.row_span == 1 and any(_goes_on(a, b, left, right) for a, b in pairwise(own)):
            return []
        stack = _figures_at_end(own)
        if area.row_span > 1 or len(stack) < 2:
            continue
        width = right - left
        if any(width - (line.x1 - line.x0) < line.size for line in stack[:-1]):
            return []  # a figure too long for its cell goes on in the next line
        stacks.append(stack)
    if len(stacks) < 2:
        return []
    heights: list[TextLine] = []
    for line in sorted((line for stack in stacks for line in stack), key=lambda line: line.baseline):
        if not heights or line.baseline - heights[-1].baseline > SAME_HEIGHT * line.size:
            heights.append(line)
    if len(heights) > max(map(len, stacks)) + 1:  # figures at unrelated heights: cells of wrapped text, no rows
        return []
    pitch = min(below.baseline - above.baseline for above, below in pairwise(heights))
    first = heights[0]
    above = [first.baseline - 0.35 * first.size - pitch / 2] if _has_heading(found, lines, row, first) else []
    return above + [(above.baseline + below.baseline) / 2 - 0.35 * below.size for above, below in pairwise(heights)]


def _goes_on(above: TextLine, below: TextLine, left: float, right: float) -> bool:
    """Whether an amount is broken over two lines: 1,480,00 over 0.00, 148. over 00, or 148.0 over 0 in a cell that has no
    room for one figure more."""
    if not _AMOUNT.fullmatch(above.text + below.text):
        return False
    if not _FIGURE.fullmatch(above.text) or below.text.startswith((",", ".")):
        return True
    room = (right - left) - (above.x1 - above.x0) - 2 * max(0.0, min(above.x0 - left, right - above.x1))
    return bool(_ONE_DECIMAL.fullmatch(above.text)) and len(below.text) == 1 and room < 0.7 * above.size


def _figures_at_end(own: list[TextLine]) -> list[TextLine]:
    """The lines of a cell below its last words."""
    start = len(own)
    while start and _FIGURE.fullmatch(own[start - 1].text):
        start -= 1
    return own[start:]


def _has_heading(found: Lattice, lines: Lines, row: int, first: TextLine) -> bool:
    """Whether words stand above the first figures within the same band."""
    return any(
        line.baseline < first.baseline - line.size
        for index in {n for n in found.area_at[row] if n >= 0 and found.areas[n].row_span == 1}
        for line in lines.get(index, ())
    )
