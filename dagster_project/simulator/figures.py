"""What a line or a column of a form states, as a sum over the leaves; the meaning is that of the seeds.

`seeds/measures.csv` says which leaves a column takes, `seeds/line_items.csv` what a named line stands for, so that the
simulated forms mean what the reading means by the same names.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

from dagster_project.simulator.ledger import FISCAL, Leaf, Ledger

_SEEDS = Path(__file__).parents[2] / "seeds"
# economic items of the three public expenses and of what stands beside them
THREE_PUBLIC = {
    "overseas_trips": ("30212",),
    "vehicle_purchase": ("31013",),
    "vehicle_operation": ("30231",),
    "vehicles": ("31013", "30231"),
    "receptions": ("30217",),
    "receptions_domestic": ("30217",),
    "three_public_total": ("30212", "31013", "30231", "30217"),
    "conferences": ("30215",),
    "training": ("30216",),
    "three_public_and_meetings_total": ("30212", "31013", "30231", "30217", "30215", "30216"),
}
_SUBTYPES = {
    "personnel": ("wages", "individuals"),
    "public": ("goods_services", "capital"),
}
PERSONNEL, PUBLIC = ("301", "303"), ("302", "310")
_KINDS = {"basic": "basic", "project": "project"}


@cache
def seed(name: str, key: str) -> dict[str, dict[str, str]]:
    """The rows of a seed by one of their columns."""
    with (_SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return {row[key]: row for row in csv.DictReader(stream)}


@cache
def function_name(code: str) -> str:
    """The official name of a function code."""
    return seed("function_classification", "code")[code]["name"]


@cache
def economic_name(code: str) -> str:
    with (_SEEDS / "economic_classification.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return next(r["name"] for r in rows if r["code"] == code and r["classification_system"] == "department")


def measured(measure: str) -> Callable[[Leaf], bool]:
    """Which leaves a column takes."""
    row = seed("measures", "measure")[measure]
    fund, kind, subtype, source = (
        row["fund"],
        row["expenditure_type"],
        row["expenditure_subtype"],
        row["revenue_source"],
    )
    if kind and kind not in _KINDS:
        return lambda leaf: False
    subtypes = _SUBTYPES.get(subtype, (subtype,) if subtype else ())

    def wanted(leaf: Leaf) -> bool:
        if kind and leaf.kind != kind:
            return False
        if subtypes and leaf.subtype not in subtypes:
            return False
        if source == "appropriation":
            return leaf.fund in FISCAL
        if source == "unit_funds" or (not source and fund == "unit_funds"):
            return leaf.fund not in FISCAL
        if source:
            return leaf.fund == source
        return not fund or leaf.fund == fund

    return wanted


def scope(funds: str) -> Callable[[Leaf], bool]:
    """Which money a form speaks of: all, fiscal, or one fund."""
    if funds == "all":
        return lambda leaf: True
    if funds == "fiscal":
        return lambda leaf: leaf.fund in FISCAL
    return lambda leaf: leaf.fund == funds


def _in_scope(amounts: dict[str, int], funds: str) -> int:
    wanted = {"all": lambda f: True, "fiscal": lambda f: f in FISCAL}.get(funds, lambda f: f == funds)
    return sum(amount for fund, amount in amounts.items() if wanted(fund))


def line(ledger: Ledger, item: str, funds: str = "all") -> int:
    """What a named line states (fen), within the money its form speaks of."""
    inside = scope(funds)
    if item in THREE_PUBLIC:
        return ledger.economic(*THREE_PUBLIC[item])
    if item in ("personnel_total", "public_total"):
        return ledger.economic(*(PERSONNEL if item == "personnel_total" else PUBLIC), kind="basic")
    if item == "operating_expenses":
        run = {unit.code for unit in ledger.units if unit.administrative}
        return ledger.sum(
            lambda x: (
                x.unit in run
                and x.kind == "basic"
                and x.economic.startswith(PUBLIC)
                and x.fund == "general_public_budget"
            )
        )
    if item.startswith(("opening_", "closing_")):
        amounts = ledger.opening if item.startswith("opening_") else ledger.closing
        part = item.split("_", 1)[1]
        return _in_scope(amounts, funds if part == "carry_over" else part)
    if item == "revenue_appropriation":
        return ledger.income(lambda x: inside(x) and x.fund in FISCAL)
    if item == "revenue_current_total":
        return ledger.income(inside)
    if item == "expenditure_current_total":
        return ledger.sum(inside)
    if item == "revenue_grand_total":
        return ledger.income(inside) + _in_scope(ledger.opening, funds)
    if item == "expenditure_grand_total":
        return ledger.sum(inside) + _in_scope(ledger.closing, funds)
    if item in ("basic", "project"):
        return ledger.sum(lambda x: inside(x) and x.kind == item)
    row = seed("line_items", "line_item")[item]
    source = row["revenue_source"]
    if row["role"] in ("leaf", "subtotal") and row["side"] == "revenue" and source:
        wanted = measured("unit_funds") if source == "unit_funds" else (lambda x: x.fund == source)
        return ledger.income(lambda x: inside(x) and wanted(x))
    return 0
