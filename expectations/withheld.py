"""What is secret or lawfully withheld (`seeds/not_public.csv`) is never computed back.

Belongs here: which results would give away a withheld figure, and making them say nothing. A result does so where it
weighs the figure itself, or where it adds up the rows among which the figure belongs: what is left over would be it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.records import Disclosure
from expectations.figures import Figure
from expectations.identity import UNDECIDED
from expectations.relations.outcome import Outcome
from expectations.vocabulary import SEEDS

OF_THE_YEAR_BEFORE = {"implied_prior", "implied_prior_equals_prior", "change_percent", "ratio_of_the_two_years"}
REASON = "lawfully_withheld"


@dataclass(frozen=True, slots=True)
class Withheld:
    """One row of the seed; an empty form or code stands for all of them."""

    department_id: str
    fiscal_year: int
    stage: str
    form_id: str
    code: str


@lru_cache(maxsize=1)
def seed() -> tuple[Withheld, ...]:
    """The rows of the seed."""
    with (SEEDS / "not_public.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Withheld(r["department_id"], int(r["fiscal_year"]), r["stage"], r["form_id"], r["code"])
            for r in csv.DictReader(file)
        )


def withhold(outcomes: Sequence[Outcome], disclosure: Disclosure, rows: Iterable[Withheld]) -> None:
    """Makes every result that would give away a withheld figure undecided: no sides, no terms, no explanation."""
    own = [r for r in rows if r.department_id == disclosure.department_id and r.stage in ("", disclosure.stage)]
    this_year = [r for r in own if r.fiscal_year == disclosure.fiscal_year]
    before = [r for r in own if disclosure.fiscal_year and r.fiscal_year == disclosure.fiscal_year - 1]
    for outcome in outcomes:
        relevant = this_year + (before if outcome.identity.relation in OF_THE_YEAR_BEFORE else [])
        if any(gives_away(outcome, row) for row in relevant):
            outcome.verdict, outcome.severity, outcome.reason = UNDECIDED, "notice", REASON
            outcome.reported = outcome.computed = outcome.allowed = None
            outcome.terms, outcome.facts, outcome.linear = [], {}, False
            outcome.explanation = outcome.subject = outcome.subject_kind = None


def gives_away(outcome: Outcome, row: Withheld) -> bool:
    """Whether the result weighs the withheld figure, or rows of its form that add up to one above it."""
    if outcome.subject_kind == "code" and row.code and (outcome.subject or "").startswith(row.code):
        return True
    figures = [t.figure for t in outcome.terms]
    if any(is_withheld(f, row) for f in figures):
        return True
    adds_up = len(figures) > 2 or outcome.identity.relation == "hierarchy"
    return adds_up and any(stands_above(f, row) for f in figures)


def is_withheld(figure: Figure, row: Withheld) -> bool:
    in_form = not row.form_id or figure.form == row.form_id or (figure.form == "narrative" and bool(row.code))
    return in_form and (not row.code or (figure.code or "").startswith(row.code))


def stands_above(figure: Figure, row: Withheld) -> bool:
    """Whether a row of the form (or statement) is a total, or a level above the withheld code."""
    if figure.form != "narrative" and row.form_id and figure.form != row.form_id:
        return False
    if not figure.code:
        return figure.form != "narrative" and bool(row.code) and figure.row_kind in ("total", "subtotal", "unit")
    return bool(row.code) and row.code.startswith(figure.code)
