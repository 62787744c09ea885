"""Identities x figures: the records of one disclosure in, results, terms and suspects out. Pure and deterministic.

Belongs here: the order of the steps and the making of rows. Each step has its module: `figures`, `precision`,
`relations`, `levelling`, `explain`, `localise`, `wording`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dagster_project.records import Confrontation, Disclosure, IdentityResult, IdentityTerm, stable_id
from expectations.book import Book
from expectations.elsewhere import Elsewhere
from expectations.explain import diagnose
from expectations.identity import FAILS, load_identities, to_decimal
from expectations.levelling import explain_levelled
from expectations.localise import localise
from expectations.offers import gaps
from expectations.precision import refine
from expectations.relations import RELATIONS
from expectations.relations.outcome import Outcome
from expectations.truncation import explain_truncated
from expectations.withheld import Withheld, seed, withhold
from expectations.wording import sentence


def confront(
    disclosure: Disclosure, neighbours: Sequence[Disclosure] = (), withheld: Sequence[Withheld] | None = None
) -> Confrontation:
    """Evaluates every identity of the catalogue on one disclosure.

    `neighbours` are other disclosures of the department (years, levels); only identities between disclosures look at
    them; `withheld` is what is not public (the seed, unless told). Results are ordered by identity, then by place in
    the document; money in yuan, percentages and counts in `reported`/`computed`.
    """
    book = Book(disclosure, neighbours)
    refine(book)
    outcomes: list[Outcome] = []
    for identity in load_identities():
        outcomes.extend(RELATIONS[identity.relation](identity, book))
    withhold(outcomes, disclosure, seed() if withheld is None else withheld)
    explain_truncated(outcomes)
    explain_levelled(outcomes)
    diagnose(outcomes)
    suspects = localise(outcomes, disclosure.disclosure_id, Elsewhere(book))
    outcomes.extend(gaps(outcomes, book))
    outcomes.sort(key=lambda o: o.identity.identity_id)
    confrontation = Confrontation(suspects=suspects)
    seen: dict[tuple[str, str], int] = {}
    for outcome in outcomes:
        key = (outcome.identity.identity_id, outcome.instance)
        seen[key] = seen.get(key, 0) + 1
        instance = outcome.instance if seen[key] == 1 else f"{outcome.instance}~{seen[key]}"
        row = result_row(outcome, instance, disclosure.disclosure_id)
        confrontation.results.append(row)
        confrontation.terms.extend(term_rows(outcome, row.identity_result_id, disclosure.disclosure_id))
    return confrontation


def result_row(outcome: Outcome, instance: str, disclosure_id: str | None) -> IdentityResult:
    """One row of `fct_identity_result`; money fills the columns in yuan, anything else those without."""
    money = outcome.quantity == "money"
    difference = outcome.difference
    show = lambda value: None if value is None else decimal_of(value)  # noqa: E731
    allowed = None if outcome.allowed is None else to_decimal(outcome.allowed, 6)
    sides = [*(show(v) for v in (outcome.reported, outcome.computed, difference)), allowed]
    none = [None] * 4
    yuan, plain = (sides, none) if money else (none, sides)
    return IdentityResult(
        identity_result_id=stable_id(disclosure_id, outcome.identity.identity_id, instance),
        identity_id=outcome.identity.identity_id,
        disclosure_id=disclosure_id,
        instance=instance,
        verdict=outcome.verdict,
        severity=outcome.severity,
        reported_yuan=yuan[0],
        computed_yuan=yuan[1],
        difference_yuan=yuan[2],
        allowed_yuan=yuan[3],
        reported=plain[0],
        computed=plain[1],
        difference=plain[2],
        allowed=plain[3],
        unit="元" if money and outcome.computed is not None else outcome.unit_name,
        explanation_code=outcome.explanation or ("unexplained" if outcome.verdict == FAILS else None),
        fault_group=outcome.fault_group,
        message_zh=sentence(outcome, english=False),
        message_en=sentence(outcome, english=True),
    )


def decimal_of(value: Fraction) -> Decimal:
    """Exact where it is a whole number of atoms, else cut to the 8 decimals the tables keep."""
    return to_decimal(value) if value.denominator == 1 else to_decimal(value, 8)


def term_rows(outcome: Outcome, result_id: str, disclosure_id: str | None) -> list[IdentityTerm]:
    """The figures of one result, reported side first, in the order in which they are added."""
    return [
        IdentityTerm(
            identity_result_id=result_id,
            cell_id=term.figure.record_id if term.figure.source == "cell" else term.figure.cell_id,
            claim_id=term.figure.record_id if term.figure.source == "claim" else None,
            coefficient=Decimal(term.coefficient),
            amount_yuan=to_decimal(term.figure.printed.atoms) if term.figure.quantity == "money" else None,
            side=term.side,
            disclosure_id=disclosure_id,
            project_id=term.figure.record_id if term.figure.source == "project" else None,
            indicator_id=term.figure.record_id if term.figure.source == "indicator" else None,
            ordinal=n,
        )
        for n, term in enumerate(outcome.terms, 1)
    ]
