"""Forms of one row whose columns are the components, and forms that are a plain list of lines."""

from __future__ import annotations

from dagster_project.simulator.document import Cell, Row, Table
from dagster_project.simulator.figures import measured
from dagster_project.simulator.forms import Drawing
from dagster_project.simulator.headings import heading_rows


def draw_across(drawing: Drawing) -> Table:
    """Components or measures across, one row of figures."""
    spec = drawing.spec
    row: Row = []
    for column in spec["columns"]:
        basis = column.get("basis", "")
        if "item" in column:
            cell = drawing.figure(
                drawing.amount(column["item"], basis=basis), measure="total", line_item=column["item"], basis=basis
            )
        else:
            measure = column["measure"]
            amount = (
                0
                if measure.endswith("carry_over")
                else sum(x.amount for x in drawing.ledger.leaves if drawing.inside(x) and measured(measure)(x))
            )
            cell = drawing.figure(amount, measure=measure)
        row.append(cell)
    head = heading_rows([drawing.text(c["head"]) for c in spec["columns"]])
    return Table(spec["form"], "", len(row), head, [row])


def draw_list(drawing: Drawing) -> Table:
    """Lines one below another; `groups` have their name in a column of its own, over all their lines."""
    spec = drawing.spec
    columns = spec["columns"]
    table = Table(spec["form"], "", len(columns), heading_rows([drawing.text(c["head"]) for c in columns]), [])
    table.widths = [3.0] * (len(columns) - 1) + [2.0]
    if "lines" in spec:
        for entry in spec["lines"]:
            amount = drawing.amount(entry["item"])
            table.body.append([Cell(entry["label"], align="left"), _money(drawing, amount, entry["item"])])
        return table
    for group in spec["groups"]:
        if "lines" not in group:
            amount = drawing.amount(group["item"])
            table.body.append([Cell(group["label"], 1, 2), None, _money(drawing, amount, group["item"])])
            continue
        for position, entry in enumerate(group["lines"]):
            first = Cell(group["label"], len(group["lines"]), 1) if position == 0 else None
            amount = 0 if entry.get("empty") else drawing.amount(entry.get("same_as", entry["item"]))
            table.body.append([first, Cell(entry["label"], align="left"), _money(drawing, amount, entry["item"])])
    return table


def _money(drawing: Drawing, amount: int, item: str) -> Cell:
    return drawing.figure(amount, measure="total", line_item=item, row_kind="line")
