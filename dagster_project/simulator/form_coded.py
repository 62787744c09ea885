"""Forms whose rows are items of a classification: codes in one column or three, units, all levels or leaves alone."""

from __future__ import annotations

from dagster_project.simulator.document import Cell, Row, Table
from dagster_project.simulator.figures import economic_name, function_name, measured
from dagster_project.simulator.forms import Drawing
from dagster_project.simulator.headings import heading_rows
from dagster_project.simulator.ledger import Leaf, Ledger

_LEVELS = {"function": (3, 5, 7), "economic": (3, 5)}
_KINDS = {3: "class", 5: "group", 7: "item"}
_KEY_WIDTHS = {"code_class": 0.7, "code_group": 0.6, "code_item": 0.6, "code": 1.1, "unit_code": 1.0, "label": 3.2}


def draw_coded(drawing: Drawing) -> Table:
    """A form of classification rows, the total first or last."""
    spec = drawing.spec
    key = _key_columns(drawing)
    columns = key + spec["more"]
    head = heading_rows([drawing.text(c["head"]) for c in columns])
    leaves = [leaf for leaf in drawing.ledger.leaves if drawing.inside(leaf)]
    body: list[Row] = []
    units = drawing.ledger.units if spec.get("units") else ()
    for unit in units:
        own = [leaf for leaf in leaves if leaf.unit == unit.code]
        if not own:
            continue
        name = unit.name + ("（本级）" if unit.administrative and len(units) > 1 else "")
        body.append(_row(drawing, key, own, "", name, "unit", unit.code))
        body += _classified(drawing, key, own, unit.code)
    if not units:
        body += _classified(drawing, key, leaves, "")
    body += [[Cell("", role="label") for _ in columns] for _ in range(0 if body else spec.get("blank_rows", 0))]
    total = _total(drawing, key, leaves)
    body = [total, *body] if spec["total"] == "first" else [*body, total]
    table = Table(spec["form"], "", len(columns), head, body)
    table.widths = [_KEY_WIDTHS[c["role"]] if "role" in c else 1.5 for c in columns]
    return table


def _key_columns(drawing: Drawing) -> list[dict[str, str]]:
    """The columns left of the money; a publisher may print one column of codes as three."""
    key = drawing.spec["columns"]
    if not drawing.publisher.three_code_columns or key[0]["role"] != "code":
        return key
    levels = ("类", "款", "项")[: len(_LEVELS[drawing.spec["classification"]])]
    roles = ("code_class", "code_group", "code_item")
    return [{"head": f"{key[0]['head']}/{x}", "role": r} for x, r in zip(levels, roles, strict=False)] + key[1:]


def _classified(drawing: Drawing, key: list[dict[str, str]], leaves: list[Leaf], unit: str) -> list[Row]:
    classification = drawing.spec["classification"]
    levels = _LEVELS[classification]
    wanted = levels if drawing.spec["levels"] == "all" else levels[-1:]
    codes = sorted({getattr(leaf, classification)[:level] for leaf in leaves for level in wanted})
    name = function_name if classification == "function" else economic_name
    rows = []
    for code in codes:
        own = [leaf for leaf in leaves if getattr(leaf, classification).startswith(code)]
        if not any(leaf.amount or leaf.revenue for leaf in own):
            continue
        kind = "item" if len(code) == levels[-1] else _KINDS[len(code)]
        rows.append(_row(drawing, key, own, code, name(code), kind, unit))
    return rows


def _row(
    drawing: Drawing, key: list[dict[str, str]], leaves: list[Leaf], code: str, name: str, kind: str, unit: str
) -> Row:
    cells: Row = []
    for column in key:
        role = column["role"]
        if role == "label":
            cells.append(Cell(name, role="label", align="left"))
        elif role == "unit_code":
            cells.append(Cell(unit, role="code"))
        else:
            cells.append(Cell(_code(role, code), role="code"))
    item = "unit" if kind == "unit" else drawing.spec["classification"]
    cells += [
        drawing.figure(
            _amount(drawing, leaves, c["measure"]), measure=c["measure"], line_item=item, code=code, row_kind=kind
        )
        for c in drawing.spec["more"]
    ]
    return cells


def _code(role: str, code: str) -> str:
    """What a column of codes prints: a level that the row has not reached is empty."""
    if role == "code":
        return code
    start, end = {"code_class": (0, 3), "code_group": (3, 5), "code_item": (5, 7)}[role]
    return code[start:end]


def _total(drawing: Drawing, key: list[dict[str, str]], leaves: list[Leaf]) -> Row:
    spanned = drawing.spec["total"] == "last" or drawing.spec["columns"][0]["role"] == "code"
    cells: Row = [None] * len(key)
    if spanned:
        cells[0] = Cell("合计", 1, len(key), "label", align="center")
    else:
        cells = [*(Cell("", role="code") for _ in key[:-1]), Cell("合计", role="label", align="center")]
    cells += [
        drawing.figure(
            _amount(drawing, leaves, c["measure"]), measure=c["measure"], line_item="total", row_kind="total"
        )
        for c in drawing.spec["more"]
    ]
    return cells


def _amount(drawing: Drawing, leaves: list[Leaf], measure: str) -> int:
    """Income or spending of these leaves in a column."""
    if measure in ("opening_carry_over", "closing_carry_over"):
        return 0  # the funds of these forms carry nothing over
    if measure == "carry_over":
        return sum(leaf.amount - leaf.revenue for leaf in leaves)
    if measure == "total" and any(column["measure"] == "carry_over" for column in drawing.spec["more"]):
        return sum(leaf.amount for leaf in leaves)  # what comes in and what was left pay for all of it
    if measure == "current_revenue":
        return sum(leaf.revenue for leaf in leaves)
    if measure == "current_expenditure":
        return sum(leaf.amount for leaf in leaves)
    wanted = measured(measure)
    side = "revenue" if drawing.spec.get("side") == "revenue" else "amount"
    return sum(getattr(leaf, side) for leaf in leaves if wanted(leaf))


def items(ledger: Ledger) -> list[str]:
    """The function items of a ledger, sorted."""
    return sorted({leaf.function for leaf in ledger.leaves})
