"""The whole city into a folder: `inbox/` what was published, `truth/` what is right.

One disclosure after another, nothing kept: memory does not grow with the city, and any part of it is the same whatever
else is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dagster_project.simulator import faults, registry, truth, writers
from dagster_project.simulator.chance import chance
from dagster_project.simulator.composition import compose
from dagster_project.simulator.document import Printed
from dagster_project.simulator.economy import Department, Unit, body_names, department, largest_city, number_of
from dagster_project.simulator.family import Publisher, load, names, publisher
from dagster_project.simulator.figures import line
from dagster_project.simulator.ledger import ledger
from dagster_project.simulator.truth_files import TruthFiles

RECORDS = {
    "documents": truth.DocumentTruth,
    "figures": truth.FigureTruth,
    "claims": truth.ClaimTruth,
    "faults": truth.FaultTruth,
    "people": truth.PersonTruth,
    "totals": truth.TotalTruth,
}
_TOTALS = {
    "revenue_grand_total": "all",
    "expenditure_grand_total": "all",
    "revenue_current_total": "all",
    "revenue_appropriation": "all",
    "expenditure_current_total": "all",
    "basic": "all",
    "project": "all",
    "opening_carry_over": "all",
    "closing_carry_over": "all",
    "three_public_total": "all",
    "operating_expenses": "all",
}
WITHHELD, CORRECTED, LATE = 20, 30, 80  # per mille of the disclosures of a city with faults


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for. `fault_kinds` empty: all kinds of publishers."""

    out: Path
    departments: int
    units: int
    first_year: int
    last_year: int
    families: tuple[str, ...]
    formats: tuple[str, ...]
    fault_rate: float = 0.0
    fault_kinds: tuple[str, ...] = ()
    seed: int = 1
    city: str = ""  # the name of the city; empty: the one of the words
    bodies: tuple[str, ...] = ()  # only these departments, by their names without the city's; empty: `departments` of them

    def numbers(self) -> list[int]:
        """The numbers of the departments of this city."""
        if not self.bodies:
            return list(range(self.departments))
        return [number for body in self.bodies if (number := number_of(body)) is not None]


class PlanError(ValueError):
    """The call asks for what there is not."""


@dataclass(slots=True)
class Made:
    """What was made, for the report."""

    documents: int = 0
    figures: int = 0
    claims: int = 0
    faults: int = 0
    seconds: dict[str, tuple[int, float]] | None = None


def check(plan: Plan) -> None:
    """Raises `PlanError` in one line where the plan cannot be carried out."""
    if unknown := [body for body in plan.bodies if number_of(body) is None]:
        raise PlanError(f"--bodies：没有 {'、'.join(unknown)}；可用的有 {'、'.join(body_names())}")
    if not 1 <= plan.departments <= largest_city():
        raise PlanError(f"--departments：须在 1 到 {largest_city()} 之间，给出的是 {plan.departments}")
    if not 1 <= plan.units <= 20:
        raise PlanError(f"--units：须在 1 到 20 之间，给出的是 {plan.units}")
    if not 2012 <= plan.first_year <= plan.last_year <= 2040:
        raise PlanError(f"--years：须为 2012 到 2040 之间的起止年，给出的是 {plan.first_year}-{plan.last_year}")
    for kind, given, known in (
        ("--families", plan.families, names()),
        ("--formats", plan.formats, writers.formats()),
        ("--fault", plan.fault_kinds, faults.kinds()),
    ):
        if unknown := [name for name in given if name not in known]:
            raise PlanError(f"{kind}：没有 {'、'.join(unknown)}；可用的有 {'、'.join(known)}")
    if not 0 <= plan.fault_rate <= 1:
        raise PlanError(f"--faults：须在 0 到 1 之间，给出的是 {plan.fault_rate}")


def simulate(plan: Plan, told: Callable[[int, int], None] = lambda done, total: None) -> Made:
    """Makes the city. `told(done, total)` is called after each department."""
    check(plan)
    inbox = plan.out / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    made = Made()
    with TruthFiles(plan.out / "truth", RECORDS) as files:
        numbers = plan.numbers()
        for done, number in enumerate(numbers):
            body = department(plan.seed, number, plan.units, plan.city)
            for turn, (unit, year, printer) in enumerate(_disclosures(plan, body)):
                _publish(plan, inbox, files, made, body, unit, year, printer, done + turn)
            told(done + 1, len(numbers))
    registry.write(plan.out / "departments.csv", plan.seed, numbers, plan.units, plan.city, plan.last_year)
    return made


def _disclosures(plan: Plan, body: Department) -> Iterator[tuple[Unit | None, int, Publisher]]:
    """Of each year the budget, in the one family of budgets the body uses, and the final account; of it and its units."""
    budgets = [name for name in plan.families if load(name)["stage"] == "budget"]
    finals = [name for name in plan.families if load(name)["stage"] == "final"]
    used = ([budgets[body.number % len(budgets)]] if budgets else []) + finals
    below: list[Unit | None] = [unit for unit in body.units if not unit.administrative]
    for year in range(plan.first_year, plan.last_year + 1):
        if not body.exists_in(year):
            continue
        for name in used:
            for unit in [None, *below]:
                yield unit, year, publisher(name, plan.seed, body.number)


def _publish(
    plan: Plan,
    inbox: Path,
    files: TruthFiles,
    made: Made,
    body: Department,
    unit: Unit | None,
    year: int,
    printer: Publisher,
    turn: int,
) -> None:
    key = (plan.seed, body.number, unit.code if unit else "", year, printer.family["family"])
    draw = chance("published", *key)
    fate = draw.randint(1, 1000) if plan.fault_rate else 1000
    withheld, corrected = fate <= WITHHELD, WITHHELD < fate <= WITHHELD + CORRECTED
    late = draw.randint(1, 60) if fate > 1000 - LATE else 0
    form = plan.formats[turn % len(plan.formats)]
    printed = compose(body, unit, year, printer)
    code = unit.code if unit else body.code
    _totals(files, body, unit, year, printer, code, printed)
    versions = [1, 2] if corrected else [1]
    for version in versions:
        name = f"{printed.name}{'（更正）' if version == 2 else ''}{writers.suffix(form)}"
        about = truth.DocumentTruth(
            name, code, printed.department, year, printed.stage, printed.level, printed.family, form,
            printer.rounding, printer.truncates, version, not withheld, late,
        )  # fmt: skip
        files.add("documents", [about])
        if withheld:
            return
        shown = printed if version == len(versions) else compose(body, unit, year, printer)
        planted: list[faults.Fault] = []
        if plan.fault_rate and version == 1:
            rate = 1.0 if corrected else plan.fault_rate
            before = compose(body, unit, year - 1, printer)
            planted = faults.spoil(shown, before, rate, plan.fault_kinds, chance("faults", *key))
        if version == 2:
            shown.blocks.insert(0, _correction())
        content, places = writers.write(shown, form)
        (inbox / name).write_bytes(content)
        figures = list(truth.figures(shown, name, places))
        claims = list(truth.claims(shown, name))
        files.add("figures", figures)
        files.add("claims", claims)
        files.add("faults", list(truth.faults(planted, name, places)))
        files.add("people", list(truth.people(shown, name, places)))
        made.documents += 1
        made.figures += len(figures)
        made.claims += len(claims)
        made.faults += len(planted)


def _correction():
    from dagster_project.simulator.document import Paragraph

    return Paragraph(["（更正）"], centered=True)


def _totals(
    files: TruthFiles, body: Department, unit: Unit | None, year: int, printer: Publisher, code: str, printed: Printed
) -> None:
    book = ledger(body, unit, year, printed.stage, printer.grain)
    rows = [
        truth.TotalTruth(
            code, printed.department, year, printed.stage, printed.level, item, truth.yuan(line(book, item, funds))
        )
        for item, funds in _TOTALS.items()
    ]
    files.add("totals", rows)
