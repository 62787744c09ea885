"""Who lives in the simulated city: departments and their units, their staff and vehicles, and the city's reorganisation.

Everything is a function of seed, body and year, so that any year of any body can be made alone and memory does not grow
with the city. Amounts are integer fen (分). What they do is `projects`, what they are paid `staff`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dagster_project.simulator.chance import chance

YUAN = 100
WAN = 10_000 * YUAN
FIRST_YEAR = 2010  # growth counts from here
FIRST_CODE = 201  # budget codes of the departments count from here
RENAMED_PER_MILLE = 250  # of the departments when the city reorganises itself


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
class Department:
    """A department of the city; `body` is its entry in words/city.yml. The city reorganises itself once: in the year
    `reform` some bodies are renamed, some join another, some are founded out of another."""

    seed: int
    number: int
    city: str
    code: str
    stem: str
    body: dict[str, Any]
    units: tuple[Unit, ...]  # as long as nothing is reorganised
    reform: int
    renamed: bool
    joined: tuple[Unit, ...] = ()  # administrations that are part of this body from the reform on
    parted: tuple[Unit, ...] = ()  # and those that were part of it before

    def name(self, year: int) -> str:
        stem = self.stem
        if self.renamed and year >= self.reform:
            stem = self.body["renamed"]
        return self.city + stem

    def exists_in(self, year: int) -> bool:
        if "joins" in self.body:
            return year < self.reform
        return year >= self.reform if "parts_from" in self.body else True

    def units_in(self, year: int) -> tuple[Unit, ...]:
        """Its budget units in a year: who joined it, or has not parted yet, is part of its own administration."""
        if not self.exists_in(year):
            return ()
        own, *below = self.units
        for other in self.joined if year >= self.reform else self.parted:
            own = replace(
                own,
                staff=own.staff + other.staff,
                authorised=own.authorised + other.authorised,
                retired=own.retired + other.retired,
                vehicles=own.vehicles + other.vehicles,
                slots=own.slots + 1,
            )
        return own, *below


@cache
def city_words() -> dict[str, Any]:
    """words/city.yml."""
    return yaml.safe_load((Path(__file__).parent / "words" / "city.yml").read_text(encoding="utf-8"))


def department(seed: int, number: int, units: int, city: str = "") -> Department:
    """The department of this number (from 0), with `units` budget units, the department itself the first of them."""
    city = city or city_words()["city"]
    stem, body = _body(number)
    draw = chance(seed, "department", number)
    reform = reform_year(seed)
    code = code_of(number)
    return Department(
        seed,
        number,
        city,
        code,
        stem,
        body,
        _units(seed, number, city, code, stem, body, units),
        reform,
        "renamed" in body and draw.randint(1, 1000) <= RENAMED_PER_MILLE,
        *(_administrations(seed, city, related(stem, how)) for how in ("joins", "parts_from")),
    )


def reform_year(seed: int) -> int:
    """The year in which the city reorganises its departments."""
    return FIRST_YEAR + chance(seed, "reform").randint(5, 20)


def code_of(number: int) -> str:
    return f"{number + FIRST_CODE:03d}"


def related(stem: str, how: str) -> list[int]:
    """The numbers of the bodies that join (`joins`) or part from (`parts_from`) the body of this name."""
    return [number for number, body in enumerate(city_words()["bodies"]) if body.get(how) == stem]


def body_names() -> list[str]:
    """The names of the listed bodies."""
    return [body["name"] for body in city_words()["bodies"]]


def number_of(stem: str) -> int | None:
    """The number of a body by its name; none where no such body is listed."""
    return next((n for n, body in enumerate(city_words()["bodies"]) if body["name"] == stem), None)


def _administrations(seed: int, city: str, numbers: list[int]) -> tuple[Unit, ...]:
    made: list[Unit] = []
    for number in numbers:
        stem, body = _body(number)
        made += _units(seed, number, city, code_of(number), stem, body, 1)
    return tuple(made)


def _body(number: int) -> tuple[str, dict[str, Any]]:
    """The name of a department and its entry: the listed bodies first, then offices of quarters."""
    words = city_words()
    bodies, streets = words["bodies"], words["streets"]
    if number < len(bodies):
        return bodies[number]["name"], bodies[number]
    rest = number - len(bodies)
    first, second = streets["first"], streets["second"]
    if rest >= len(first) * len(second) * len(streets["kinds"]):
        raise ValueError("too many departments")
    kind = streets["kinds"][rest // (len(first) * len(second))]
    return first[rest % len(first)] + second[rest // len(first) % len(second)] + kind, streets["body"]


def largest_city() -> int:
    """How many departments the words can name."""
    streets = city_words()["streets"]
    return len(city_words()["bodies"]) + len(streets["first"]) * len(streets["second"]) * len(streets["kinds"])


def _units(
    seed: int, number: int, city: str, code: str, stem: str, body: dict[str, Any], units: int
) -> tuple[Unit, ...]:
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
