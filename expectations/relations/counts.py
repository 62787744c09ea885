"""Numbers of things: projects counted by their forms, and what was counted but not paid for.

Projects are judged by FORM, not by name: a name may have two forms, and each form asks for its own money.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import FAILS, HOLDS, SCALE, UNDECIDED, Judgement, Printed, judge_sum
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided, incomplete
from expectations.relations.sums import instance_name, subject_of
from expectations.selectors import Identity


def annual_totals(book: Book) -> list[Figure]:
    """The annual funds of each project form, in the order of the forms."""
    return [f for f in book.figures if f.source == "project" and f.measure == "annual_total"]


def at_or_above_threshold(identity: Identity, book: Book, claim: Figure) -> list[Figure] | None:
    """The forms a statement counts: all, or those from the amount its sentence names; null where it names none."""
    if not identity.parameters.get("threshold"):
        return annual_totals(book)
    limits = [f for f in book.figures if f.source == "claim" and f.topic == claim.topic and f.base == "threshold"]
    same = [f for f in limits if f.sentence == claim.sentence] or limits
    if not same:
        return None
    return [f for f in annual_totals(book) if f.printed.atoms >= same[0].printed.atoms]


def count_projects(identity: Identity, book: Book) -> Iterable[Outcome]:
    """A stated number of projects equals the number of project forms; fewer forms than stated are missing."""
    lacking = Unevaluated(identity)
    claims = [f for s in identity.total for f in book.select(s)]
    if not claims:
        lacking.add("not_printed", *subject_of(identity.total[0]))
    for claim in claims:
        counted = at_or_above_threshold(identity, book, claim)
        if not book.projects or counted is None:
            lacking.add(
                "form_not_printed" if counted is not None else "threshold_not_stated", "project_performance", "form"
            )
            continue
        number = len(counted) if identity.parameters.get("threshold") else len(book.projects)
        difference = claim.printed.atoms - number * SCALE
        judgement = Judgement(
            HOLDS if difference == 0 else FAILS, Fraction(claim.printed.atoms), Fraction(number * SCALE), Fraction(0)
        )
        terms = [Term(claim, 1, "reported"), *(Term(f, 1, "computed") for f in counted)]
        outcome = decided(identity, instance_name(claim, ()), judgement, terms, "count", decimals=0, linear=False)
        if difference > 0 and identity.parameters.get("fewer_forms") == "undecided":
            lacking.add("not_project_count_covered")
            continue
        if difference > 0 and not identity.parameters.get("threshold"):
            incomplete(outcome, "project_performance", "form", identity.explanation)
        yield outcome
    yield from lacking.outcomes()


def sum_projects(identity: Identity, book: Book) -> Iterable[Outcome]:
    """A stated amount of projects equals the sum of the forms it counts."""
    lacking = Unevaluated(identity)
    claims = [f for s in identity.total for f in book.select(s)]
    if not claims:
        lacking.add("not_printed", *subject_of(identity.total[0]))
    for claim in claims:
        counted = at_or_above_threshold(identity, book, claim)
        if not book.projects or counted is None:
            lacking.add(
                "form_not_printed" if counted is not None else "threshold_not_stated", "project_performance", "form"
            )
            continue
        if identity.parameters.get("covered") and not covers(book, claim):
            lacking.add("not_project_count_covered")
            continue
        judgement = judge_sum(claim.printed, [(1, f.printed) for f in counted])
        terms = [Term(claim, 1, "reported"), *(Term(f, 1, "computed") for f in counted)]
        yield decided(identity, instance_name(claim, ()), judgement, terms)
    yield from lacking.outcomes()


def covers(book: Book, claim: Figure) -> bool:
    """Whether the forms are at least as many as the text says there are projects: their list is whole."""
    stated = [f for f in book.figures if f.topic == claim.topic and f.section == claim.section and f.measure == "count"]
    return bool(stated) and len(book.projects) * SCALE >= min(f.printed.atoms for f in stated)


def unpaid_count(identity: Identity, book: Book) -> Iterable[Outcome]:
    """A thing that is held costs something in the year; held without cost is a flag, no failure."""
    lacking = Unevaluated(identity)
    held = [f for s in identity.total for f in book.select(s)]
    costs = next((found for rule in identity.terms if (found := book.select(rule.selector))), [])
    if not held or not costs:
        missing = identity.total[0] if not held else identity.terms[0].selector
        lacking.add("not_printed", *subject_of(missing))
    else:
        first = costs[0]
        cost = Printed(sum(f.printed.atoms for f in costs if f.ordinal == first.ordinal))
        for claim in held[:1]:
            flagged = claim.printed.atoms > 0 and cost.atoms == 0
            judgement = Judgement(
                UNDECIDED if flagged else HOLDS, Fraction(claim.printed.atoms), Fraction(cost.atoms), Fraction(0)
            )
            terms = [Term(claim, 1, "reported"), *(Term(f, 1, "computed") for f in costs if f.ordinal == first.ordinal)]
            outcome = decided(identity, instance_name(claim, ()), judgement, terms, "count", decimals=0, linear=False)
            if flagged:
                outcome.explanation, outcome.reason = identity.explanation, "held_without_cost"
                outcome.subject, outcome.subject_kind = (
                    (first.line_item, "line_item") if first.line_item else (first.topic, "topic")
                )
            yield outcome
    yield from lacking.outcomes()
