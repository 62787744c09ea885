"""Pay and running costs: the basic expenditure of one unit, from its staff, its pensioners and its vehicles."""

from __future__ import annotations

from dagster_project.simulator.chance import chance
from dagster_project.simulator.economy import FIRST_YEAR, YUAN, Department, Unit
from dagster_project.simulator.projects import grown

# goods and services a head and year in yuan: from, to
_GOODS = {
    "30201": (2_400, 4_200),
    "30202": (150, 600),
    "30205": (80, 260),
    "30206": (300, 900),
    "30207": (400, 1_000),
    "30211": (600, 1_800),
    "30213": (200, 900),
    "30215": (60, 240),
    "30216": (200, 700),
    "30226": (300, 1_500),
    "30228": (700, 1_200),
    "30229": (500, 900),
    "30299": (100, 500),
}


def basic_leaves(of: Department, unit: Unit, year: int) -> list[tuple[str, str, str, int]]:
    """(function item, economic item, subtype, fen) of the basic expenditure of a unit in a year."""
    seed, body = of.seed, of.body
    running = body["group"] + "01" if unit.administrative else body["unit_item"]
    head = unit.staff * YUAN

    def paid(economic: str, low: int, high: int, count: int = head) -> int:
        rate = chance(seed, "rate", unit.code, economic).randint(low, high)
        return grown(rate * count, year, seed, unit.code, economic)

    base = paid("30101", 30_000, 36_000)
    second = paid("30102", 24_000, 30_000) if unit.administrative else paid("30107", 28_000, 36_000)
    bonus = paid("30103", 12_000, 20_000)
    contributory = base + second + bonus
    leaves = [
        (running, "30101", "wages", base),
        (running, "30102" if unit.administrative else "30107", "wages", second),
        (running, "30103", "wages", bonus),
        (running, "30199", "wages", paid("30199", 800, 5_000)),
        ("2080505", "30108", "wages", contributory * 16 // 100),
        ("2080506", "30109", "wages", contributory * 8 // 100),
        ("2101101" if unit.administrative else "2101102", "30110", "wages", contributory * 9 // 100),
        ("2210201", "30113", "wages", contributory * 12 // 100),
        (
            "2080501" if unit.administrative else "2080502",
            "30302",
            "individuals",
            paid("30302", 2_000, 6_000, unit.retired * YUAN),
        ),
    ]
    leaves += [(running, code, "goods_services", paid(code, *span)) for code, span in sorted(_GOODS.items())]
    leaves.append((running, "30217", "goods_services", paid("30217", 40, 260)))
    if unit.administrative:
        leaves.append((running, "30239", "goods_services", paid("30239", 6_000, 9_000)))
    if unit.vehicles:
        leaves.append((running, "30231", "goods_services", paid("30231", 18_000, 32_000, unit.vehicles * YUAN)))
    yearly = chance(seed, "yearly", unit.code, year)
    if unit.administrative and yearly.random() < 0.2:
        leaves.append((running, "30212", "goods_services", yearly.randint(20_000, 150_000) * YUAN))
    if unit.vehicles and yearly.random() < 0.15:
        leaves.append((running, "31013", "capital", yearly.randint(120_000, 220_000) * YUAN))
    if yearly.random() < 0.5:
        leaves.append((running, "31002", "capital", yearly.randint(8_000, 120_000) * YUAN))
    return leaves if year >= FIRST_YEAR else []
