"""Changes from the year before: stated percentages, the prior amounts they imply, and the ratio taken for a change."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import (
    FAILS,
    HOLDS,
    UNDECIDED,
    Judgement,
    Printed,
    growth,
    judge_bound,
    judge_percentage,
    judge_sum,
    quotient,
)
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided
from expectations.relations.shares import graded
from expectations.relations.statements import amount_meant, change_meant, claims_of, nearest, of_topic
from expectations.relations.sums import instance_name
from expectations.selectors import Identity, parse_selector
from expectations.vocabulary import vocabulary


def pair(book: Book, claim: Figure) -> tuple[Figure, Figure, Printed] | None:
    """(current amount, figure of the change, signed change): the change as stated, else current less stated prior."""
    current = amount_meant(book, claim)
    if current is None:
        return None
    if change := change_meant(book, claim):
        return current, change, change.signed
    prior = nearest(claim, of_topic(book, claim, claim.topic, "amount", years_back=1))
    if prior is None:
        return None
    gap = Printed(current.printed.atoms - prior.printed.atoms, current.printed.unit + prior.printed.unit)
    return current, prior, gap


def change_percent(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Every stated change in percent equals Δ / prior, the prior implied by Δ; 0 on a base of 0 is accepted."""
    lacking = Unevaluated(identity)
    for claim in claims_of(book, "change_percent"):
        found = pair(book, claim)
        if found is None:
            lacking.add("amount_not_stated", claim.topic, "topic")
            continue
        current, change, delta = found
        terms = [Term(claim, 1, "reported"), Term(current, 1, "computed"), Term(change, 1, "computed")]
        ratio = (Fraction(0),) * 3 if delta.atoms == 0 else growth(current.printed, delta)
        if ratio is None:
            lacking.add("zero_base", claim.topic, "topic")
            continue
        judgement = judge_percentage(claim.printed, *as_stated(claim, delta, ratio))
        if current.printed.atoms < delta.atoms:  # an increase above the amount itself: the prior would be negative
            judgement = Judgement(FAILS, judgement.reported, judgement.computed, judgement.allowed)
        outcome = decided(
            identity, instance_name(claim, ()), judgement, terms, "percent", linear=False, decimals=claim.decimals
        )
        outcome.facts = {"current": current, "change": change, "delta": delta, "claim": claim}
        yield graded(outcome, claim.printed)
    yield from lacking.outcomes()


def as_stated(claim: Figure, delta: Printed, ratio: tuple[Fraction, ...]) -> tuple[Fraction, Fraction, Fraction]:
    """The ratio in the direction of the claim: "减少 50%" states 50, and so is a decrease counted; a claim without a
    direction word takes that of the change."""
    down = claim.sign < 0 if claim.direction != "none" else delta.atoms < 0
    value, *bounds = (-r for r in ratio) if down else ratio
    return value, min(bounds), max(bounds)


def ratio_of_the_two_years(identity: Identity, book: Book) -> Iterable[Outcome]:
    """The diagnosis as a result of its own: where the stated percentage is wrong as a change and equals current/prior."""
    for claim in claims_of(book, "change_percent"):
        found = pair(book, claim)
        if found is None:
            continue
        current, change, delta = found
        change_ratio, year_ratio = growth(current.printed, delta), prior_ratio(current, delta)
        if change_ratio is None or year_ratio is None:
            continue
        if judge_percentage(claim.printed, *as_stated(claim, delta, change_ratio)).verdict != FAILS:
            continue
        judgement = judge_percentage(claim.printed, *year_ratio)
        if judgement.verdict == HOLDS:
            terms = [Term(claim, 1, "reported"), Term(current, 1, "computed"), Term(change, 1, "computed")]
            yield decided(
                identity, instance_name(claim, ()), judgement, terms, "percent", linear=False, decimals=claim.decimals
            )


def prior_ratio(current: Figure, delta: Printed) -> tuple[Fraction, Fraction, Fraction] | None:
    """current / (current - Δ)."""
    prior = Printed(current.printed.atoms - delta.atoms, current.printed.unit + delta.unit)
    return quotient(current.printed, prior)


def increase_at_most_amount(identity: Identity, book: Book) -> Iterable[Outcome]:
    """A stated increase is no larger than the amount it led to: else the year before would have been negative."""
    for change in claims_of(book, "change_amount"):
        current = amount_meant(book, change) if change.direction == "up" and change.printed.atoms else None
        if current is not None:
            judgement = judge_bound(change.printed, [(1, current.printed)])
            terms = [Term(change, 1, "reported"), Term(current, 1, "computed")]
            yield decided(identity, instance_name(change, ()), judgement, terms)


def implied_prior(identity: Identity, book: Book) -> Iterable[Outcome]:
    """What the year before must have been: current less the stated change. Derived, not checked."""
    for change in claims_of(book, "change_amount"):
        current = amount_meant(book, change)
        if current is None or not change.printed.atoms:
            continue
        yield Outcome(
            identity=identity,
            instance=instance_name(change, ()),
            verdict=UNDECIDED,
            severity="notice",
            computed=Fraction(current.printed.atoms - change.signed.atoms),
            allowed=Fraction(current.printed.unit + change.printed.unit, 2),
            unit_name=current.unit_name,
            decimals=max(current.decimals, change.decimals),
            terms=[Term(current, 1, "computed"), Term(change, -change.coefficient, "computed")],
            reason="prior_not_printed",
            subject=change.topic,
            subject_kind="topic",
        )


def implied_prior_equals_prior(identity: Identity, book: Book) -> Iterable[Outcome]:
    """The implied amount of the year before equals what that year's disclosure prints, on the same basis."""
    lacking = Unevaluated(identity)
    own = book.disclosure
    before = [
        n
        for n in book.neighbours
        if n.department_id == own.department_id
        and n.fiscal_year is not None
        and n.fiscal_year + 1 == own.fiscal_year
        and n.stage == own.stage
        and n.level == own.level
    ]
    if not before:
        lacking.add("no_prior_disclosure")
    else:
        prior_book = book.beside(before[-1])
        for change in claims_of(book, "change_amount"):
            current = amount_meant(book, change)
            if current is None or change.base in ("prior_execution", "prior_final", "adjusted", "earlier_year"):
                continue
            printed = prior_figure(change, prior_book)
            if printed is None:
                lacking.add("prior_not_printed", change.topic, "topic")
                continue
            unit = 0 if change.direction == "flat" and not change.unit_name else change.printed.unit  # printed alike
            reported = Printed(current.printed.atoms - change.signed.atoms, current.printed.unit + unit)
            judgement = judge_sum(reported, [(1, printed.printed)])
            terms = [Term(current, 1, "reported"), Term(change, -change.coefficient, "reported")]
            yield decided(identity, instance_name(change, ()), judgement, [*terms, Term(printed, 1, "computed")])
    yield from lacking.outcomes()


def prior_figure(change: Figure, prior: Book) -> Figure | None:
    """The amount the earlier disclosure states for a topic: in its narrative, else in its forms."""
    for topic in (change.topic, *vocabulary().kin.get(change.topic or "", [])):
        for claim in claims_of(prior, "amount"):
            if claim.topic == topic and claim.code == change.code and claim.period == "current":
                return claim
        for alternative in vocabulary().topic_cells.get(topic or "", []):
            if isinstance(alternative, dict) and (cells := prior.select(parse_selector(alternative, "vocabulary.yml"))):
                return cells[0]
    return None
