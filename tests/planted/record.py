"""A figure of a disclosure that can be wrong, and what a planted mistake says of it.

Belongs here: printing another figure in place of the right one. Does not belong here: which figure (`planting.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.records import Cell, Claim

Record = Cell | Claim
PRINTED = ("printed_text", "value", "decimals", "amount_yuan")


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted mistake: which record, what it should be (in its own unit), and the kinds that name it rightly."""

    record_id: str
    right: Decimal
    kinds: frozenset[str]
    others: frozenset[str] = frozenset()  # records that would be named as rightly: the other word of the same mistake

    @property
    def records(self) -> frozenset[str]:
        return self.others | {self.record_id}


@dataclass(frozen=True, slots=True)
class Covered:
    """What some identity covers: by record its weight in each result that holds, and the identities of these."""

    weights: Mapping[str, Mapping[str, Decimal]]
    identities: Mapping[str, set[str]]
    allowed: Mapping[str, Decimal]  # by record: what rounding allows in the narrowest of these results, in yuan

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.weights

    def shows(self, fault: Fault, printed: Decimal | None, yuan: Decimal) -> bool:
        """Whether a planted mistake of money is larger than rounding allows: within that nobody can see it."""
        return abs((printed or Decimal(0)) - fault.right) * yuan > self.allowed.get(fault.record_id, Decimal(0))

    def all_show(self, shifts: Mapping[str, Decimal]) -> bool:
        """Whether each of several planted mistakes (record -> yuan printed too much) moves some result further than
        rounding allows: figures pasted together so that their sums still hold cannot be told from right ones."""
        moved: dict[str, Decimal] = {}
        for record, shift in shifts.items():
            for result, weight in self.weights.get(record, {}).items():
                moved[result] = moved.get(result, Decimal(0)) + weight * shift
        return all(
            any(abs(moved[result]) > self.allowed.get(record, Decimal(0)) for result in self.weights.get(record, ()))
            for record in shifts
        )

    def tells_apart(self, one: str, other: str) -> bool:
        """Whether for each of two records some result has it without the other: their exchange shows on both."""
        mine, its = self.weights.get(one, {}), self.weights.get(other, {})
        return any(its.get(r) != w for r, w in mine.items()) and any(mine.get(r) != w for r, w in its.items())


def identifier(record: Record) -> str:
    return record.cell_id if isinstance(record, Cell) else record.claim_id


def put(record: Record, value: Decimal) -> None:
    """Prints another figure in place of the right one, with as many decimals."""
    factor = record.amount_yuan / record.value if record.amount_yuan and record.value else Decimal(10_000)
    text = f"{value:f}"
    record.printed_text, record.value = text, value
    record.decimals = max(0, -int(value.as_tuple().exponent))
    if record.amount_yuan is not None:
        record.amount_yuan = value * factor
    if isinstance(record, Cell):
        record.value_state = "printed" if value else "zero"


def blank(cell: Cell) -> None:
    """Leaves the cell empty."""
    cell.printed_text, cell.value, cell.decimals, cell.amount_yuan = "", None, None, None
    cell.value_state = "blank"
