"""One disclosure into the inbox and its truth beside it: which format, whether late, corrected or withheld, which faults."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dagster_project.simulator import faults, truth, writers
from dagster_project.simulator.chance import chance
from dagster_project.simulator.document import Paragraph, Printed
from dagster_project.simulator.family import Publisher
from dagster_project.simulator.figures import line
from dagster_project.simulator.ledger import Ledger
from dagster_project.simulator.plan import Plan
from dagster_project.simulator.truth_files import TruthFiles

RECORDS = {
    "documents": truth.DocumentTruth,
    "figures": truth.FigureTruth,
    "claims": truth.ClaimTruth,
    "faults": truth.FaultTruth,
    "people": truth.PersonTruth,
    "totals": truth.TotalTruth,
}
_TOTALS = (
    "revenue_grand_total",
    "expenditure_grand_total",
    "revenue_current_total",
    "revenue_appropriation",
    "expenditure_current_total",
    "basic",
    "project",
    "opening_carry_over",
    "closing_carry_over",
    "three_public_total",
    "operating_expenses",
)
WITHHELD, CORRECTED, LATE = 20, 30, 80  # per mille of the disclosures of a city with faults


@dataclass(slots=True)
class Made:
    """What was made, for the report. `seconds`: documents and seconds by format, drawing and writing alone."""

    documents: int = 0
    figures: int = 0
    claims: int = 0
    faults: int = 0
    seconds: dict[str, tuple[int, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """Who publishes: department, unit or city, with the key of what chance decides about a disclosure of it."""

    code: str
    name: str
    key: tuple[object, ...]


@dataclass(slots=True)
class Issue:
    """The inbox and the truth of one city, written one disclosure after another: nothing is kept."""

    plan: Plan
    inbox: Path
    files: TruthFiles
    made: Made

    def publish(
        self,
        body: Body,
        publisher: Publisher,
        form: str,
        composed: Callable[[int], Printed],
        book: Ledger,
    ) -> None:
        """Publishes what `composed(0)` draws, in one format; `composed(-1)` is the same body's of the year before."""
        plan, key = self.plan, body.key
        draw = chance("published", *key)
        fate = draw.randint(1, 1000) if plan.fault_rate else 1000
        withheld, corrected = fate <= WITHHELD, WITHHELD < fate <= WITHHELD + CORRECTED
        late = draw.randint(1, 60) if 1000 - LATE < fate < 1000 else 0
        started = time.perf_counter()
        printed = composed(0)
        self.files.add("totals", list(_totals(body, printed, book)))
        for version in [1, 2] if corrected else [1]:
            name = f"{printed.name}{'（更正）' if version == 2 else ''}{writers.suffix(form)}"
            about = truth.DocumentTruth(
                name, body.code, printed.department, printed.year, printed.stage, printed.level, printed.family, form,
                publisher.rounding, publisher.truncates, version, not withheld, late,
            )  # fmt: skip
            self.files.add("documents", [about])
            if withheld:
                return
            shown = printed if version == 2 or not corrected else composed(0)
            planted: list[faults.Fault] = []
            if plan.fault_rate and version == 1:
                rate = 1.0 if corrected else plan.fault_rate
                planted = faults.spoil(shown, composed(-1), rate, plan.fault_kinds, chance("faults", *key))
            if version == 2:
                shown.blocks.insert(0, Paragraph(["（更正）"], centered=True))
            content, places = writers.write(shown, form)
            (self.inbox / name).write_bytes(content)
            count, seconds = self.made.seconds.get(form, (0, 0.0))
            self.made.seconds[form] = (count + 1, seconds + time.perf_counter() - started)
            self._record(shown, name, places, planted)
            started = time.perf_counter()

    def _record(self, shown: Printed, name: str, places: dict, planted: list[faults.Fault]) -> None:
        """The truth of one file."""
        figures = list(truth.figures(shown, name, places))
        claims = list(truth.claims(shown, name))
        self.files.add("figures", figures)
        self.files.add("claims", claims)
        self.files.add("faults", list(truth.faults(planted, name, places)))
        self.files.add("people", list(truth.people(shown, name, places)))
        self.made.documents += 1
        self.made.figures += len(figures)
        self.made.claims += len(claims)
        self.made.faults += len(planted)


def _totals(body: Body, printed: Printed, book: Ledger) -> Iterable[truth.TotalTruth]:
    for item in _TOTALS:
        yield truth.TotalTruth(
            body.code,
            printed.department,
            printed.year,
            printed.stage,
            printed.level,
            item,
            truth.yuan(line(book, item)),
        )
