"""The ruled tables of a sheet: lattices filled with the glyphs that are printed in their cells.

Each glyph belongs to the cell its middle lies in, except where a text is too long for its cell and runs over a rule:
then the whole run belongs where most of it stands. Tables without rules are found in `columns`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from dagster_project.formats.lattice import Lattice, connected, lattice, merge_rules
from dagster_project.formats.lines import TextLine, group_lines, wrapped_text
from dagster_project.formats.pieces import FIGURE_SIGNS
from dagster_project.formats.rows import split_rows
from dagster_project.formats.sheet import Glyph, Rule, Sheet

RUN = 0.3  # of the size: glyphs nearer than this belong to one run of text
ABUTTING = 0.1  # of the size: digits nearer than this are one figure even where a rule stands between them
OVERLAP = 0.15  # of the width: a glyph that lies this much on either side of a rule runs over it
MOST_PLACES = 250_000  # that the rules of one page may mark out: a form has some hundreds of cells
OUTLINE = 1.5  # points around a lattice in which a glyph's middle still lies within it


@dataclass(slots=True)
class Table:
    """A table in place: `cells` are (row, column, row span, column span, text), rows and columns counted from 0; `xs`
    and `ys` are the edges between them. `stands` is from where to where text stands in each column, known where no
    rules part the columns."""

    top: float
    bottom: float
    xs: list[float]
    rows: int
    columns: int
    cells: list[tuple[int, int, int, int, str]]
    stands: list[tuple[float, float]] | None = None
    ys: list[float] = field(default_factory=list)


def ruled_tables(sheet: Sheet) -> tuple[list[Table], list[Glyph], list[Rule]]:
    """The ruled tables, the glyphs outside of them, and the level rules that are part of no lattice."""
    lattices: list[Lattice] = []
    loose: list[Rule] = []
    level, upright = merge_rules(sheet.horizontal), merge_rules(sheet.vertical)
    if len(level) * len(upright) > MOST_PLACES:  # squared paper or a drawing
        return [], sheet.glyphs, []
    for horizontal, vertical in connected(level, upright):
        found = lattice(horizontal, vertical)
        if found and len(found.xs) > 2:
            lattices.append(found)
        else:  # rules under lines, frames around text: columns, if any, are not ruled
            loose += horizontal
    if not lattices:
        return [], sheet.glyphs, loose
    lattices.sort(key=_size)  # a table within a cell of another comes first
    contents: list[dict[int, list[Glyph]]] = [{} for _ in lattices]
    outside = []
    outlines = [(t.xs[0] - OUTLINE, t.ys[0] - OUTLINE, t.xs[-1] + OUTLINE, t.ys[-1] + OUTLINE) for t in lattices]
    places = list(zip(outlines, lattices, contents, strict=True))
    for glyph in sheet.glyphs:
        baseline, x0, x1, size, _, _ = glyph
        x, y = (x0 + x1) / 2, baseline - 0.35 * size
        for (left, top, right, bottom), (xs, ys, _, area_at), content in places:
            if left <= x <= right and top <= y <= bottom:
                row = min(max(bisect_right(ys, y) - 1, 0), len(ys) - 2)
                column = min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
                content.setdefault(area_at[row][column], []).append(glyph)
                break
        else:
            outside.append(glyph)
    tables = []
    for found, content in zip(lattices, contents, strict=True):
        outside += content.pop(-1, [])
        if content:
            tables.append(_table(found, content))
    tables.sort(key=lambda table: (table.top, table.xs[0]))
    return tables, outside, loose


def _size(found: Lattice) -> float:
    return (found.xs[-1] - found.xs[0]) * (found.ys[-1] - found.ys[0])


def _table(found: Lattice, content: dict[int, list[Glyph]]) -> Table:
    lines = {index: group_lines(glyphs) for index, glyphs in content.items()}
    _reunite(found, lines)
    found, lines = split_rows(found, lines)
    cells = []
    for index, (row, column, row_span, column_span) in enumerate(found.areas):
        width = found.xs[column + column_span] - found.xs[column]
        text = wrapped_text(lines[index], width) if lines.get(index) else ""
        cells.append((row, column, row_span, column_span, text))
    return Table(found.ys[0], found.ys[-1], found.xs, len(found.ys) - 1, len(found.xs) - 1, cells, ys=found.ys)


def _reunite(found: Lattice, lines: dict[int, list[TextLine]]) -> None:
    """Puts texts that run over a rule into one cell again."""
    for index in sorted(lines):
        area = found.areas[index]
        edge = area.column + area.column_span
        if edge == len(found.xs) - 1:
            continue
        for n, line in enumerate(lines[index]):
            last = line.glyphs[-1]
            if last.x1 < found.xs[edge] - RUN * last.size:
                continue
            neighbour = found.locate((found.xs[edge] + found.xs[edge + 1]) / 2, last.middle)
            for m, other in enumerate(lines.get(neighbour, ()) if neighbour != index else ()):
                if abs(other.baseline - line.baseline) < 0.2 * line.size and _is_one_run(
                    last, other.glyphs[0], found.xs[edge]
                ):
                    _move(lines, (index, n), (neighbour, m))
                    break


def _is_one_run(before: Glyph, after: Glyph, rule: float) -> bool:
    gap = after.x0 - before.x1
    if gap < RUN * before.size and (_runs_over(before, rule) or _runs_over(after, rule)):
        return True
    return gap < ABUTTING * before.size and before.text in FIGURE_SIGNS and after.text in FIGURE_SIGNS


def _runs_over(glyph: Glyph, rule: float) -> bool:
    margin = OVERLAP * (glyph.x1 - glyph.x0)
    return glyph.x0 + margin < rule < glyph.x1 - margin


def _move(lines: dict[int, list[TextLine]], left: tuple[int, int], right: tuple[int, int]) -> None:
    """Moves the shorter of two runs that meet at a rule to the longer one."""
    left_glyphs, right_glyphs = lines[left[0]][left[1]].glyphs, lines[right[0]][right[1]].glyphs
    cut = len(left_glyphs) - 1
    while cut and left_glyphs[cut].x0 - left_glyphs[cut - 1].x1 < RUN * left_glyphs[cut].size:
        cut -= 1
    end = 1
    while end < len(right_glyphs) and right_glyphs[end].x0 - right_glyphs[end - 1].x1 < RUN * right_glyphs[end].size:
        end += 1
    if len(left_glyphs) - cut >= end:
        left_glyphs, right_glyphs = left_glyphs + right_glyphs[:end], right_glyphs[end:]
    else:
        left_glyphs, right_glyphs = left_glyphs[:cut], left_glyphs[cut:] + right_glyphs
    for (index, n), glyphs in ((left, left_glyphs), (right, right_glyphs)):
        old = lines[index][n]
        if glyphs:
            lines[index][n] = TextLine(old.baseline, glyphs[0].x0, glyphs[-1].x1, old.size, glyphs)
        else:
            del lines[index][n]
