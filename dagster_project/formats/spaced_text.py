"""Tables of a text file whose columns blanks hold apart, as programs write a printed page into plain text.

A line of text is a printed line, so `columns` finds the tables as on a page without upright rules; a form feed parts
pages. Prose with blanks around its figures is no table, nor are rows whose cells single blanks part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from dagster_project.formats.columns import LEAST_ROWS, unruled_tables
from dagster_project.formats.continuation import lay_under, shift
from dagster_project.formats.document import Grid, GridCell, Line
from dagster_project.formats.regions import is_figure
from dagster_project.formats.spaced_lines import LINE_PITCH, are_aligned, ideographs_are_wide, printed_lines
from dagster_project.formats.tables import Table

MOST_NAMELESS = 6  # one row in so many may have lost its name

_SENTENCE = re.compile(r"[。；;]|[，,、].*[，,]\D|[，,][^\d,，]*$")
_FIGURE_AFTER_GAP = re.compile(r"[ \u3000]{2,}(?:[-+(（－]?\d[\d,.，．]*[%％)）]?|[-—–]+)(?=\s|$)")
_PAGE_NUMBER = re.compile(r"\W*第?\s*\d{1,4}\s*页?\W*(?:共\s*\d{1,4}\s*页)?\W*")
_CODE = re.compile(r"[235]\d\d(?:\d\d){0,2}")  # classifications of functions and of economic kinds
_PAGE_BREAK = "\f"


class _Found(NamedTuple):
    """A table among lines."""

    table: Table
    lines: list[Line]


def with_spaced_tables(blocks: Sequence[Line | Grid], raw: Sequence[str]) -> list[Line | Grid]:
    """The blocks with runs of lines that are such tables as grids, numbered 0. `raw` holds the lines of the file with their
    blanks and line ends; `Line.line` counts them from 1."""
    texts = [raw[b.line - 1] for b in blocks if isinstance(b, Line)]
    if sum(bool(_FIGURE_AFTER_GAP.search(text)) for text in texts) == 0:
        return list(blocks)
    wide = ideographs_are_wide(texts)
    page_of = _pages(raw)
    before: list[Line | Grid | _Found] = []
    out: list[Line | Grid] = []
    for _, on_page in groupby(blocks, key=lambda b: _page(b, page_of)):
        arranged = _arranged(list(on_page), raw, wide)
        continues = _continues(before, arranged)
        out += [_grid(b, raw, n == continues) if isinstance(b, _Found) else b for n, b in enumerate(arranged)]
        before = arranged
    return out


def _pages(raw: Sequence[str]) -> list[int]:
    """The page of each line: a form feed ends one."""
    pages, page = [], 1
    for text in raw:
        pages.append(page)
        page += text.endswith(_PAGE_BREAK)
    return pages


def _page(block: Line | Grid, page_of: Sequence[int]) -> int:
    line = block.line if isinstance(block, Line) else block.cells[0].line
    return page_of[(line or 1) - 1]


def _arranged(blocks: list[Line | Grid], raw: Sequence[str], wide: bool) -> list[Line | Grid | _Found]:
    """What stands on a page, with the tables among its lines; sentences are in none."""
    out: list[Line | Grid | _Found] = []
    for may_be_rows, run in groupby(blocks, key=lambda b: isinstance(b, Line) and not _SENTENCE.search(b.text)):
        lines = list(run)
        out += _with_tables([b for b in lines if isinstance(b, Line)], raw, wide) if may_be_rows else lines
    return out


def _with_tables(lines: list[Line], raw: Sequence[str], wide: bool) -> list[Line | Grid | _Found]:
    printed = printed_lines([(line.line, raw[line.line - 1]) for line in lines], wide)
    out: list[Line | Grid | _Found] = []
    rest = lines
    for table in unruled_tables(printed, [])[0]:
        inside = [line for line in rest if table.top < line.line * LINE_PITCH <= table.bottom]
        gaps = sum(len(_FIGURE_AFTER_GAP.findall(raw[line.line - 1])) for line in inside)
        lines_of_it = [raw[line.line - 1] for line in inside]
        if gaps < LEAST_ROWS or not are_aligned(lines_of_it, wide) or _is_blank_form(table) or _is_in_disorder(table):
            continue
        out += [line for line in rest if line.line < inside[0].line]
        out.append(_Found(table, inside))
        rest = [line for line in rest if line.line > inside[-1].line]
    return [*out, *rest]


def _is_blank_form(table: Table) -> bool:
    """Whether nothing but codes is printed in it: which column a blank one stands in cannot be told."""
    figures = [text for *_, text in table.cells if is_figure(text)]
    return len(figures) > LEAST_ROWS and all(_CODE.fullmatch(text) for text in figures)


def _is_in_disorder(table: Table) -> bool:
    """Whether figures stand in lines of their own between the names of rows: which row each is of cannot be told."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for row, column, _, _, text in table.cells:
        if text:
            rows.setdefault(row, []).append((column, text))
    filled = [cells for cells in rows.values() if any(is_figure(text) for _, text in cells)]
    nameless = sum(cells[0][0] > 0 and all(is_figure(text) for _, text in cells) for cells in filled)
    return 1 < nameless < len(filled) < MOST_NAMELESS * nameless


def _continues(before: list[Line | Grid | _Found], after: list[Line | Grid | _Found]) -> int | None:
    """Index in `after` of the table that goes on with the last one of the page before: with as many columns (each
    page has its own places), or else laid under its columns."""
    last = next((b for b in reversed(before) if not _is_page_number(b)), None)
    first = next((n for n, b in enumerate(after) if not _is_page_number(b)), None)
    if not isinstance(last, _Found) or first is None or not isinstance(following := after[first], _Found):
        return None
    same = following.table.columns == last.table.columns
    return (
        first if same or lay_under(following.table, last.table) or _lay_in_order(following.table, last.table) else None
    )


def _lay_in_order(table: Table, last: Table) -> bool:
    """Counts the columns of a table by those of the one on the page before, in their order and as near as they stand: a
    page whose blank columns take no room stands further to the left. False where it has more columns."""
    stands, under = table.stands or [], last.stands or []
    if len(stands) > len(under):
        return False
    costs: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]  # for the columns so far, by where the last one is laid
    for x0, x1 in stands:
        costs = [
            (cost + abs(x0 + x1 - start - end), (*chosen, n))
            for n, (start, end) in enumerate(under)
            for cost, chosen in [min((c for c in costs if not c[1] or c[1][-1] < n), default=(0.0, ()))]
            if len(chosen) == len(costs[0][1])
        ]
    _, places = min(costs)
    shift(table, last, places)
    return True


def _is_page_number(block: Line | Grid | _Found) -> bool:
    return isinstance(block, Line) and bool(_PAGE_NUMBER.fullmatch(block.text))


def _grid(found: _Found, raw: Sequence[str], continues: bool) -> Grid:
    table, lines = found
    rows = [[line for line in lines if above < line.line * LINE_PITCH <= below] for above, below in pairwise(table.ys)]
    cells = tuple(
        GridCell(row + 1, column + 1, text, down, span, line=_line_of(text, rows[row] or lines, raw))
        for row, column, down, span, text in table.cells
    )
    return Grid(0, 1, table.rows, table.columns, cells, spans_known=False, after_page_break=continues)


def _line_of(text: str, lines: list[Line], raw: Sequence[str]) -> int:
    """The line of the file that prints a cell: where a label is broken over lines, the one it begins in."""
    return next((line.line for line in lines if text and text in raw[line.line - 1]), lines[0].line)
