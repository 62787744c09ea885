"""The money of one disclosure: a table of leaves from which every figure of every form is a sum.

A leaf is one function item × economic item × fund × expenditure type of one unit. Forms, narrative and truth add up
leaves and never each other, so that they agree by construction. Amounts are integer fen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from dagster_project.simulator.chance import chance, share
from dagster_project.simulator.economy import YUAN, Department, Unit
from dagster_project.simulator.projects import Project, projects
from dagster_project.simulator.staff import basic_leaves

# what is fixed by norms is set in round sums whatever else the body prints
_ROUND = ("30212", "30215", "30216", "30217", "30231", "31013")
_ROUND_GRAIN = 10_000
FISCAL = ("general_public_budget", "government_fund", "state_capital")


@dataclass(frozen=True, slots=True)
class Leaf:
    """Money spent (`amount`) and received (`revenue`) for one purpose of one unit; they differ by what is carried over."""

    unit: str
    function: str
    economic: str
    fund: str
    kind: str  # basic | project
    subtype: str  # wages | individuals | goods_services | capital; general | special | other
    amount: int
    revenue: int
    project: Project | None = None


@dataclass(slots=True)
class Ledger:
    """What one disclosure prints: leaves, what was carried over by fund, and what no form of money holds."""

    department: Department
    units: tuple[Unit, ...]
    year: int
    stage: str  # budget | final
    leaves: list[Leaf]
    opening: dict[str, int] = field(default_factory=dict)
    closing: dict[str, int] = field(default_factory=dict)
    exact: list[Leaf] = field(default_factory=list)  # before levelling

    def sum(self, wanted: Callable[[Leaf], bool] = lambda leaf: True) -> int:
        return sum(leaf.amount for leaf in self.leaves if wanted(leaf))

    def income(self, wanted: Callable[[Leaf], bool] = lambda leaf: True) -> int:
        return sum(leaf.revenue for leaf in self.leaves if wanted(leaf))

    def economic(self, *codes: str, fund: str | None = "general_public_budget", kind: str | None = None) -> int:
        return self.sum(
            lambda x: x.economic.startswith(codes) and fund in (None, x.fund) and kind in (None, x.kind),
        )

    def vehicles(self) -> int:
        return sum(unit.vehicles for unit in self.units)

    def bought(self) -> int:
        """Vehicles bought in the year, by the leaves that pay them."""
        return sum(1 for leaf in self.leaves if leaf.economic == "31013")


def ledger(of: Department, only: Unit | None, year: int, stage: str, grain: int, carries: bool = False) -> Ledger:
    """The leaves of a department (or one of its units) in one year. `grain` is the smallest amount a leaf is made of:
    10 000 fen where forms print 万元 and nothing is to be rounded, 100 where they print yuan. `carries`: whether budgets
    show what the year before has left for them."""
    units = of.units_in(year) if only is None else (only,)
    leaves: list[Leaf] = []
    opening: dict[str, int] = {}
    closing: dict[str, int] = {}
    for unit in units:
        planned = _planned(of, unit, year, grain)
        if stage == "budget":
            left = _left_over(of, unit, planned, year, grain) if carries else 0
            if left:
                opening["general_public_budget"] = opening.get("general_public_budget", 0) + left
                paid = _largest_project(planned)
                planned[planned.index(paid)] = replace(paid, revenue=paid.amount - left)
            leaves += planned
            continue
        spent = [_executed(of, leaf, year, grain) for leaf in planned]
        spent = [leaf for leaf in spent if leaf.amount]
        for fund in ("general_public_budget", "undertaking"):
            largest = max((x for x in spent if x.fund == fund), key=lambda x: x.amount, default=None)
            if largest is None:
                continue
            before, after = (carried(of, unit, fund, y, grain) for y in (year - 1, year))
            opening[fund] = opening.get(fund, 0) + before
            closing[fund] = closing.get(fund, 0) + after
            spent[spent.index(largest)] = replace(largest, revenue=largest.amount + after - before)
        leaves += spent
    return Ledger(of, units, year, stage, leaves, opening, closing)


def _largest_project(leaves: list[Leaf]) -> Leaf:
    return max((x for x in leaves if x.project and x.fund == "general_public_budget"), key=lambda x: x.amount)


def _left_over(of: Department, unit: Unit, planned: list[Leaf], year: int, grain: int) -> int:
    """What a unit has left from the year before for a project of this year's budget; in most years nothing."""
    draw = chance(of.seed, "left over", unit.code, year)
    paid = any(x.project and x.fund == "general_public_budget" for x in planned)
    if not (paid and of.exists_in(year - 1)) or draw.random() < 0.6:
        return 0
    return _grained(_largest_project(planned).amount * draw.randint(10, 60) // 100, grain)


def carried(of: Department, unit: Unit, fund: str, year: int, grain: int) -> int:
    """What a unit carries over at the end of a year: the next year's opening. A body settles its accounts before it is
    wound up, and a new one starts with nothing."""
    if not (of.exists_in(year) and of.exists_in(year + 1)):
        return 0
    if fund == "undertaking" and not any(p.fund == fund for y in (year, year + 1) for p in projects(of, unit, y)):
        return 0
    if fund == "undertaking" and not all(any(p.fund == fund for p in projects(of, unit, y)) for y in (year, year + 1)):
        return 0  # nothing is carried into a year without such money, nor out of one
    draw = chance(of.seed, "carried", unit.code, fund, year)
    return _grained(draw.choice((0, 0, 1, 2, 3)) * draw.randint(6_000, 30_000) * YUAN // 2, grain)


def _planned(of: Department, unit: Unit, year: int, grain: int) -> list[Leaf]:
    leaves = [
        Leaf(unit.code, function, economic, "general_public_budget", "basic", subtype, amount, amount)
        for function, economic, subtype, amount in basic_leaves(of, unit, year)
    ]
    for project in projects(of, unit, year):
        amount = _grained(project.amount, grain)
        project = replace(project, amount=amount)
        leaves.append(
            Leaf(
                unit.code,
                project.function,
                project.economic,
                project.fund,
                "project",
                project.subtype,
                amount,
                amount,
                project,
            )
        )
    grained = (_rounded(x, grain) for x in leaves)
    return [leaf for leaf in grained if leaf.amount]


def _executed(of: Department, leaf: Leaf, year: int, grain: int) -> Leaf:
    """A leaf of the budget as it was spent: pay nearly as planned, frugal matters below, projects a little off."""
    key = (of.seed, "executed", leaf.unit, leaf.function, leaf.economic, leaf.kind, year)
    if leaf.economic in ("30212", "30217", "30231", "31013"):
        amount = share(leaf.amount, 820, 1000, *key)
    elif leaf.kind == "basic":
        amount = share(leaf.amount, 985, 1030, *key)
    else:
        amount = share(leaf.amount, 850, 1080, *key)
    return _rounded(replace(leaf, amount=amount, revenue=amount), grain)


def _rounded(leaf: Leaf, grain: int) -> Leaf:
    """A leaf in the smallest amounts its publisher deals in."""
    amount = _grained(leaf.amount, max(grain, _ROUND_GRAIN) if leaf.economic in _ROUND else grain)
    return replace(leaf, amount=amount, revenue=amount)


def _grained(amount: int, grain: int) -> int:
    return (amount + grain // 2) // grain * grain


def functions(leaves: Iterable[Leaf], level: int = 7) -> list[str]:
    """The codes of the leaves at one level (3 class, 5 group, 7 item), sorted, each once."""
    return sorted({leaf.function[:level] for leaf in leaves})
