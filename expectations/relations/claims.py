"""Statements of the narrative against the cells they speak of, and against themselves when repeated."""

from __future__ import annotations

from collections.abc import Iterable

from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import judge_sum
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided
from expectations.relations.statements import claims_of
from expectations.relations.sums import instance_name
from expectations.selectors import Identity, parse_selector
from expectations.vocabulary import vocabulary


def claim_equals_cell(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Every stated amount of the year equals the cell of each form that states the same (`topic_cells`)."""
    lacking = Unevaluated(identity)
    for claim in claims_of(book, "amount"):
        if claim.period != "current" or claim.base == "threshold":
            continue
        for alternative in vocabulary().topic_cells.get(claim.topic or "", []):
            parts = alternative if isinstance(alternative, list) else [alternative]
            form = parts[0]["form"]
            if form not in book.forms_with_cells:
                lacking.add("form_not_printed", form, "form")
                continue
            cells = [cell for part in parts if (cell := cell_of(part, claim, book)) is not None]
            if not cells or (len(parts) > 1 and cells[0].measure != parts[0]["measure"]):
                continue
            judgement = judge_sum(claim.printed, [(1, f.printed) for f in cells], truncates=True)
            terms = [Term(claim, 1, "reported"), *(Term(f, 1, "computed") for f in cells)]
            yield decided(identity, f"{instance_name(claim, ())}/{form}/{parts[0]['measure']}", judgement, terms)
    yield from lacking.outcomes()


def cell_of(part: dict, claim: Figure, book: Book) -> Figure | None:
    """The first cell of a description on the basis of the claim."""
    found = [f for f in book.select(parse_selector(part, "vocabulary.yml")) if f.basis == claim.basis]
    return found[0] if found else None


def _year(claim: Figure) -> int | None:
    """The year of a claim about an earlier one; all others are of the year of the disclosure."""
    return claim.year if claim.period == "prior" else None


def repeated_claim(identity: Identity, book: Book) -> Iterable[Outcome]:
    """An indicator stated again has the amount it had the first time: same topic, code, basis and year; functional
    items only within their section, which says of which fund they speak."""
    first: dict[tuple, Figure] = {}
    for claim in claims_of(book, str(identity.parameters.get("measure", "amount"))):
        if claim.base == "threshold":
            continue
        scope = claim.section if claim.topic == "function" else None
        key = (claim.topic, claim.code, claim.basis, claim.period, claim.base, scope, _year(claim))
        if key not in first:
            first[key] = claim
            continue
        judgement = judge_sum(claim.printed, [(1, first[key].printed)])
        terms = [Term(claim, 1, "reported"), Term(first[key], 1, "computed")]
        yield decided(identity, instance_name(claim, ()), judgement, terms, claim.quantity)
