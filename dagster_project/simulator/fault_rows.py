"""Faults of rows and neighbours in forms: a row lost or printed twice, cells exchanged or moved, a part left out, a name of
the classification out of date."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from functools import cache
from pathlib import Path

from dagster_project.simulator.document import Cell, Printed, Row, Table
from dagster_project.simulator.fault_figures import figure_cells, label
from dagster_project.simulator.faults import Fault, Planter, untouched

_RENAMES = Path(__file__).parents[2] / "seeds" / "classification_renames.csv"


def _coded_rows(printed: Printed) -> list[tuple[Table, int]]:
    """(table, index) of rows of items with money in tables of at least four rows, none spanned."""
    found = []
    for table in printed.tables():
        if table.form_id.endswith("_performance") or len(table.body) < 4:
            continue
        for index, row in enumerate(table.body):
            figures = [c for c in row if c and c.role == "figure"]
            if all(row) and figures and all(untouched(c) and c.row_kind == "item" for c in figures):
                found.append((table, index))
    return found


def _lost(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    rows = _coded_rows(printed)
    if not rows:
        return []
    table, index = draw.choice(rows)
    row = table.body.pop(index)
    return [Fault("row_lost", "", _texts(row), table, label=label(row))]


def _twice(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    rows = _coded_rows(printed)
    if not rows:
        return []
    table, index = draw.choice(rows)
    again: Row = [replace(cell, right="") if cell and cell.role == "figure" else cell for cell in table.body[index]]
    table.body.insert(index + 1, again)
    first = next(c for c in again if c and c.role == "figure" and c.text)
    return [Fault("row_twice", _texts(again), "", table, first, label=label(again))]


def _texts(row: Row) -> str:
    return " ".join(cell.text for cell in row if cell and cell.role == "figure" and cell.text)


def _pairs(printed: Printed) -> list[tuple[Table, Row, Cell, Cell]]:
    """Neighbouring figures of a row that differ."""
    found = []
    for table, row, column, cell in figure_cells(printed):
        following = row[column + 1] if column + 1 < len(row) else None
        if following and untouched(following) and following.text != cell.text:
            found.append((table, row, cell, following))
    return found


def _swapped(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    pairs = [p for p in _pairs(printed) if p[3].amount]
    if not pairs:
        return []
    table, row, left, right = draw.choice(pairs)
    left.text, right.text = right.text, left.text
    return [Fault("neighbours_swapped", c.text, c.right, table, c, label=label(row)) for c in (left, right)]


def _shifted(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """A figure slid into the empty cell beside it."""
    pairs = [p for p in _pairs(printed) if not p[3].amount]
    if not pairs:
        return []
    table, row, left, right = draw.choice(pairs)
    left.text, right.text = right.text, left.text
    return [Fault("neighbour_shifted", c.text, c.right, table, c, label=label(row)) for c in (left, right)]


def _missing(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """A part that belongs to a sum is left blank."""
    cells = [(t, r, c) for t, r, _, c in figure_cells(printed) if c.row_kind in ("item", "class", "line")]
    if not cells:
        return []
    table, row, cell = draw.choice(cells)
    cell.text = ""
    return [Fault("missing_part", "", cell.right, table, cell, label=label(row))]


def _copied(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """The total of a row stands in its parts too."""
    found = []
    for table, row, column, cell in figure_cells(printed):
        parts = [c for c in row[column + 1 :] if c and untouched(c) and c.amount]
        if cell.measure == "total" and len(parts) > 1 and all(p.right != cell.right for p in parts[:2]):
            found.append((table, row, cell, parts[:2]))
    if not found:
        return []
    table, row, total, parts = draw.choice(found)
    for part in parts:
        part.text = total.text
    return [Fault("total_copied_into_parts", p.text, p.right, table, p, label=label(row)) for p in parts]


@cache
def old_names() -> dict[str, str]:
    """Code -> a name it had before."""
    with _RENAMES.open(encoding="utf-8", newline="") as stream:
        return {
            row["new_code"]: row["old_name"]
            for row in csv.DictReader(stream)
            if row["classification"] == "function" and row["old_code"] == row["new_code"] and row["old_name"]
        }


def _outdated(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """A row bears the name its code had years ago."""
    from dagster_project.simulator.figures import function_name

    found = []
    for table in printed.tables():
        for row in table.body:
            code = next((c.code for c in row if c and c.role == "figure" and c.line_item == "function"), "")
            if code not in old_names() or old_names()[code] == function_name(code):
                continue
            named = next((c for c in row if c and c.role == "label" and c.text.endswith(function_name(code))), None)
            if named:
                found.append((table, named, code))
    if not found:
        return []
    table, cell, code = draw.choice(found)
    right = cell.text
    cell.text = right.removesuffix(function_name(code)) + old_names()[code]
    return [Fault("outdated_name", cell.text, right, table, cell, label=cell.text)]


PLANTERS: dict[str, Planter] = {
    "row_lost": _lost,
    "row_twice": _twice,
    "neighbours_swapped": _swapped,
    "neighbour_shifted": _shifted,
    "missing_part": _missing,
    "total_copied_into_parts": _copied,
    "outdated_name": _outdated,
}
