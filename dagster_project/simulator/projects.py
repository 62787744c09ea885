"""The projects of the budget units: each runs for some years, then another takes its slot. Amounts are integer fen (分)."""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.simulator.chance import chance
from dagster_project.simulator.economy import FIRST_YEAR, WAN, Department, Unit, city_words


@dataclass(frozen=True, slots=True)
class Project:
    """One project in one year. `years` it runs in all, `amount` fen this year."""

    name: str
    function: str
    economic: str
    subtype: str  # general | special | other
    fund: str
    amount: int
    years: int
    start: int
    noun: str


def grown(base: int, year: int, *key: object) -> int:
    """`base` fen of the first year in a later year: steady growth, and what the single year brings."""
    amount = base
    pace = chance(*key, "pace").randint(1010, 1045)
    for _ in range(year - FIRST_YEAR):
        amount = amount * pace // 1000
    return amount * chance(*key, "year", year).randint(960, 1040) // 1000


def projects(of: Department, unit: Unit, year: int) -> list[Project]:
    """The projects of a unit in a year, one for each slot that is not idle."""
    made = []
    for slot in range(unit.slots):
        draw = chance(of.seed, "slot", unit.code, slot)
        years, offset = draw.choice((1, 2, 3, 3, 5)), draw.randint(0, 4)
        turn = (year - FIRST_YEAR + offset) // years
        start = turn * years - offset + FIRST_YEAR
        made.append(_project(of, unit, year, slot, turn, years, start))
    return [p for p in made if p.amount]


def _project(of: Department, unit: Unit, year: int, slot: int, turn: int, years: int, start: int) -> Project:
    body = of.body
    draw = chance(of.seed, "project", unit.code, slot, turn)
    noun = body["nouns"][(slot + turn) % len(body["nouns"])]
    fund, function = "general_public_budget", body["group"] + draw.choice(body["items"])
    if not unit.administrative:
        function = body["unit_item"]
        if body.get("own") and slot == unit.slots - 1:
            fund = "undertaking"
    elif slot == 0 and "fund" in body:
        fund, function = "government_fund", body["fund"]
    elif slot == 1 and "capital" in body:
        fund, function = "state_capital", body["capital"]
    name = draw.choice(city_words()["project_forms"]).format(noun=noun)
    if turn % 2:
        name += f"（{'一二三四五六七八九十'[turn // 2 % 10]}期）"
    base = draw.choice((8, 12, 20, 36, 55, 80, 120, 240)) * WAN * draw.randint(900, 1100) // 1000
    return Project(
        name,
        function,
        draw.choice(("30201", "30213", "30214", "30218", "30226", "30227", "31003", "31007")),
        draw.choice(("general", "general", "special", "other")),
        fund,
        grown(base, year, of.seed, "project", unit.code, slot, turn),
        years,
        start,
        noun,
    )
