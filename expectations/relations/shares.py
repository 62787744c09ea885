"""Shares: a stated percentage against its two amounts, and the shares of one whole against 100."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import (
    FAILS,
    HOLDS,
    INCOMPLETE,
    SCALE,
    Judgement,
    Printed,
    judge_percentage,
    judge_sum,
    quotient,
)
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided, undecided
from expectations.relations.statements import amount_meant, claims_of, wholes
from expectations.relations.sums import instance_name, subject_of
from expectations.selectors import Identity
from expectations.vocabulary import vocabulary


def graded(outcome: Outcome, printed: Printed) -> Outcome:
    """A percentage off by one unit of its last place is a notice: the last digit, not the arithmetic."""
    if outcome.verdict == FAILS and abs(outcome.difference or Fraction(0)) <= printed.unit:
        outcome.severity, outcome.explanation = "notice", "last_digit"
    return outcome


def share_of_whole(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Every stated share equals 100·part/whole; where the sentence names no whole, any usual one may be meant."""
    lacking = Unevaluated(identity)
    for claim in claims_of(book, "share_percent"):
        if claim.base in vocabulary().labels["basis"]:
            continue  # how far a budget was carried out: `completion`
        part, candidates = amount_meant(book, claim), wholes(book, claim)
        if part is None or not candidates:
            lacking.add("amount_not_stated", claim.topic, "topic")
            continue
        outcomes = []
        for whole in candidates:
            ratio = quotient(part.printed, whole.printed)
            if ratio is None:
                continue
            terms = [Term(claim, 1, "reported"), Term(part, 1, "computed"), Term(whole, 1, "computed")]
            judgement = judge_percentage(claim.printed, *ratio)
            outcome = decided(
                identity, instance_name(claim, ()), judgement, terms, "percent", linear=False, decimals=claim.decimals
            )
            outcome.facts = {"part": part, "whole": whole, "claim": claim}
            outcomes.append(graded(outcome, claim.printed))
        if outcomes:
            chosen = next((o for o in outcomes if o.verdict != FAILS), outcomes[0])
            if chosen.verdict == FAILS and chosen.severity != "notice":
                name_the_whole(chosen, claim, part, book)
            yield chosen
        else:
            lacking.add("zero_base", claim.topic, "topic")
    yield from lacking.outcomes()


def name_the_whole(outcome: Outcome, claim: Figure, part: Figure, book: Book) -> None:
    """Where a wrong share is the share of a total printed in the same forms, that total was taken for the whole."""
    whole: Figure = outcome.facts["whole"]  # type: ignore[assignment]
    if whole.source != "cell":
        return
    for total in book.totals_of(whole.form):
        ratio = quotient(part.printed, total.printed)
        if total.printed.atoms == whole.printed.atoms or ratio is None:
            continue
        if judge_percentage(claim.printed, *ratio).verdict != FAILS:
            outcome.explanation, outcome.facts["real"] = "other_whole", total
            return


def of_one_whole(shares: list[Figure]) -> list[Figure]:
    """The shares that have one stated whole in common, where only those add to 100: 占收入合计 beside 占收入总计."""
    groups = [shares, *([f for f in shares if f.base == base] for base in dict.fromkeys(f.base for f in shares))]
    for group in groups:
        total = Printed(sum(f.printed.atoms for f in group), sum(f.printed.unit for f in group))
        if len(group) > 1 and judge_sum(total, [(1, Printed(100 * SCALE))]).verdict != FAILS:
            return group
    return shares


def shares_add_up(identity: Identity, book: Book) -> Iterable[Outcome]:
    """The shares of one whole add to 100; a part whose amount is stated without a share leaves them incomplete."""
    lacking = Unevaluated(identity)
    topics = [t for rule in identity.terms for t in sorted(t for t in rule.selector.get("topic") or () if t)]
    by_section: dict[str | None, list[Figure]] = {}
    for claim in claims_of(book, "share_percent"):
        if claim.topic in topics and claim.base not in ("initial", "adjusted"):  # those say how much was completed
            by_section.setdefault(claim.section, []).append(claim)
    if not by_section:
        lacking.add("not_printed", *subject_of(identity.terms[0].selector))
    for section, all_shares in by_section.items():
        shares = of_one_whole(chief_parts(all_shares))
        amounts = [f for f in claims_of(book, "amount") if f.section == section and f.topic in topics]
        amounts = chief_parts([f for f in amounts if f.period == "current" and f.printed.atoms])
        stated = {(f.topic, f.code) for f in shares}
        without = [f for f in amounts if (f.topic, f.code) not in stated]
        if len(shares) < 2:
            lacking.add("too_few_shares", section, "section")
            continue
        terms = [Term(f, 1, "reported") for f in shares]
        total = Printed(sum(f.printed.atoms for f in shares), sum(f.printed.unit for f in shares))
        judgement = judge_sum(total, [(1, Printed(100 * SCALE))])
        name = f"{section}"
        outcome = decided(identity, name, judgement, terms, "percent", decimals=max(f.decimals for f in shares))
        outcome.unit_name = "%"
        if outcome.verdict == FAILS and not without and not list_is_whole(shares, amounts, book):
            yield undecided(identity, name, "list_incomplete", subject=section, subject_kind="section", terms=terms)
            continue
        if outcome.verdict != HOLDS and without and total.atoms < 100 * SCALE:
            outcome.verdict, outcome.explanation = INCOMPLETE, "share_missing"
            first = without[0]
            outcome.subject, outcome.subject_kind = (first.label or first.code or first.topic, "text")
        elif outcome.verdict == FAILS and abs(outcome.difference or Fraction(0)) <= total.unit:
            outcome.severity, outcome.explanation = "notice", "last_digit"
        yield outcome
    yield from lacking.outcomes()


def chief_parts(figures: list[Figure]) -> list[Figure]:
    """Each part once, and of functional items only the highest level stated: 款 and 项 are parts of parts."""
    lengths = {len(f.code) for f in figures if f.code}
    seen: set[tuple] = set()
    chosen = []
    for figure in figures:
        if (figure.topic, figure.code) in seen or (figure.code and len(figure.code) != min(lengths)):
            continue
        seen.add((figure.topic, figure.code))
        chosen.append(figure)
    return chosen


def list_is_whole(shares: list[Figure], amounts: list[Figure], book: Book) -> bool:
    """Whether the amounts beside the shares add to their whole: else the sentence names only the chief parts."""
    whole = next((w for f in shares for w in wholes(book, f)), None)
    if whole is None or not amounts:
        return False
    judgement: Judgement = judge_sum(whole.printed, [(1, f.printed) for f in amounts])
    return judgement.verdict != FAILS or judgement.computed > Fraction(whole.printed.atoms)
