"""Tables whose cells stand one below the other, as web pages give them when copied as text: brought back to grids.

Two dresses, told by shape alone. In one a `|` ends each cell, on the cell's line or on one of its own, so blank cells are
known: the number of columns is the only one for which every column holds either words or figures. In the other blank
cells are lost: only a table can be rebuilt whose labels have as many figures each, or one of two columns. Rows written on
one line each are of `flattened_rows`. What is not certain stays lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from dagster_project.formats.blank_rows import tables_of_blanks
from dagster_project.formats.document import Grid, Line
from dagster_project.formats.flattened_rows import (
    between_bars,
    grid_of,
    is_label,
    label_and_figures,
    looks_like_amounts,
)
from dagster_project.formats.numbered_rows import numbered_tables
from dagster_project.formats.regions import is_figure

_BAR = "|"
_UNIT = re.compile(r"(?:金额)?单位[:：]")
_MOST_BREAKS = 3  # lines of one heading
_MOST_ABOVE = 16  # cells of the rows above the headings
_LEAST_PAIRS = 3
_MOST_BLANKS = 3  # labels in a row without a figure; more are no lines of one table


def regroup(blocks: Sequence[Line | Grid]) -> list[Line | Grid]:
    """The blocks with flattened tables as grids; grids are numbered anew in reading order."""
    out: list[Line | Grid] = []
    run: list[Line] = []
    for block in [*blocks, None]:
        if isinstance(block, Line):
            run.append(block)
            continue
        for is_grid, part in groupby(numbered_tables(run), key=lambda b: isinstance(b, Grid)):
            parts = list(part)
            out.extend(parts if is_grid else _regroup_lines([b for b in parts if isinstance(b, Line)]))
        run = []
        if block is not None:
            out.append(block)
    number = 0
    for i, block in enumerate(out):
        if isinstance(block, Grid):
            number += 1
            if block.number != number:
                out[i] = _numbered(block, number)
    return out


def _numbered(grid: Grid, number: int) -> Grid:
    return Grid(
        number,
        grid.page,
        grid.rows,
        grid.columns,
        grid.cells,
        grid.spans_known,
        grid.after_page_break,
        grid.edges,
    )


def _regroup_lines(lines: list[Line]) -> list[Line | Grid]:
    out: list[Line | Grid] = []
    rest: list[Line] = []
    for block in [*_rows_on_lines(lines), None]:
        if isinstance(block, Line):
            rest.append(block)
            continue
        is_barred = sum(line.text.endswith(_BAR) for line in rest) >= 2 * _LEAST_PAIRS
        out.extend(_with_bars(rest) if is_barred else _without_bars(rest))
        rest = []
        if block is not None:
            out.append(block)
    return out


def _rows_on_lines(lines: list[Line]) -> list[Line | Grid]:
    """Tables that give a row a line, between bars or blanks."""
    out: list[Line | Grid] = []
    for is_grid, part in groupby(between_bars(lines), key=lambda b: isinstance(b, Grid)):
        parts = list(part)
        out.extend(parts if is_grid else tables_of_blanks([b for b in parts if isinstance(b, Line)]))
    return out


def _with_bars(lines: list[Line]) -> list[Line | Grid]:
    """Cells that a bar ends: runs of lines of which no two stand together without a bar between."""
    out: list[Line | Grid] = []
    at = 0
    while at < len(lines):
        cells, end = _barred_cells(lines, at)
        above = _unit_cell(cells) + 1
        table = _table_of(cells[above:]) if len(cells) - above >= 2 * _LEAST_PAIRS else None
        if table is not None:
            out.extend(cell for cell in cells[:above] if cell.text)
        if table is None:
            out.extend(lines[at : max(end, at + 1)])
        else:
            out.append(table)
        at = max(end, at + 1)
    return out


def _barred_cells(lines: list[Line], at: int) -> tuple[list[Line], int]:
    """The cells from `at` on, blank ones at the line of their bar, and where they end."""
    cells: list[Line] = []
    while at < len(lines):
        if lines[at].text == _BAR:
            cells.append(Line(lines[at].page, lines[at].line, ""))
            at += 1
        elif lines[at].text.endswith(_BAR) and _BAR not in lines[at].text[:-1]:
            cells.append(Line(lines[at].page, lines[at].line, lines[at].text[:-1].rstrip()))
            at += 1
        elif length := _broken_cell(lines, at, _MOST_BREAKS if cells else 1):
            cell = "".join(line.text for line in lines[at : at + length])
            cells.append(Line(lines[at].page, lines[at].line, cell))
            at += length + 1
        else:
            break
    return cells, at


def _broken_cell(lines: list[Line], at: int, most: int) -> int:
    """Over how many lines a cell is broken, up to the line of its bar; none where no bar follows soon. Figures and
    sentences are not broken, nor the first cell, which would take the title with it."""
    for length in range(1, most + 1):
        if at + length >= len(lines):
            return 0
        if lines[at + length].text == _BAR:
            return length
        if not (is_label(lines[at]) and is_label(lines[at + length])):
            return 0
    return 0


def _unit_cell(cells: list[Line]) -> int:
    """Where the unit of money stands in a row of its own above the headings; -1 where it does not."""
    places = [i for i, cell in enumerate(cells[:_MOST_ABOVE]) if _UNIT.match(cell.text)]
    return places[-1] if places and not any(is_figure(c.text) for c in cells[: places[-1]]) else -1


def _table_of(cells: list[Line]) -> Grid | None:
    """The cells on the least number of columns that keeps words and figures apart; none where no number does. A column
    without a single cell (a bar that opens each row) is none."""
    for columns in range(2, len(cells) // 2 + 1):
        if len(cells) % columns == 0:
            rows = [cells[i : i + columns] for i in range(0, len(cells), columns)]
            filled = [c for c in range(columns) if any(row[c].text for row in rows)]
            rows = [[row[c] for c in filled] for row in rows]
            if _is_regular(rows):
                return grid_of(rows)
    return None


def _is_regular(rows: list[list[Line]]) -> bool:
    """Headings above; below each column of one kind, words first, at least one of figures."""
    heading, *data = rows
    if any(is_figure(c.text) or not c.text for c in heading) or not all(_has_label(row) for row in data):
        return False
    kinds = []
    for column in range(len(heading)):
        texts = [row[column].text for row in data if row[column].text]
        kinds.append({is_figure(t) for t in texts})
    return all(len(kind) <= 1 for kind in kinds) and kinds[0] <= {False} and {True} in kinds


def _has_label(row: list[Line]) -> bool:
    """Whether words stand before the first figure of a row; of two halves side by side the first may be blank."""
    first = next((cell.text for cell in row if cell.text), "")
    return bool(first) and not is_figure(first)


def _without_bars(lines: list[Line]) -> list[Line | Grid]:
    """A label and its figure in turn; a label without a figure between two pairs has a blank one."""
    out: list[Line | Grid] = []
    at = 0
    while at < len(lines):
        table = label_and_figures(lines, at)
        if table is not None and out[table[1] - at :] == lines[table[1] : at]:
            out[table[1] - at :] = [table[0]]
            at = table[2]
            continue
        rows, end = _pairs(lines, at)
        heading = lines[max(0, at - 2) : at]
        is_table = sum(bool(row[1].text) for row in rows) >= _LEAST_PAIRS and looks_like_amounts(
            [row[1].text for row in rows]
        )
        if is_table and len(heading) == 2 and out[-2:] == heading and all(is_label(h) for h in heading):
            out[-2:] = [grid_of([heading, *rows])]
            at = end
        else:
            out.extend(lines[at : max(end, at + 1)])
            at = max(end, at + 1)
    return out


def _pairs(lines: list[Line], at: int) -> tuple[list[list[Line]], int]:
    """Rows of label and figure from `at` on, and where the last figure ends. The first row must have its figure."""
    rows: list[list[Line]] = []
    end, kept = at, 0
    while at < len(lines) and is_label(lines[at]):
        if at + 1 < len(lines) and is_figure(lines[at + 1].text):
            rows.append([lines[at], lines[at + 1]])
            at += 2
            end, kept = at, len(rows)
        elif not rows or len(rows) - kept >= _MOST_BLANKS:
            break
        else:
            rows.append([lines[at], Line(lines[at].page, lines[at].line, "")])
            at += 1
    return rows[:kept], end
