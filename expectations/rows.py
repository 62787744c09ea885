"""Whole rows that are wrong: printed twice, or left out.

Belongs here: what makes several columns fail at once for one reason. Does not belong here: single figures (`repair.py`)
and exchanges (`swaps.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from expectations.elsewhere import Elsewhere
from expectations.figures import Figure
from expectations.relations.outcome import Outcome
from expectations.repair import Place, Repair, System

TWICE = "row_twice"
MISSING = "row_missing"


def repeated_rows(failing: Sequence[Outcome], system: System) -> list[tuple[Repair, list[Outcome]]]:
    """Rows printed twice in succession whose second print makes sums fail: without it they hold."""
    rows: dict[tuple, list[Figure]] = {}
    for figure in system.figures.values():
        if figure.source == "cell" and figure.code and figure.row:
            rows.setdefault((figure.form, figure.ordinal, figure.side, figure.row), []).append(figure)
    ordered = sorted(rows.values(), key=lambda r: (r[0].form or "", r[0].ordinal or "", min(f.order for f in r)))
    found = []
    for first, second in pairwise(ordered):
        changes: dict[Place, Fraction] = {
            f.place: Fraction(-f.printed.atoms) for f in sorted(second, key=lambda f: f.order) if f.printed.atoms
        }
        if not changes or contents(first) != contents(second):
            continue
        mended = [o for o in failing if set(changes) & system.coefficients[id(o)].keys() and system.holds(o, changes)]
        if mended and not system.broken(changes):
            found.append((Repair(tuple((system.figures[p], d) for p, d in changes.items())), mended))
    return found


def contents(row: Sequence[Figure]) -> tuple:
    """What a row says: whose it is, and its figures by column."""
    first = row[0]
    figures = sorted((f.measure or "", f.basis or "", f.printed.atoms) for f in row)
    return first.form, first.ordinal, first.side, first.unit, first.code, figures


def missing_rows(failing: Sequence[Outcome], elsewhere: Elsewhere) -> list[tuple[Figure, list[Outcome]]]:
    """Rows that sums of one table lack: by how much each column falls short is what another form, or none but one row of
    the year before, prints for an item that this table leaves out. With the figure printed there."""
    by_table: dict[tuple, list[Outcome]] = {}
    for outcome in failing:
        if outcome.identity.relation == "hierarchy" and (outcome.difference or 0) > 0:
            head = outcome.terms[0].figure
            by_table.setdefault((head.form, head.ordinal, head.side), []).append(outcome)
    found = []
    for table, outcomes in by_table.items():
        printed = {f.code for f in elsewhere.book.figures if (f.form, f.ordinal, f.side) == table}
        first = outcomes[0].terms[0].figure
        left_out = [
            f
            for f in elsewhere.of_other_forms(first)
            if f.code not in printed and below(f, first) and not has_its_row(f, first, printed)
        ]
        for figure in left_out:
            own = [o for o in outcomes if falls_short_by(o, figure, left_out)]
            if any(o.terms[0].figure.measure == figure.measure for o in own):
                found.append((figure, own))
                break
    return found


def below(figure: Figure, head: Figure) -> bool:
    """Whether an item may stand among the rows that a head adds up: deeper in its branch, or anywhere below a total."""
    if not figure.code or not figure.printed.atoms:
        return False
    return head.code is None or (figure.code != head.code and figure.code.startswith(head.code))


def has_its_row(figure: Figure, head: Figure, printed: set[str | None]) -> bool:
    """Whether the table prints a level between the head and an item, blank or not: the head adds up that row."""
    code, above = figure.code or "", head.code or ""
    return any(code[:n] in printed for n in range(len(above) + 1, len(code)))


def falls_short_by(outcome: Outcome, figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether the sum lacks what the same item has in the column, as far as that is printed elsewhere."""
    head = outcome.terms[0].figure
    same = [f for f in others if f.code == figure.code and f.measure == head.measure] or [figure]
    allowed = outcome.allowed or Fraction(0)
    return below(figure, head) and any(
        abs((outcome.difference or Fraction(0)) - f.printed.atoms) <= allowed for f in same
    )
