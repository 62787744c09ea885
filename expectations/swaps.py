"""Two figures that changed places: each located alone, each the right value of the other.

Belongs here: joining the two root causes into one. An exchange in a column leaves its sum as it is, so that the two
figures share no failing result.
"""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.records import SuspectCell
from expectations.figures import Figure
from expectations.relations.outcome import Outcome
from expectations.repair import System
from expectations.suspects import Names

SWAPPED = "neighbours_swapped"


def join_swaps(suspects: Sequence[SuspectCell], outcomes: Sequence[Outcome], system: System, names: Names) -> None:
    """Gives exchanged figures of one table one group and its kind."""
    joined: set[str] = set()
    for n, (one, right, group) in enumerate(system.single):
        for other, its_right, its_group in system.single[n + 1 :]:
            exchanged = right == other.printed.atoms and its_right == one.printed.atoms
            if not exchanged or not in_one_line(one, other) or {group, its_group} & joined:
                continue
            joined |= {group, its_group}
            name = names.new(SWAPPED)
            for suspect in suspects:
                if suspect.fault_group in (group, its_group):
                    suspect.fault_group, suspect.fault_kind = name, SWAPPED
            for outcome in outcomes:
                if outcome.fault_group in (group, its_group):
                    outcome.fault_group, outcome.explanation = name, SWAPPED


def in_one_line(one: Figure, other: Figure) -> bool:
    """Whether two cells stand in one row or one column of a table."""
    if one.source != "cell" or (one.form, one.ordinal, one.side) != (other.form, other.ordinal, other.side):
        return False
    return one.row == other.row or (one.measure, one.basis) == (other.measure, other.basis)
