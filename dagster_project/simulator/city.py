"""The whole city into a folder: `inbox/` what was published, `truth/` what is right, `departments.csv` and
`department_successions.csv` who publishes.

One disclosure after another, nothing kept: memory does not grow with the city, and any part of it is the same whatever
else is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from dagster_project.simulator import registry
from dagster_project.simulator.composition import compose
from dagster_project.simulator.economy import Department, Unit, department
from dagster_project.simulator.family import Publisher, publisher
from dagster_project.simulator.government import CODE, CityLedger, compose_city
from dagster_project.simulator.issue import RECORDS, Body, Issue, Made
from dagster_project.simulator.ledger import Ledger, ledger
from dagster_project.simulator.plan import Plan
from dagster_project.simulator.truth_files import TruthFiles

_STAGES = ("budget", "final")


def simulate(plan: Plan, told: Callable[[int, int], None] = lambda done, total: None) -> Made:
    """Makes the city. `told(done, total)` is called after each department. Raises `PlanError`."""
    plan.check()
    inbox = plan.out / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    numbers = plan.numbers()
    with TruthFiles(plan.out / "truth", RECORDS) as files:
        issue = Issue(plan, inbox, files, Made())
        for done, number in enumerate(numbers):
            body = department(plan.seed, number, plan.units, plan.city)
            for turn, (unit, year, printer) in enumerate(_disclosures(plan, body)):
                _department(issue, body, unit, year, printer, plan.formats[(done + turn) % len(plan.formats)])
            told(done + 1, len(numbers))
        for turn, (stage, year, printer) in enumerate(_of_the_city(plan)):
            _government(issue, stage, year, printer, plan.formats[turn % len(plan.formats)])
    with_city = bool(plan.families_of("budget", "government") + plan.families_of("final", "government"))
    registry.write(plan.out / "departments.csv", plan, with_city)
    registry.write_successions(plan.out / "department_successions.csv", plan)
    return issue.made


def _disclosures(plan: Plan, body: Department) -> Iterator[tuple[Unit | None, int, Publisher]]:
    """Of each year the budget, in the one family of budgets the body uses, and the final account; of it and its units."""
    below: list[Unit | None] = [unit for unit in body.units if not unit.administrative]
    for year in range(plan.first_year, plan.last_year + 1):
        if not body.exists_in(year):
            continue
        for stage in _STAGES:
            if (family := plan.family_of(body.number, stage)) is not None:
                for unit in [None, *below]:
                    yield unit, year, publisher(family, plan.seed, body.number)


def _of_the_city(plan: Plan) -> Iterator[tuple[str, int, Publisher]]:
    """Of each year the city's own budget and final account."""
    for year in range(plan.first_year, plan.last_year + 1):
        for stage in _STAGES:
            for family in plan.families_of(stage, "government"):
                yield stage, year, publisher(family, plan.seed, -1)


def _department(issue: Issue, of: Department, unit: Unit | None, year: int, printer: Publisher, form: str) -> None:
    code = unit.code if unit else of.code
    key = (of.seed, of.number, unit.code if unit else "", year, printer.family["family"])
    book = ledger(of, unit, year, printer.family["stage"], printer.grain, printer.carries)
    name = of.name(year) if unit is None else unit.name
    issue.publish(Body(code, name, key), printer, form, lambda years: compose(of, unit, year + years, printer), book)


def _government(issue: Issue, stage: str, year: int, printer: Publisher, form: str) -> None:
    def composed(years: int):
        now, prior = (city_ledger(issue.plan, stage, year + years + back) for back in (0, -1))
        planned = city_ledger(issue.plan, "budget", year + years) if stage == "final" else None
        return compose_city(now, prior, planned, printer)

    book = city_ledger(issue.plan, stage, year)
    key = (issue.plan.seed, CODE, year, printer.family["family"])
    issue.publish(Body(CODE, book.department.name(year), key), printer, form, composed, book)


@lru_cache(maxsize=8)  # a year of the city is asked for by its own documents and by those of the next
def city_ledger(plan: Plan, stage: str, year: int) -> Ledger:
    """All departments of the plan added up, each as it prints itself."""
    whole = CityLedger(plan.seed, plan.city, year, stage)
    for number in plan.numbers():
        family = plan.family_of(number, stage)
        if family is not None:
            body = department(plan.seed, number, plan.units, plan.city)
            whole.add(body, publisher(family, plan.seed, number).grain)
    return whole.sum()
