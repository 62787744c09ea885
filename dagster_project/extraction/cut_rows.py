"""Rows that a page break cuts in the middle: figures wrapped in a narrow column begin on one page and end on the next.

Belongs here: telling such a row, by its figures alone, and making it whole on the page where it begins. Labels that are
cut, their figures whole, belong to `continuation`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dagster_project.extraction import labels
from dagster_project.extraction.amounts import parse_figure
from dagster_project.extraction.headings import Cover
from dagster_project.extraction.pieces import Piece


def mend_cut_row(last: Piece, piece: Piece) -> bool:
    """Whether the first row overleaf is the rest of the last row before the break; it is then whole there, and no row
    here. Every figure of the rest must complete one that lacks decimals to one with as many as the others have; or the
    rest is the end of a code and of its name."""
    end, row = last.headed.grid.rows, piece.headed.first_data_row
    if end < last.headed.first_data_row:
        return False
    rests = {c: labels.squeeze(piece.cover.text(row, c)) for c in range(1, piece.headed.grid.columns + 1)}
    amounts = {c for panel in last.panels for c in panel.amounts}
    figures = {c: text for c, text in rests.items() if text and c in amounts}
    if not (_figures_go_on(last, piece, figures, amounts) if figures else _code_goes_on(last, rests)):
        return False
    grid = last.headed.grid
    cells = tuple(
        replace(cell, text=labels.squeeze(cell.text) + rests[cell.column])
        if cell.row == end and rests.get(cell.column)
        else cell
        for cell in grid.cells
    )
    whole = replace(grid, cells=cells)
    last.headed, last.cover = replace(last.headed, grid=whole), Cover(whole)
    piece.skipped_rows = piece.skipped_rows | {row}
    return True


def _figures_go_on(last: Piece, piece: Piece, figures: dict[int, str], amounts: set[int]) -> bool:
    end, row = last.headed.grid.rows, piece.headed.first_data_row
    before = range(last.headed.first_data_row, end)
    usual = _usual_decimals(last, amounts, before)
    if usual is None:
        usual = _usual_decimals(piece, amounts, range(row + 1, piece.headed.grid.rows + 1))
    if not usual:
        return False
    begun = {c: labels.squeeze(last.cover.text(end, c)) for c in figures}
    return all(begun[c] and _decimals(begun[c]) != usual == _decimals(begun[c] + figures[c]) for c in figures)


def _code_goes_on(last: Piece, rests: dict[int, str]) -> bool:
    """Without a figure overleaf: the end of a code beside the end of a name (21301|99 beside 其他农|业农村支出)."""
    end = last.headed.grid.rows
    codes = [c for panel in last.panels for c in panel.with_role("code") if rests.get(c)]
    named = any(rests.get(c) and last.cover.text(end, c) for p in last.panels for c in p.with_role("label"))
    whole = [labels.squeeze(last.cover.text(end, c)) + rests[c] for c in codes]
    return (
        named
        and bool(whole)
        and all(w.isdigit() and len(w) in (5, 7) for w in whole)
        and all(len(rests[c]) <= 2 for c in codes)
    )


def _usual_decimals(piece: Piece, amounts: set[int], rows: range) -> int | None:
    """How many decimals most figures of these rows have; none where there are none."""
    counts = Counter(d for r in rows for c in amounts if (d := _decimals(piece.cover.text(r, c))) is not None)
    return counts.most_common(1)[0][0] if counts else None


def _decimals(text: str) -> int | None:
    """The decimals of a printed figure; none for a blank, a dash or what is no figure."""
    try:
        figure = parse_figure(text)
    except ValueError:
        return None
    return figure.decimals if figure.state in ("printed", "zero") else None
