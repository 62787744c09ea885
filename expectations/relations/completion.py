"""How far a budget was carried out: 完成预算 % = final over the budget that the sentence names.

Belongs here: the percentage against its two amounts, and which budget it really divides by. A final amount above its
budget is no mistake of arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import FAILS, Judgement, Printed, judge_percentage, quotient
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided
from expectations.relations.shares import graded
from expectations.relations.statements import claims_of, nearest
from expectations.relations.sums import instance_name
from expectations.selectors import Identity

BASES = ("initial", "adjusted")


def amount_on(book: Book, claim: Figure, basis: str) -> Figure | None:
    """The amount of the same matter on another basis: the nearest of the same section."""
    same = [
        f
        for f in claims_of(book, "amount")
        if (f.topic, f.code, f.section, f.basis) == (claim.topic, claim.code, claim.section, basis)
    ]
    return nearest(claim, same)


def completion(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Every stated percentage of completion: of the budget it names; where it is of another, that one is named."""
    lacking = Unevaluated(identity)
    for claim in claims_of(book, "share_percent"):
        if claim.base not in BASES:
            continue
        final, budget = amount_on(book, claim, "final"), amount_on(book, claim, claim.base)
        if final is None or budget is None:
            lacking.add("amount_not_stated", claim.topic, "topic")
            continue
        ratio = quotient(final.printed, budget.printed)
        if ratio is None and not claim.printed.atoms:
            lacking.add("zero_base", claim.topic, "topic")
            continue
        if ratio is None:  # a percentage of nothing
            judgement = Judgement(FAILS, Fraction(claim.printed.atoms), Fraction(0), Fraction(claim.printed.unit, 2))
        else:
            judgement = judge_percentage(claim.printed, *ratio)
        terms = [Term(claim, 1, "reported"), Term(final, 1, "computed"), Term(budget, 1, "computed")]
        outcome = decided(
            identity, instance_name(claim, ()), judgement, terms, "percent", linear=False, decimals=claim.decimals
        )
        outcome.facts = {"claim": claim, "budget": budget}
        if ratio:
            outcome.facts |= {"part": final, "whole": budget}
        if outcome.verdict == FAILS:
            other = next((b for b in BASES if b != claim.base), "")
            real = amount_on(book, claim, other)
            if real is not None and divides(claim.printed, final, real):
                outcome.explanation, outcome.facts["real"] = "other_basis", real
            elif ratio is None:
                outcome.explanation = "completion_of_nothing"
        yield outcome if ratio is None else graded(outcome, claim.printed)
    if not lacking.reasons and not any(c.base in BASES for c in claims_of(book, "share_percent")):
        lacking.add("nothing_completed")
    yield from lacking.outcomes()


def divides(printed: Printed, final: Figure, budget: Figure) -> bool:
    """Whether the percentage is the final amount over this budget."""
    ratio = quotient(final.printed, budget.printed)
    return ratio is not None and judge_percentage(printed, *ratio).verdict != FAILS
