"""Exact assignment: which of the parts make up which of the targets, every part used once.

Belongs here: the search alone. A small exhaustive search in the order of the largest target; it gives up rather than
guess. Does not belong here: what parts and targets are.
"""

from __future__ import annotations

from collections.abc import Sequence

from expectations.identity import Printed

STEPS = 50_000  # search nodes: a few hundredths of a second; beyond that nothing is said


def assign(targets: Sequence[Printed], parts: Sequence[Printed]) -> list[list[int]] | None:
    """For each target the indices of its parts (ascending), such that each target is within the intervals of its parts
    and every part is used; the first in lexicographic order, null where there is none or the search is too long."""
    order = sorted(range(len(targets)), key=lambda n: (-targets[n].atoms, n))
    sizes = sorted(range(len(parts)), key=lambda n: (-parts[n].atoms, n))
    result: list[list[int]] = [[] for _ in targets]
    free = set(sizes)
    steps = 0

    def fill(target: int, start: int, missing: int, allowed: int) -> bool:
        """Chooses further parts for the target at place `target` of the order, from place `start` on."""
        nonlocal steps
        steps += 1
        if steps > STEPS:
            return False
        if 2 * abs(missing) <= allowed and result[order[target]] and begin(target + 1):
            return True
        for place in range(start, len(sizes)):
            part = sizes[place]
            if part not in free or 2 * (parts[part].atoms - missing) > allowed + parts[part].unit:
                continue
            free.discard(part)
            result[order[target]].append(part)
            if fill(target, place + 1, missing - parts[part].atoms, allowed + parts[part].unit):
                return True
            result[order[target]].pop()
            free.add(part)
        return False

    def begin(target: int) -> bool:
        if target == len(order):
            return not free
        goal = targets[order[target]]
        return fill(target, 0, goal.atoms, goal.unit)

    return [sorted(chosen) for chosen in result] if begin(0) else None
