"""Faults of single figures in forms: digits, decimal point, unit, sign, a figure of another row, column or year."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from dagster_project.simulator.document import Cell, Printed, Row, Table
from dagster_project.simulator.faults import Fault, Planter, untouched

_LIKE = {"0": "8", "1": "7", "3": "8", "5": "6", "6": "5", "7": "1", "8": "3", "9": "0"}


def figure_cells(printed: Printed) -> Iterator[tuple[Table, Row, int, Cell]]:
    """The figures of the official forms that are not nothing, with their table, row and column."""
    for table in printed.tables():
        if table.form_id.endswith("_performance"):
            continue
        for row in table.body:
            for column, cell in enumerate(row):
                if cell is not None and untouched(cell) and cell.amount and sum(c.isdigit() for c in cell.text) > 2:
                    yield table, row, column, cell


def changed(kind: str, alter: Callable[[str, random.Random], str | None], origin: str = "publisher") -> Planter:
    """A planter that alters the text of one figure."""

    def plant(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
        cells = list(figure_cells(printed))
        for _ in range(20):
            if not cells:
                return []
            table, row, _, cell = draw.choice(cells)
            text = alter(cell.text, draw)
            if text is not None and text != cell.text:
                cell.text = text
                return [Fault(kind, text, cell.right, table, cell, label=label(row), origin=origin)]
        return []

    return plant


def label(row: Row) -> str:
    """What names a row: its labels and codes."""
    return " ".join(cell.text for cell in row if cell and cell.role in ("label", "code") and cell.text)


def _grouped(text: str, digits: str) -> str:
    """Digits and point with the separators of the original."""
    whole, point, rest = digits.partition(".")
    return (f"{int(whole):,}" if "," in text else whole) + point + rest


def _transposed(text: str, draw: random.Random) -> str | None:
    digits = text.replace(",", "")
    places = [i for i in range(len(digits) - 1) if digits[i : i + 2].isdigit() and digits[i] != digits[i + 1]]
    places = [i for i in places if not (i == 0 and digits[1] == "0")]
    if not places:
        return None
    i = draw.choice(places)
    return _grouped(text, digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])


def _doubled(text: str, draw: random.Random) -> str | None:
    digits = text.replace(",", "")
    whole = digits.partition(".")[0]
    i = draw.randrange(len(whole))
    return _grouped(text, digits[:i] + digits[i] + digits[i:]) if whole[i].isdigit() else None


def _point(text: str, draw: random.Random) -> str | None:
    digits = text.replace(",", "")
    whole, point, rest = digits.partition(".")
    if not point or len(whole) < 2 or not rest.strip("0"):
        return None
    moved = whole[:-1] + "." + whole[-1] + rest
    return _grouped(text, moved[: len(digits)])


def _unit(text: str, draw: random.Random) -> str | None:
    """The amount in the other unit: 万元 printed as yuan, or the reverse."""
    digits = text.replace(",", "")
    whole, _, rest = digits.partition(".")
    if len(whole) > 6:
        return _grouped(text, (whole[:-4] + "." + whole[-4:-2]))
    return _grouped(text, whole + (rest + "0000")[:4] + ".00")


def _sign(text: str, draw: random.Random) -> str | None:
    return "-" + text


def _misread(text: str, draw: random.Random) -> str | None:
    places = [i for i, c in enumerate(text) if c in _LIKE and not (i == 0 and c == "9")]
    if not places:
        return None
    i = draw.choice(places)
    return text[:i] + _LIKE[text[i]] + text[i + 1 :]


def _subtotal_in_leaf(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """The total of a column stands in one of its leaves."""
    found = []
    for table, row, column, cell in figure_cells(printed):
        total = next((r[column] for r in table.body if (c := r[column]) and c.row_kind == "total"), None)
        if total and cell.row_kind == "item" and total.amount and total.right != cell.right and total is not cell:
            found.append((table, row, cell, total.right))
    if not found:
        return []
    table, row, cell, text = draw.choice(found)
    cell.text = text
    return [Fault("subtotal_in_leaf", text, cell.right, table, cell, label=label(row))]


def _last_year(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """The figure of the same row and column of last year's form was left standing."""
    old: dict[tuple[str, str, str, str, str, int], str] = {}
    for table, row, column, cell in figure_cells(before):
        old[_key(table, row, column, cell)] = cell.right
    found = [
        (table, row, cell, text)
        for table, row, column, cell in figure_cells(printed)
        if (text := old.get(_key(table, row, column, cell))) and text != cell.right
    ]
    if not found:
        return []
    table, row, cell, text = draw.choice(found)
    cell.text = text
    return [Fault("last_year_figure", text, cell.right, table, cell, label=label(row))]


def _key(table: Table, row: Row, column: int, cell: Cell) -> tuple[str, str, str, str, str, int]:
    title = re.sub(r"\d{4}", "", table.title)
    return title, label(row), cell.measure, cell.line_item, cell.code, column


PLANTERS: dict[str, Planter] = {
    "transposed_digits": changed("transposed_digits", _transposed),
    "doubled_digit": changed("doubled_digit", _doubled),
    "decimal_point": changed("decimal_point", _point),
    "unit_slip": changed("unit_slip", _unit),
    "sign": changed("sign", _sign),
    "misread": changed("misread", _misread, "reading"),
    "subtotal_in_leaf": _subtotal_in_leaf,
    "last_year_figure": _last_year,
}
