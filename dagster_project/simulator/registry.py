"""The registry of a simulated city, in the columns of `seeds/departments.csv` and `department_successions.csv`: its rows go
there when the city is to be known to a warehouse, with who was renamed, who joined another body and who was founded out of
one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from dagster_project.simulator.economy import Department, code_of, department, number_of
from dagster_project.simulator.government import city_body
from dagster_project.simulator.plan import Plan

COLUMNS = (
    "department_id",
    "department_code",
    "department_name",
    "aliases",
    "parent_department_id",
    "unit_kind",
    "region",
    "valid_from_year",
    "valid_to_year",
    "successor_department_id",
)
SUCCESSIONS = ("predecessor_department_id", "successor_department_id", "valid_from_year", "kind")


def write(path: Path, plan: Plan, with_city: bool) -> None:
    """Writes the registry as it stands in the plan's last year: a reform after it has not happened yet."""
    numbers = plan.numbers()
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(COLUMNS)
        if with_city:
            table.writerow(_city(city_body(plan.seed, plan.city)))
        for number in sorted(numbers):
            table.writerows(_rows(department(plan.seed, number, plan.units, plan.city), plan.last_year))


def write_successions(path: Path, plan: Plan) -> None:
    """Writes what the reform did, as far as it happened within the plan: who joined whom, and who parted from whom."""
    numbers = plan.numbers()
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(SUCCESSIONS)
        for number in sorted(numbers):
            body = department(plan.seed, number, plan.units, plan.city)
            for how, kind in (("joins", "merged"), ("parts_from", "split")):
                other = number_of(body.body[how]) if how in body.body else None
                if other in numbers and other is not None and body.reform <= plan.last_year:
                    pair = [body.code, code_of(other)]
                    table.writerow([*(pair if kind == "merged" else reversed(pair)), body.reform, kind])


def _city(body: Department) -> list[str]:
    name = body.name(body.reform)
    return [body.code, body.code, name, body.city, "", "administrative", body.city, "", "", ""]


def _rows(body: Department, last_year: int) -> Iterator[list[str]]:
    """A department and its units."""
    name, before = body.name(last_year), body.name(body.reform - 1)
    past = body.reform <= last_year
    since = str(body.reform) if "parts_from" in body.body else ""
    until = str(body.reform - 1) if past and "joins" in body.body else ""
    alias = before if before != name else ""
    yield [body.code, body.code, name, alias, "", "administrative", body.city, since, until, ""]
    for unit in body.units:
        kind = "administrative" if unit.administrative else "public_institution"
        shown = name + "（本级）" if unit.administrative else unit.name
        yield [unit.code, unit.code, shown, "", body.code, kind, body.city, since, until, ""]
