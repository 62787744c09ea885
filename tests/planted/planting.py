"""Mistakes as publishers make them, planted into the records of a disclosure that was right.

Belongs here: one function a kind of mistake, each turning a right figure into a wrong one and saying what was right.
Does not belong here: judging what is found (`measuring.py`). A mistake that leaves the figure as it was, or is printed
finer than the form prints, is none and gives null.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from dagster_project.records import Cell, Claim, Disclosure

Record = Cell | Claim


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted mistake: which record, what it should be (in its own unit), and the kinds that name it rightly."""

    record_id: str
    right: Decimal
    kinds: frozenset[str]


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


def digits_of(value: Decimal) -> tuple[str, int]:
    """The digits of a figure without its point, and how many stand behind it."""
    decimals = max(0, -int(value.as_tuple().exponent))
    return str(abs(int(value.scaleb(decimals)))), decimals


def changed_digits(value: Decimal, change: Callable[[str], str | None]) -> Decimal | None:
    digits, decimals = digits_of(value)
    new = change(digits)
    return None if new is None or new == digits or int(new) == 0 else Decimal(int(new)).scaleb(-decimals)


def one_digit(value: Decimal, random: Random) -> Decimal | None:
    """One digit is another; the last one is a matter of rounding and left alone where it moves by one."""

    def change(digits: str) -> str | None:
        n = random.randrange(max(1, len(digits) - 1))
        return digits[:n] + random.choice([d for d in "123456789" if d != digits[n]]) + digits[n + 1 :]

    return changed_digits(value, change)


def doubled(value: Decimal, random: Random) -> Decimal | None:
    def change(digits: str) -> str | None:
        n = random.randrange(len(digits))
        return digits[: n + 1] + digits[n] + digits[n + 1 :]

    return changed_digits(value, change)


def lost(value: Decimal, random: Random) -> Decimal | None:
    def change(digits: str) -> str | None:
        n = random.randrange(len(digits))
        left = digits[:n] + digits[n + 1 :]
        return left if len(digits) > 2 and left[0] != "0" else None

    return changed_digits(value, change)


def transposed(value: Decimal, random: Random) -> Decimal | None:
    def change(digits: str) -> str | None:
        places = [n for n in range(len(digits) - 1) if digits[n] != digits[n + 1]]
        if not places:
            return None
        n = random.choice(places)
        return digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]

    return changed_digits(value, change)


def decimal_point(value: Decimal, random: Random) -> Decimal | None:
    return value.scaleb(random.choice([1, 2, -1])) if value else None


def unit_slip(value: Decimal, random: Random) -> Decimal | None:
    return value * 10_000 if value else None


SLIPS: dict[str, tuple[Callable[[Decimal, Random], Decimal | None], frozenset[str]]] = {
    "one_digit": (one_digit, frozenset({"one_digit"})),
    "doubled_digit": (doubled, frozenset({"doubled_digit"})),
    "lost_digit": (lost, frozenset({"lost_digit"})),
    "transposed_digits": (transposed, frozenset({"transposed_digits"})),
    "decimal_point": (decimal_point, frozenset({"decimal_point"})),
    "unit_slip": (unit_slip, frozenset({"unit_slip"})),
}


PERCENTAGES = ("complement_percent", "ratio_for_change")
KINDS = (*SLIPS, "subtotal_in_leaf", "neighbours_swapped", *PERCENTAGES)
ONLY_ONCE = ("neighbours_swapped", *PERCENTAGES)  # planted once a document


def slip(kind: str, record: Record, random: Random) -> Fault | None:
    """A slip of the pen in one record; null where the kind does not change its figure."""
    make, kinds = SLIPS[kind]
    right = record.value
    wrong = make(right, random) if right else None
    if right is None or wrong is None or wrong == right:
        return None
    put(record, wrong)
    return Fault(identifier(record), right, kinds | also(wrong, right))


def also(wrong: Decimal, right: Decimal) -> frozenset[str]:
    """Other kinds that give the same misprint: 90 for 900 is a lost digit and a misplaced point alike."""
    same = set()
    if any(wrong == right.scaleb(n) for n in (-3, -2, -1, 1, 2, 3)):
        same |= {"decimal_point"}
    digits, decimals = digits_of(right)
    printed, printed_decimals = digits_of(wrong)
    if decimals == printed_decimals:
        if abs(int(digits) - int(printed)) == 1:
            same |= {"last_digit"}
        if len(printed) == len(digits) and sum(a != b for a, b in zip(digits, printed, strict=True)) == 1:
            same |= {"one_digit"}
        if any(digits[:n] + digits[n + 1 :] == printed for n in range(len(digits))):
            same |= {"lost_digit"}
        if any(
            printed[:n] + printed[n + 1 :] == digits and printed[n] == printed[n - 1] for n in range(1, len(printed))
        ):
            same |= {"doubled_digit"}
    return frozenset(same)


def candidates(disclosure: Disclosure, covered: frozenset[str]) -> list[Record]:
    """The printed money that some identity covers, cells of the forms and statements of the text."""
    cells = [c for c in disclosure.cells if c.quantity == "money" and c.value and c.cell_id in covered]
    claims = [c for c in disclosure.claims if c.amount_yuan and c.measure == "amount" and c.claim_id in covered]
    return [*cells, *claims]


def subtotal_copied(disclosure: Disclosure, record: Record, random: Random) -> Fault | None:
    """The total of the column is printed in one of its rows."""
    if not isinstance(record, Cell) or record.row_kind not in ("class", "group", "item") or not record.value:
        return None
    column = (record.document_id, record.table_number, record.column_number)
    total = next(
        (
            c.value
            for c in disclosure.cells
            if (c.document_id, c.table_number, c.column_number) == column and c.row_kind == "total" and c.value
        ),
        None,
    )
    if not total or total == record.value:
        return None
    right = record.value
    put(record, total)
    return Fault(record.cell_id, right, frozenset({"subtotal_in_leaf"}))


def neighbours_swapped(disclosure: Disclosure, record: Record, covered: frozenset[str]) -> list[Fault]:
    """Two figures one above the other are exchanged, both counted in some sum."""
    if not isinstance(record, Cell) or record.row_kind not in ("group", "item", "class"):
        return []
    column = [
        c
        for c in disclosure.cells
        if (c.document_id, c.table_number, c.column_number)
        == (record.document_id, record.table_number, record.column_number)
        and c.row_kind == record.row_kind
        and c.classification_code != record.classification_code
    ]
    other = next(
        (c for c in column if c.row_number == record.row_number + 1 and c.value and c.cell_id in covered), None
    )
    if other is None or other.value == record.value or record.value is None or other.value is None:
        return []
    mine, its = record.value, other.value
    put(record, its)
    put(other, mine)
    kinds = frozenset({"neighbours_swapped"})
    return [Fault(record.cell_id, mine, kinds), Fault(other.cell_id, its, kinds)]


def percentage(kind: str, disclosure: Disclosure, covered: frozenset[str], random: Random) -> list[Fault]:
    """A percentage that is 100 less the right one, or this year over last instead of the change."""
    measure = "share_percent" if kind == "complement_percent" else "change_percent"
    pool = [c for c in disclosure.claims if c.measure == measure and c.value and c.claim_id in covered]
    pool = [
        c for c in pool if c.value not in (50, 100) and (measure == "share_percent" or c.direction in ("up", "down"))
    ]
    if not pool:
        return []
    claim = random.choice(pool)
    right = claim.value
    up = kind == "ratio_for_change" and claim.direction == "up"
    put(claim, 100 + right if up else 100 - right)
    return [Fault(claim.claim_id, right, frozenset({kind, "complement_percent"} if not up else {kind}))]


def carry_over(disclosure: Disclosure, record: Record) -> None:
    """A project's amounts are kept twice: in the cells of its form and in its own record."""
    for project in disclosure.projects:
        name = f"{getattr(record, 'measure', '')}_yuan"
        if not isinstance(record, Cell) or record.form_id != "project_performance" or not hasattr(project, name):
            continue
        if (project.document_id, project.form_ordinal) == (record.document_id, record.form_ordinal):
            setattr(project, name, record.amount_yuan)


def planted(
    disclosure: Disclosure, kind: str, covered: frozenset[str], count: int, random: Random
) -> tuple[Disclosure, list[Fault]]:
    """A copy of the disclosure with `count` mistakes of one kind, in different records; fewer where it has no room."""
    copy = deepcopy(disclosure)
    if kind in PERCENTAGES:
        return copy, percentage(kind, copy, covered, random)
    pool = candidates(copy, covered)
    random.shuffle(pool)
    faults: list[Fault] = []
    for record in pool:
        if len(faults) >= count:
            break
        if kind == "neighbours_swapped":
            faults += neighbours_swapped(copy, record, covered) if not faults else []
            continue
        make = subtotal_copied if kind == "subtotal_in_leaf" else None
        fault = make(copy, record, random) if make else slip(kind, record, random)
        if fault:
            carry_over(copy, record)
            faults.append(fault)
    return copy, faults
