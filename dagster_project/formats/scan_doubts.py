"""Doubting a recognised text by what else the file prints: a label with one character unlike a label printed more often.

A character may be read with certainty and be wrong (出 as 山); the same label stands in several forms of a disclosure, so
that the odd one out tells. Nothing is corrected. Figures are left alone: that two of them are alike says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dagster_project.formats.document import Grid, GridCell, Line
from dagster_project.formats.scan_confidence import LOW, PLACES

SHORTEST = 6  # characters: shorter labels are often one character apart on purpose (本年收入, 上年收入)
_DOUBTED = LOW - PLACES


def doubt_odd_labels(blocks: Sequence[Line | Grid]) -> tuple[Line | Grid, ...]:
    """The blocks, with the confidence of such labels below `LOW`. Labels that are one character apart and printed
    equally often are sisters (类 and 款), and neither is doubted."""
    counts = Counter(_label(c) for b in blocks if isinstance(b, Grid) for c in b.cells if _label(c))
    alike: dict[str, list[str]] = {}
    for label in sorted(counts):
        for place in range(len(label)):
            alike.setdefault(f"{label[:place]}\0{label[place + 1 :]}", []).append(label)
    odd = {
        label for labels in alike.values() for label in labels if counts[label] < max(counts[other] for other in labels)
    }
    return tuple(_doubted(b, odd) if odd and isinstance(b, Grid) else b for b in blocks)


def _label(cell: GridCell) -> str:
    """The text of a recognised cell that could be a label, without white space; else nothing."""
    text = "".join(cell.text.split())
    is_label = cell.confidence is not None and len(text) >= SHORTEST and not any(c.isdigit() for c in text)
    return text if is_label else ""


def _doubted(grid: Grid, odd: set[str]) -> Grid:
    cells = tuple(
        replace(c, confidence=_DOUBTED) if c.confidence is not None and c.confidence >= LOW and _label(c) in odd else c
        for c in grid.cells
    )
    return grid if cells == grid.cells else replace(grid, cells=cells)
