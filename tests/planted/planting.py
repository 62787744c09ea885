"""Mistakes as publishers make them, planted into the records of a disclosure that was right.

Belongs here: which record is spoiled, and how often. The kinds are in `slips.py` (digits), `misplaced.py` (right figures in
wrong places) and `worded.py` (percentages and directions); what is found is judged in `measuring.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from decimal import Decimal
from random import Random

from dagster_project.records import Cell, Disclosure
from tests.planted.misplaced import AT_A_RECORD, FROM_ELSEWHERE, joint_cost_target
from tests.planted.record import PRINTED, Covered, Fault, Record
from tests.planted.slips import SLIPS, slip
from tests.planted.worded import ONCE

PAIRS = ("neighbours_swapped", "shifted_column")
KINDS = (*SLIPS, *AT_A_RECORD, *FROM_ELSEWHERE, *ONCE, "joint_cost_target")
ONLY_ONCE = (*PAIRS, *ONCE, "joint_cost_target")  # planted once a document


def candidates(disclosure: Disclosure, covered: Covered) -> list[Record]:
    """The printed money that some identity covers, cells of the forms and statements of the text."""
    cells = [c for c in disclosure.cells if c.quantity == "money" and c.value and c.cell_id in covered]
    claims = [c for c in disclosure.claims if c.amount_yuan and c.measure == "amount" and c.claim_id in covered]
    return [*cells, *claims]


def carry_over(disclosure: Disclosure, record: Record) -> None:
    """A project's amounts are kept twice: in the cells of its form and in its own record."""
    for project in disclosure.projects:
        name = f"{getattr(record, 'measure', '')}_yuan"
        if not isinstance(record, Cell) or record.form_id != "project_performance" or not hasattr(project, name):
            continue
        if (project.document_id, project.form_ordinal) == (record.document_id, record.form_ordinal):
            setattr(project, name, record.amount_yuan)


def yuan_of(record: Record) -> Decimal:
    """What one unit of the figure is in yuan."""
    return record.amount_yuan / record.value if record.amount_yuan and record.value else Decimal(1)


def restore(record: Record, before: Record) -> None:
    for name in PRINTED:
        setattr(record, name, getattr(before, name))
    if isinstance(record, Cell):
        record.value_state = before.value_state  # type: ignore[union-attr]


def evenly(pool: list[Record], random: Random) -> list[Record]:
    """Shuffled so that forms and narrative have the same chance, however many figures each has."""
    by_form: dict[str, list[Record]] = {}
    for record in pool:
        by_form.setdefault(record.form_id if isinstance(record, Cell) else "narrative", []).append(record)
    for records in by_form.values():
        random.shuffle(records)
    names = sorted(by_form)
    random.shuffle(names)
    longest = max(map(len, by_form.values()), default=0)
    return [by_form[name][n] for n in range(longest) for name in names if n < len(by_form[name])]


def planted(
    disclosure: Disclosure,
    kind: str,
    covered: Covered,
    count: int,
    random: Random,
    neighbours: Sequence[Disclosure] = (),
) -> tuple[Disclosure, list[Fault]]:
    """A copy of the disclosure with `count` mistakes of one kind, in different records; fewer where it has no room. Those
    that would hide each other are not planted."""
    copy = deepcopy(disclosure)
    if kind in ONCE:
        return copy, ONCE[kind](copy, covered, random)
    if kind == "joint_cost_target":
        return copy, joint_cost_target(copy, covered, random)
    make = FROM_ELSEWHERE[kind](neighbours) if kind in FROM_ELSEWHERE else AT_A_RECORD.get(kind)
    faults: list[Fault] = []
    shifts: dict[str, Decimal] = {}
    for record in evenly(candidates(copy, covered), random):
        if len(faults) >= count or (kind in PAIRS and faults):
            break
        before = deepcopy(record)
        found = make(copy, record, covered) if make else slip(kind, record, random)
        if len(found) == 1:
            shift = ((record.value or Decimal(0)) - found[0].right) * yuan_of(before)
            hides = not covered.all_show(shifts | {found[0].record_id: shift})
            if hides or not covered.shows(found[0], record.value, yuan_of(before)):
                restore(record, before)
                continue
            shifts[found[0].record_id] = shift
        for fault in found:
            carry_over(copy, next((c for c in copy.cells if c.cell_id == fault.record_id), record))
        faults += found
    return copy, faults
