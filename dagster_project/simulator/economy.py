"""Who lives in the simulated city: departments and their units, staff, pay, vehicles, projects over the years.

Everything is a function of seed, body and year, so that any year of any body can be made alone and memory does not grow
with the city. Amounts are integer fen (分). What is printed of it belongs to `ledger` and the forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dagster_project.simulator.chance import chance

YUAN = 100
WAN = 10_000 * YUAN
FIRST_YEAR = 2010  # growth counts from here
RENAMED_PER_MILLE = 60  # departments that are renamed once within the twenty years from the first


@dataclass(frozen=True, slots=True)
class Unit:
    """One budget unit: the department itself (本级, administrative) or a public undertaking below it."""

    code: str
    name: str
    administrative: bool
    staff: int
    authorised: int
    retired: int
    vehicles: int
    slots: int  # how many projects it runs at a time


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


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the city; `body` is its entry in words/city.yml."""

    seed: int
    number: int
    code: str
    stem: str
    body: dict[str, Any]
    units: tuple[Unit, ...]
    renamed_from: int | None  # first year under the new name

    def name(self, year: int) -> str:
        stem = self.stem
        if self.renamed_from is not None and year >= self.renamed_from:
            stem = self.body["renamed"]
        return city_words()["city"] + stem


@cache
def city_words() -> dict[str, Any]:
    """words/city.yml."""
    return yaml.safe_load((Path(__file__).parent / "words" / "city.yml").read_text(encoding="utf-8"))


def department(seed: int, number: int, units: int) -> Department:
    """The department of this number (from 0), with `units` budget units, the department itself the first of them."""
    words = city_words()
    bodies, streets = words["bodies"], words["streets"]
    if number < len(bodies):
        body = bodies[number]
        stem = body["name"]
    else:
        rest = number - len(bodies)
        first, second = streets["first"], streets["second"]
        kind = streets["kinds"][rest // (len(first) * len(second)) % len(streets["kinds"])]
        stem = first[rest % len(first)] + second[rest // len(first) % len(second)] + kind
        if rest >= len(first) * len(second) * len(streets["kinds"]):
            raise ValueError("too many departments")
        body = streets["body"]
    draw = chance(seed, "department", number)
    code = f"{number + 101:03d}"
    renamed = None
    if "renamed" in body and draw.randint(1, 1000) <= RENAMED_PER_MILLE:
        renamed = FIRST_YEAR + draw.randint(5, 20)
    return Department(seed, number, code, stem, body, _units(seed, number, code, stem, body, units), renamed)


def largest_city() -> int:
    """How many departments the words can name."""
    streets = city_words()["streets"]
    return len(city_words()["bodies"]) + len(streets["first"]) * len(streets["second"]) * len(streets["kinds"])


def _units(seed: int, number: int, code: str, stem: str, body: dict[str, Any], units: int) -> tuple[Unit, ...]:
    city = city_words()["city"]
    made = []
    for position in range(units):
        draw = chance(seed, "unit", number, position)
        administrative = position == 0
        staff = draw.randint(16, 70) if administrative else draw.randint(12, 120)
        if administrative:
            name = city + stem
        else:
            names = body["units"]
            again = (position - 1) // len(names)
            owner = stem.removesuffix("街道办事处") if "街道" in stem else ""
            name = (
                city
                + owner
                + (f"第{'二三四五六七八九十'[again - 1]}" if again else "")
                + names[(position - 1) % len(names)]
            )
        made.append(
            Unit(
                f"{code}{position + 1:03d}",
                name,
                administrative,
                staff,
                staff + draw.randint(0, 6),
                draw.randint(4, 40),
                draw.choice((0, 1, 2, 2, 3, 4)) if administrative else draw.choice((0, 0, 1, 2)),
                draw.randint(2, 4) if administrative else draw.randint(1, 2),
            )
        )
    return tuple(made)


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
