"""Forms with several lists side by side: income and expenditure, functions and uses, personnel and public funds."""

from __future__ import annotations

from typing import Any

from dagster_project.simulator.document import Cell, Row, Table
from dagster_project.simulator.figures import economic_name, function_name, measured
from dagster_project.simulator.forms import Drawing
from dagster_project.simulator.headings import heading_rows
from dagster_project.simulator.ledger import FISCAL
from dagster_project.simulator.numbers import chinese

_WIDTHS = {"label": 3.0, "code": 1.0}


def draw_panels(drawing: Drawing) -> Table:
    """The panels' lines row by row, blank where one is shorter, and the closing rows below all of them."""
    spec = drawing.spec
    panels = spec["panels"]
    columns = [(panel, column) for panel in panels for column in panel["columns"]]
    head = heading_rows([f"{drawing.text(panel['head'])}/{column['head']}" for panel, column in columns])
    parts = [_lines(drawing, panel) for panel in panels]
    length = max(max(len(part) for part in parts), spec.get("filler", 0))
    body: list[Row] = []
    for index in range(length):
        row: Row = []
        for panel, part in zip(panels, parts, strict=True):
            row += part[index] if index < len(part) else [Cell("") for _ in panel["columns"]]
        body.append(row)
    for closing in spec["closing"]:
        body.append(_closing(drawing, closing))
    table = Table(spec["form"], "", len(columns), head, body)
    table.widths = [_WIDTHS.get(column.get("role", ""), 1.6) for _, column in columns]
    return table


def _lines(drawing: Drawing, panel: dict[str, Any]) -> list[Row]:
    if "classes" in panel:
        return _classes(drawing, panel)
    if "economic" in panel:
        return _economic(drawing, panel)
    rows: list[Row] = []
    for number, entry in enumerate(panel["lines"], 1):
        label = panel.get("number", "").format(chinese=chinese(number)) + entry["label"]
        amount = drawing.amount(entry["item"])
        if entry.get("measure"):
            amount = drawing.ledger.income(measured(entry["measure"]))
        cells: Row = [
            Cell(label, align="left")
            if c.get("role") == "label"
            else drawing.figure(amount, measure="total", line_item=entry["item"], row_kind="line")
            for c in panel["columns"]
        ]
        rows.append(cells)
    return rows


def _classes(drawing: Drawing, panel: dict[str, Any]) -> list[Row]:
    """Expenditure by class: all of the family's list, or those with money alone, numbered as they come."""
    leaves = [leaf for leaf in drawing.ledger.leaves if drawing.inside(leaf)]
    present = sorted({leaf.function[:3] for leaf in leaves})
    listed = drawing.publisher.family["all_classes"] if panel["classes"] == "all" else present
    missing = sorted(set(present) - set(listed))
    if missing:
        raise ValueError(f"classes {missing} are not in all_classes of family {drawing.publisher.family['family']}")
    rows: list[Row] = []
    for number, code in enumerate(listed, 1):
        label = panel.get("number", "").format(chinese=chinese(number)) + function_name(code)
        row: Row = []
        for column in panel["columns"]:
            if column.get("role") == "label":
                row.append(Cell(label, align="left"))
                continue
            wanted = measured(column["measure"])
            amount = sum(x.amount for x in leaves if x.function.startswith(code) and wanted(x))
            row.append(
                drawing.figure(amount, measure=column["measure"], line_item="function", code=code, row_kind="class")
            )
        rows.append(row)
    return rows


def _economic(drawing: Drawing, panel: dict[str, Any]) -> list[Row]:
    """Economic classes and their items with money, codes in a column of their own."""
    leaves = [leaf for leaf in drawing.ledger.leaves if drawing.inside(leaf)]
    rows: list[Row] = []
    for cls in panel["economic"]:
        codes = sorted({leaf.economic[:n] for leaf in leaves for n in (3, 5) if leaf.economic.startswith(cls)})
        for code in codes:
            amount = sum(leaf.amount for leaf in leaves if leaf.economic.startswith(code))
            kind = "class" if len(code) == 3 else "item"
            rows.append(
                [
                    Cell(code, role="code"),
                    Cell(economic_name(code), align="left"),
                    drawing.figure(amount, measure="total", line_item="economic", code=code, row_kind=kind),
                ]
            )
    return rows


def _closing(drawing: Drawing, closing: list[dict[str, Any] | None]) -> Row:
    """A row below the panels: each part's label, then its money; a part may reach over several columns or panels."""
    row: Row = []
    for position, entry in enumerate(closing):
        panel = drawing.spec["panels"][position]
        if entry is None:
            row += [Cell("") for _ in panel["columns"]]
            continue
        span = entry.get("span", 1)
        row.append(Cell(entry["label"], 1, span, align="center"))
        row += [None] * (span - 1)
        money = [c for c in panel["columns"] if "measure" in c]
        if len(closing) < len(drawing.spec["panels"]) and position == len(closing) - 1:
            money = money[-1:]
        for column in money:
            measure = column["measure"]
            amount = drawing.amount(entry["item"], measure)
            if measure not in (*FISCAL, "total"):
                amount = 0
            item = entry.get("reads", entry["item"])
            row.append(drawing.figure(amount, measure=measure, line_item=item, row_kind="subtotal"))
    return row
