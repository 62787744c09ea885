"""Faults as publishers make them, planted in a printed disclosure: which, how often, and what would have been right.

A fault changes what is printed, never the money. Kinds that publishers' figures suffer are in `fault_figures`, whole rows
and neighbours in `fault_rows`, sentences in `fault_prose`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from dagster_project.simulator.document import Cell, Paragraph, Printed, Statement, Table


@dataclass(slots=True)
class Fault:
    """One thing wrong. A cell or statement says where; a row that is gone has its table and label alone."""

    kind: str
    printed_text: str
    right_text: str
    table: Table | None = None
    cell: Cell | None = None
    paragraph: Paragraph | None = None
    statement: Statement | None = None
    label: str = ""
    origin: str = "publisher"  # publisher | reading


# (the disclosure, the same body's of the year before, chance) -> what was planted; nothing where it does not apply
Planter = Callable[[Printed, Printed, random.Random], list[Fault]]


def planters() -> dict[str, Planter]:
    """Every kind with what plants it."""
    from dagster_project.simulator import fault_figures, fault_prose, fault_rows

    return {**fault_figures.PLANTERS, **fault_rows.PLANTERS, **fault_prose.PLANTERS}


def kinds() -> list[str]:
    """The names of all kinds, sorted; slips of reading (`misread`) are planted only when asked for."""
    return sorted(planters())


def spoil(printed: Printed, before: Printed, rate: float, wanted: tuple[str, ...], draw: random.Random) -> list[Fault]:
    """Plants faults of the wanted kinds (all of publishers' where none is named) in a share `rate` of disclosures: mostly
    one, now and then two or three of different kinds. What was touched once is left alone."""
    if draw.random() >= rate:
        return []
    known = planters()
    usable = list(wanted) or [kind for kind in sorted(known) if kind != "misread"]
    draw.shuffle(usable)
    number = draw.choice((1, 1, 1, 1, 2, 3))
    planted: list[Fault] = []
    for kind in usable:
        if number == 0:
            break
        found = known[kind](printed, before, draw)
        planted += found
        number -= bool(found)
    return planted


def untouched(cell: Cell) -> bool:
    """Whether a cell still prints what it ought to."""
    return cell.role == "figure" and cell.text == cell.right
