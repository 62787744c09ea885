"""Tables whose cells stand one below the other, as web pages give them when copied as text: brought back to grids.

Two dresses, told by shape alone. In one a `|` ends each cell, on the cell's line or on one of its own, so blank cells are
known: the number of columns is the only one for which every column holds either words or figures. In the other blank
cells are lost: only a table of two columns can be rebuilt, a label and a figure in turn. What is not certain stays lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.formats.document import Grid, GridCell, Line
from dagster_project.formats.regions import is_figure

_BAR = "|"
_LEAST_PAIRS = 3
_MOST_BLANKS = 3  # labels in a row without a figure; more are no lines of one table
_LONGEST_LABEL = 30
_SENTENCE = "。；;，,？！"


def regroup(blocks: Sequence[Line | Grid]) -> list[Line | Grid]:
    """The blocks with flattened tables as grids; grids are numbered anew in reading order."""
    out: list[Line | Grid] = []
    run: list[Line] = []
    for block in [*blocks, None]:
        if isinstance(block, Line):
            run.append(block)
            continue
        out.extend(_regroup_lines(run))
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
    if sum(line.text.endswith(_BAR) for line in lines) >= 2 * _LEAST_PAIRS:
        return _with_bars(lines)
    return _without_bars(lines)


def _with_bars(lines: list[Line]) -> list[Line | Grid]:
    """Cells that a bar ends: runs of lines of which no two stand together without a bar between."""
    out: list[Line | Grid] = []
    at = 0
    while at < len(lines):
        cells, end = _barred_cells(lines, at)
        table = _table_of(cells) if len(cells) >= 2 * _LEAST_PAIRS else None
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
        elif at + 1 < len(lines) and lines[at + 1].text == _BAR:
            cells.append(lines[at])
            at += 2
        else:
            break
    return cells, at


def _table_of(cells: list[Line]) -> Grid | None:
    """The cells on the least number of columns that keeps words and figures apart; none where no number does. A column
    without a single cell (a bar that opens each row) is none."""
    for columns in range(2, len(cells) // 2 + 1):
        if len(cells) % columns == 0:
            rows = [cells[i : i + columns] for i in range(0, len(cells), columns)]
            filled = [c for c in range(columns) if any(row[c].text for row in rows)]
            rows = [[row[c] for c in filled] for row in rows]
            if _is_regular(rows):
                return _grid(rows)
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
        rows, end = _pairs(lines, at)
        heading = lines[max(0, at - 2) : at]
        is_table = sum(bool(row[1].text) for row in rows) >= _LEAST_PAIRS and _looks_like_amounts(rows)
        if is_table and len(heading) == 2 and out[-2:] == heading and all(_is_label(h) for h in heading):
            out[-2:] = [_grid([heading, *rows])]
            at = end
        else:
            out.extend(lines[at : max(end, at + 1)])
            at = max(end, at + 1)
    return out


def _pairs(lines: list[Line], at: int) -> tuple[list[list[Line]], int]:
    """Rows of label and figure from `at` on, and where the last figure ends. The first row must have its figure."""
    rows: list[list[Line]] = []
    end, kept = at, 0
    while at < len(lines) and _is_label(lines[at]):
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


def _is_label(line: Line) -> bool:
    text = line.text
    return not is_figure(text) and 0 < len(text) <= _LONGEST_LABEL and not any(c in text for c in _SENTENCE)


def _looks_like_amounts(rows: list[list[Line]]) -> bool:
    """Figures with decimals or separators: a list of contents has plain page numbers."""
    return any("." in row[1].text or "," in row[1].text for row in rows)


def _grid(rows: list[list[Line]]) -> Grid:
    cells = tuple(
        GridCell(r, c, cell.text, page=cell.page, line=cell.line)
        for r, row in enumerate(rows, start=1)
        for c, cell in enumerate(row, start=1)
    )
    return Grid(0, rows[0][0].page, len(rows), len(rows[0]), cells)
