"""Fellegi-Holt over a component that is too large for exhaustive search: the fewest figures to change, by HiGHS.

Belongs here: the mixed-integer programme, and every support of least size. Does not belong here: the changes themselves:
floating point only proposes which figures change; what they change by, and that it holds, is settled in exact arithmetic
(`repair.py`). HiGHS takes a while to import, so it is imported where something failed.

For each figure i a change d_i and a mark z_i (0 or 1): minimise Σ z_i such that |d_i| <= M·z_i and every result holds,
L <= r + Σ c·d <= U. Amounts are whole numbers of a step small beside the largest residual, bounds rounded outwards. The
search is bounded by nodes and iterations rather than by a clock: the same input gives the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

NODES = 500  # of the search tree a component: some tenths of a second; beyond that nothing is asserted
ITERATIONS = 20_000
STEPS = 10**8  # how many steps the largest residual has
MOST_SOLUTIONS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One result: Σ coefficient·change must lie between the bounds (atoms; null = unbounded)."""

    coefficients: Mapping[Any, int]  # keyed by whatever names a figure
    low: Fraction | None
    high: Fraction | None


def supports(rows: Sequence[Row], figures: Sequence[Hashable], sizes: Mapping[Any, Fraction]) -> tuple[list, bool]:
    """Every least set of figures whose change makes all rows hold, and whether the list is whole. `sizes` bounds how much
    a figure may sink (it does not fall below nought)."""
    import highspy
    from highspy._core import _Highs  # the public class prints a banner to stdout, where `check` prints its answer

    bounds = [abs(b) for r in rows for b in (r.low, r.high) if b is not None]
    step = max(int(max(bounds, default=Fraction(0))) // STEPS, 1)
    model = _Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_max_nodes", NODES)
    model.setOptionValue("simplex_iteration_limit", ITERATIONS)
    model.setOptionValue("threads", 1)
    model.setOptionValue("random_seed", 1)
    infinite = highspy.kHighsInf
    most = 8 * max(int(b) // step + 1 for b in bounds)
    number = {figure: n for n, figure in enumerate(figures)}
    count = len(figures)
    for figure in figures:
        model.addCol(0, max(-most, -int(sizes[figure]) // step), most, 0, [], [])
    for n in range(count):
        model.addCol(1, 0, 1, 0, [], [])
        model.changeColIntegrality(count + n, highspy.HighsVarType.kInteger)
    for row in rows:
        low = -infinite if row.low is None else math.floor(row.low) // step
        high = infinite if row.high is None else -(-math.ceil(row.high) // step)
        columns = [number[f] for f in row.coefficients if f in number]
        model.addRow(low, high, len(columns), columns, [row.coefficients[figures[c]] for c in columns])
    for n in range(count):
        model.addRow(-infinite, 0, 2, [n, count + n], [1, -most])
        model.addRow(-infinite, 0, 2, [n, count + n], [-1, -most])
    found: list[tuple] = []
    while len(found) < MOST_SOLUTIONS:
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            infeasible = model.getModelStatus() == highspy.HighsModelStatus.kInfeasible
            return found, infeasible
        solution = model.getSolution().col_value
        chosen = tuple(figures[n] for n in range(count) if round(solution[count + n]))
        if not chosen or (found and len(chosen) > len(found[0])):
            return found, True
        found.append(chosen)
        marks = [count + number[f] for f in chosen]
        model.addRow(-infinite, len(marks) - 1, len(marks), marks, [1] * len(marks))
    return found, False
