"""What a topic of the narrative states (seeds/topics.csv), as money or count of one ledger."""

from __future__ import annotations

from random import Random

from dagster_project.simulator.chance import chance
from dagster_project.simulator.economy import WAN, YUAN
from dagster_project.simulator.figures import line
from dagster_project.simulator.ledger import FISCAL, Leaf, Ledger

_TOTALS = {
    "revenue_and_expenditure_total": ("expenditure_grand_total", "all"),
    "revenue_total": ("revenue_grand_total", "all"),
    "expenditure_total": ("expenditure_grand_total", "all"),
    "revenue_current_total": ("revenue_current_total", "all"),
    "expenditure_current_total": ("expenditure_current_total", "all"),
    "appropriation_total": ("expenditure_grand_total", "fiscal"),
    "appropriation_expenditure": ("expenditure_current_total", "fiscal"),
    "appropriation_revenue": ("revenue_current_total", "fiscal"),
    "general_public_budget_total": ("expenditure_grand_total", "general_public_budget"),
    "general_public_budget_expenditure": ("expenditure_current_total", "general_public_budget"),
    "government_fund_total": ("expenditure_grand_total", "government_fund"),
    "government_fund_expenditure": ("expenditure_current_total", "government_fund"),
    "state_capital_expenditure": ("expenditure_current_total", "state_capital"),
    "own_general_expenditure": ("expenditure_current_total", "general_public_budget"),
    "own_fund_expenditure": ("expenditure_current_total", "government_fund"),
    "basic_expenditure": ("basic", "all"),
    "project_expenditure": ("project", "all"),
    "general_public_budget_basic": ("basic", "general_public_budget"),
    "basic_personnel": ("personnel_total", "all"),
    "basic_public": ("public_total", "all"),
}
_BOUGHT = {  # economic items of projects -> what is procured of them, and how much of a hundred
    "procurement_goods": (("30201", "30218", "31003", "31007"), 60),
    "procurement_works": (("30213",), 70),
    "procurement_services": (("30214", "30226", "30227"), 50),
}
_SMALL = {  # what goes to small enterprises: how much of a hundred of what is procured, at least and at most
    "procurement_sme": (40, 100),
    "procurement_sme_reserved": (30, 60),
}
_SMALLER = {"procurement_micro": "procurement_sme", "procurement_micro_reserved": "procurement_sme_reserved"}
_STAFF = {"staff_actual": "staff", "staff_retired": "retired", "staff_authorised": "authorised"}
LARGE = 100 * WAN
EXCELLENT = 9_000  # hundredths of a point


def money(ledger: Ledger, topic: str) -> int:
    """The fen a topic states."""
    if topic in _TOTALS:
        return line(ledger, *_TOTALS[topic])
    if topic in _BOUGHT:
        codes, percent = _BOUGHT[topic]
        return _even(ledger.sum(lambda x: x.kind == "project" and x.economic in codes) * percent // 100)
    if topic == "procurement_total":
        return sum(money(ledger, part) for part in _BOUGHT)
    if topic in _SMALL:
        percent = _draw(ledger, topic).randint(*_SMALL[topic])
        return _even(money(ledger, "procurement_total") * percent // 100)
    if topic in _SMALLER:
        return _even(money(ledger, _SMALLER[topic]) * _draw(ledger, topic).randint(20, 90) // 100)
    if topic in ("performance_target_projects", "performance_self_evaluated_projects"):
        return sum(leaf.amount for leaf in project_leaves(ledger))
    if topic == "performance_large_projects":
        return sum(leaf.amount for leaf in project_leaves(ledger) if leaf.amount >= LARGE)
    if topic == "assets_vehicles":
        return sum(unit.vehicles * 168_000 * YUAN for unit in ledger.units)
    if topic == "assets_buildings":
        return sum(unit.staff * 85_000 * YUAN for unit in ledger.units)
    if topic == "assets_fixed":
        others = sum(unit.staff * 23_000 * YUAN for unit in ledger.units)
        return money(ledger, "assets_vehicles") + money(ledger, "assets_buildings") + others
    return line(ledger, topic)


def count(ledger: Ledger, topic: str) -> int:
    """The number a counting topic states."""
    if topic in ("performance_target_projects", "performance_self_evaluated_projects"):
        return len(project_leaves(ledger))
    if topic.startswith("performance_rated"):
        excellent = sum(1 for points in _points(ledger) if points >= EXCELLENT)
        return excellent if topic == "performance_rated_excellent" else len(_points(ledger)) - excellent
    if topic.startswith("performance_problems"):
        found, left = _problems(ledger)
        return {"performance_problems": found, "performance_problems_under_way": left}.get(topic, found - left)
    if topic in _STAFF:
        return sum(getattr(unit, _STAFF[topic]) for unit in ledger.units)
    if topic.startswith("staff_authorised_"):
        own = topic == "staff_authorised_administrative"
        return sum(unit.authorised for unit in ledger.units if unit.administrative is own)
    if topic == "performance_large_projects":
        return sum(1 for leaf in project_leaves(ledger) if leaf.amount >= LARGE)
    if topic == "offices":
        return 1 + len(ledger.department.body["offices"])
    if topic in ("vehicles_held", "vehicles_kept"):
        return ledger.vehicles()
    if topic == "vehicles_general":
        return sum(unit.vehicles for unit in ledger.units if unit.administrative)
    if topic == "vehicles_other_use":
        return sum(unit.vehicles for unit in ledger.units if not unit.administrative)
    if topic == "vehicles_purchased":
        return ledger.bought()
    draw = _draw(ledger, "receptions")
    batches = max(1, money(ledger, "receptions") // (draw.randint(900, 1_500) * YUAN))
    return batches if topic == "reception_batches" else batches * draw.randint(5, 9)


def score(ledger: Ledger) -> str:
    """The mean of the points its projects give themselves, as printed: of a hundred, to two decimals."""
    points = _points(ledger)
    mean = (2 * sum(points) + len(points)) // (2 * len(points))
    return f"{mean // 100}.{mean % 100:02d}"


def _points(ledger: Ledger) -> list[int]:
    """Hundredths of a point for each project with a performance form."""
    return [_draw(ledger, "points", place).randint(8_200, 10_000) for place, _ in enumerate(project_leaves(ledger))]


def _problems(ledger: Ledger) -> tuple[int, int]:
    """How many problems the evaluation found, and how many of them are not yet put right."""
    draw = _draw(ledger, "problems")
    found = draw.randint(0, 4)
    return found, draw.randint(0, found)


def _draw(ledger: Ledger, *matter: str | int) -> Random:
    return chance(ledger.department.seed, *matter, ledger.units[0].code, len(ledger.units), ledger.year)


def project_leaves(ledger: Ledger) -> list[Leaf]:
    """The leaves that are projects with a performance form."""
    return [leaf for leaf in ledger.leaves if leaf.project is not None]


def functions(ledger: Ledger, level: int, funds: tuple[str, ...] = FISCAL) -> list[tuple[str, int]]:
    """(code, fen) of the fiscal money of a ledger at one level of the classification."""
    found: dict[str, int] = {}
    for leaf in ledger.leaves:
        if leaf.fund in funds:
            code = leaf.function[:level]
            found[code] = found.get(code, 0) + leaf.amount
    return sorted(found.items())


def _even(fen: int) -> int:
    return fen // (100 * YUAN) * (100 * YUAN)
