"""Right figures in the wrong place: a subtotal in a leaf, neighbours exchanged or shifted, another year's or basis's figure,
a part left out, the total of several forms printed in each.

Belongs here: one function a kind, given the disclosure, the record to spoil, and what is covered by some identity. Does not
belong here: digits (`slips.py`) and sentences (`worded.py`). Where a kind does not apply, nothing is planted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random

from dagster_project.records import Cell, Disclosure
from tests.planted.record import PRINTED, Covered, Fault, Record, blank, identifier, put
from tests.planted.slips import also

LEAVES = ("class", "group", "item")


def column_of(cell: Cell) -> tuple:
    return cell.document_id, cell.table_number, cell.column_number


def row_of(cell: Cell) -> tuple:
    return cell.document_id, cell.table_number, cell.row_number


def subtotal_in_leaf(disclosure: Disclosure, record: Record, covered: Covered) -> list[Fault]:
    """The total of the column is printed in one of its rows."""
    if not isinstance(record, Cell) or record.row_kind not in LEAVES or not record.value:
        return []
    same = [c for c in disclosure.cells if column_of(c) == column_of(record)]
    total = next((c.value for c in same if c.row_kind == "total" and c.value), None)
    if not total or total == record.value:
        return []
    right = record.value
    put(record, total)
    return [Fault(record.cell_id, right, frozenset({"subtotal_in_leaf"}))]


def neighbours_swapped(disclosure: Disclosure, record: Record, covered: Covered) -> list[Fault]:
    """Two figures one above the other are exchanged, both counted in some sum."""
    if not isinstance(record, Cell) or record.row_kind not in LEAVES:
        return []
    column = [
        c
        for c in disclosure.cells
        if column_of(c) == column_of(record)
        and c.row_kind == record.row_kind
        and c.classification_code != record.classification_code
    ]
    below = [c for c in column if c.row_number == record.row_number + 1 and c.value and c.cell_id in covered]
    if not below or below[0].value == record.value or record.value is None or below[0].value is None:
        return []
    if not covered.tells_apart(record.cell_id, below[0].cell_id):
        return []
    return exchanged(record, below[0], "neighbours_swapped")


def shifted_column(disclosure: Disclosure, record: Record, covered: Covered) -> list[Fault]:
    """A figure slid into the empty cell beside it."""
    if not isinstance(record, Cell) or record.value is None:
        return []
    for other in disclosure.cells:
        beside = row_of(other) == row_of(record) and abs(other.column_number - record.column_number) == 1
        empty = other.quantity == "money" and not other.value and other.measure
        if beside and empty and covered.tells_apart(record.cell_id, other.cell_id):
            return exchanged(record, other, "shifted_column")
    return []


def exchanged(one: Cell, other: Cell, kind: str) -> list[Fault]:
    """What two cells print changes places, empty cells included."""
    mine, its = one.value or Decimal(0), other.value or Decimal(0)
    for name in (*PRINTED, "value_state"):
        first, second = getattr(one, name), getattr(other, name)
        setattr(one, name, second)
        setattr(other, name, first)
    kinds = frozenset({kind})
    return [Fault(one.cell_id, mine, kinds), Fault(other.cell_id, its, kinds)]


def states(record: Record) -> tuple:
    """What a figure states, apart from year and basis."""
    if isinstance(record, Cell):
        return (
            *(record.form_id, record.form_variant, record.side, record.line_item, record.classification_code),
            *(record.measure, record.row_kind, record.unit_code),
        )
    return record.topic, record.measure, record.classification_code, record.section, record.base


def of_last_year(record: Record, neighbours: Sequence[Disclosure]) -> list[Record]:
    """What the disclosure of the year before, the first neighbour, prints in the same place."""
    before = neighbours[:1]
    records: list[Record] = [r for d in before for r in (d.cells if isinstance(record, Cell) else d.claims)]
    return [r for r in records if states(r) == states(record) and r.amount_basis == record.amount_basis]


def on_the_other_basis(record: Record, disclosure: Disclosure) -> list[Record]:
    records: list[Record] = list(disclosure.cells if isinstance(record, Cell) else disclosure.claims)
    return [r for r in records if states(r) == states(record) and r.amount_basis != record.amount_basis]


def from_place(record: Record, others: list[Record], kind: str, same: list[Record], also_kind: str) -> list[Fault]:
    """The figure of the one other place, where it differs. Where `same` prints the same figure, its kind is as right."""
    right = record.value
    if len(others) != 1 or right is None or not others[0].value or others[0].value == right:
        return []
    wrong = others[0].value
    kinds = {kind} | ({also_kind} if any(r.value == wrong for r in same) else set())
    put(record, wrong)
    return [Fault(identifier(record), right, frozenset(kinds) | also(wrong, right))]


Plant = Callable[[Disclosure, Record, Covered], list[Fault]]


def last_year_figure(neighbours: Sequence[Disclosure]) -> Plant:
    """What the disclosure of the year before prints in the same place was left standing."""

    def plant(disclosure: Disclosure, record: Record, covered: Covered) -> list[Fault]:
        before, here = of_last_year(record, neighbours), on_the_other_basis(record, disclosure)
        return from_place(record, before, "last_year_figure", here, "other_basis_figure")

    return plant


def other_basis_figure(neighbours: Sequence[Disclosure]) -> Plant:
    """The budget where the final account belongs, or the reverse."""

    def plant(disclosure: Disclosure, record: Record, covered: Covered) -> list[Fault]:
        before, here = of_last_year(record, neighbours), on_the_other_basis(record, disclosure)
        return from_place(record, here, "other_basis_figure", before, "last_year_figure")

    return plant


def figure_missing(disclosure: Disclosure, record: Record, covered: Covered) -> list[Fault]:
    """A cell that belongs to a sum is left blank."""
    if not isinstance(record, Cell) or record.value is None:
        return []
    right = record.value
    blank(record)
    return [Fault(record.cell_id, right, frozenset({"figure_missing"}))]


def joint_cost_target(disclosure: Disclosure, covered: Covered, random: Random) -> list[Fault]:
    """Two forms of one project print the sum of their funds as the cost target of each."""
    targets = {
        i.project_id: i
        for i in disclosure.indicators
        if i.cell_id in covered and i.project_id and i.kind == "cost" and i.horizon == "annual" and i.target_value
    }
    projects = [p for p in disclosure.projects if p.project_id in targets and p.annual_total_yuan]
    if len(projects) < 2:
        return []
    one, other = random.sample(projects, 2)
    other.project_name = one.project_name
    faults = []
    whole = targets[one.project_id].target_value + targets[other.project_id].target_value  # type: ignore[operator]
    for project in (one, other):
        target = targets[project.project_id]
        right = target.target_value
        target.target_text = target.target_text.replace(f"{right:f}", f"{whole:f}")
        target.target_value = whole
        faults.append(Fault(str(target.cell_id), Decimal(right or 0), frozenset({"joint_cost_target"})))
    return faults


AT_A_RECORD = {
    "subtotal_in_leaf": subtotal_in_leaf,
    "neighbours_swapped": neighbours_swapped,
    "shifted_column": shifted_column,
    "figure_missing": figure_missing,
}
FROM_ELSEWHERE = {"last_year_figure": last_year_figure, "other_basis_figure": other_basis_figure}
