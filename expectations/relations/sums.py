"""Weighted sums and bounds: R = Σ w·a, R <= Σ w·a, R >= Σ w·a, over figures that share the coordinates of `each`.

Belongs here: pairing figures by their coordinates and what the absence of one means. Does not belong here: sums over
the levels of a classification (`hierarchy.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import FAILS, HOLDS, Printed, judge_bound, judge_sum
from expectations.relations.conditions import unmet
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided, incomplete, undecided
from expectations.relations.rollup import rolled_up
from expectations.relations.strangers import lacks_what_is_not_understood
from expectations.selectors import Identity, Selector, TermRule

NEAR = 5  # lines: a reason follows its amount in the same paragraph
LABEL_KINDS = ("topic", "line_item", "measure", "form")


def subject_of(selector: Selector) -> tuple[str, str]:
    """The most telling coordinate of a selector, to name what is not printed: (id, kind of label)."""
    for kind in LABEL_KINDS:
        named = sorted(v for v in selector.get(kind) or () if v and v not in ("total", "any"))
        if named:
            return named[0], kind
    return next(iter(sorted(map(str, selector.get("form") or {"figure"})))), "form"


def group_key(figure: Figure, each: tuple[str, ...]) -> tuple:
    return tuple(getattr(figure, name) for name in each)


def instance_name(figure: Figure, each: tuple[str, ...]) -> str:
    """Which row, column or sentence: the coordinates that tell it from its sisters, readable and stable."""
    if figure.source == "claim":
        return "/".join(
            filter(None, (figure.section, figure.topic, figure.code, f"s{figure.sentence}.{figure.position}"))
        )
    if figure.source == "project":
        return f"{figure.form}#{figure.ordinal}/{figure.measure}"
    if figure.source == "indicator":
        return f"{figure.form}#{figure.ordinal}/{figure.kind}/{figure.horizon}/{figure.position}"
    parts = [f"{figure.form}#{figure.ordinal}", figure.side if "side" in each else None]
    parts += [figure.unit if figure.row_kind != "total" else None, figure.code or figure.line_item, figure.measure]
    parts += [figure.basis if figure.basis not in ("initial", "final") else None]
    return "/".join(p for p in parts if p)


def gather(rule: TermRule, key: tuple, identity: Identity, book: Book, groups: dict, total: Figure) -> list[Figure]:
    """The figures of one term for one instance; of several tables of a form only the first that has any."""
    selector = rule.selector
    if rule not in groups:
        by_key: dict[tuple, list[Figure]] = {}
        figures = rolled_up(selector, book) if rule.rollup else ((None, f) for f in book.select(selector))
        for code, figure in figures:
            own = tuple(
                code if name == "code" and code is not None else None if rule.shared else getattr(figure, name)
                for name in identity.each
            )
            by_key.setdefault(own, []).append(figure)
        groups[rule] = by_key
    wanted = tuple(None for _ in key) if rule.shared else key
    found = against_its_base(groups[rule].get(wanted, []), total)
    if found and found[0].source == "cell":
        first = found[0].ordinal
        found = [f for f in found if f.ordinal == first]
    return found if rule.many or rule.rollup else found[:1]


def against_its_base(found: list[Figure], total: Figure) -> list[Figure]:
    """Of changes those measured against what the total is measured against; all, where none is and the total speaks of
    the year or budget before: that is often said once for all."""
    if total.measure != "change_amount":
        return found
    return [f for f in found if f.base == total.base] or (found if total.base != "earlier_year" else [])


def weighted_sum(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Every instance of a sum or bound; instances that lack a term are reported once a reason."""
    lacking = Unevaluated(identity)
    if reason := unmet(identity, book):
        yield undecided(identity, reason, reason)
        return
    groups: dict = {}
    seen: set[tuple] = set()
    any_total = False
    for n, selector in enumerate(identity.total):
        for total in book.select(selector):
            key = group_key(total, identity.each)
            if n and (key in seen):
                continue  # an earlier alternative stands for this instance
            any_total = True
            if identity.parameters.get("needs_whole_table") and total.fragment == "yes":
                lacking.add("fragment", total.form, "form")
                continue
            outcome = evaluate(identity, book, total, key, groups, lacking)
            if outcome is not None:
                alternatives = identity.total[n + 1 :]
                if outcome.verdict == FAILS:
                    outcome = better(identity, book, key, groups, alternatives) or outcome
                seen.add(key)
                yield outcome
    if not any_total:
        lacking.add("not_printed", *(subject_of(identity.total[0])))
    yield from lacking.outcomes()


def better(
    identity: Identity, book: Book, key: tuple, groups: dict, alternatives: tuple[Selector, ...]
) -> Outcome | None:
    """An alternative total that does hold: the publisher compares on another basis (with or without carry-over)."""
    for selector in alternatives:
        for total in book.select(selector):
            if group_key(total, identity.each) == key:
                outcome = evaluate(identity, book, total, key, groups, Unevaluated(identity))
                if outcome is not None and outcome.verdict.startswith("holds"):
                    return outcome
    return None


def evaluate(
    identity: Identity, book: Book, total: Figure, key: tuple, groups: dict, lacking: Unevaluated
) -> Outcome | None:
    """One instance with this total; where any alternative of its first term will do, the first that holds."""
    first = evaluate_with(identity.terms, identity, book, total, key, groups, lacking)
    if identity.parameters.get("any_alternative") and first is not None and first.verdict == FAILS:
        for option in identity.terms[0].alternatives:
            outcome = evaluate_with((option,), identity, book, total, key, groups, Unevaluated(identity))
            if outcome is not None and outcome.verdict != FAILS:
                return outcome
    return first


def evaluate_with(
    rules: tuple[TermRule, ...],
    identity: Identity,
    book: Book,
    total: Figure,
    key: tuple,
    groups: dict,
    lacking: Unevaluated,
) -> Outcome | None:
    """One instance with these terms; null where a term that must be there is not printed."""
    terms = [Term(total, total.coefficient, "reported")]
    missing: list[TermRule] = []
    for rule in rules:
        for option in (rule, *rule.alternatives):
            if figures := gather(option, key, identity, book, groups, total):
                terms += [Term(f, option.weight * f.coefficient, "computed") for f in figures if f is not total]
                break
        else:
            if rule.if_missing is None:
                lacking.add("term_not_printed", *subject_of(rule.selector))
                return None
            if rule.if_missing != "zero":
                missing.append(rule)
    addends = terms[1:]
    if not addends:
        lacking.add("term_not_printed", *subject_of(identity.terms[0].selector))
        return None
    if identity.parameters.get("dash_is_not_stated") and all(t.figure.state == "dash" for t in addends):
        lacking.add("term_not_printed", *subject_of(identity.terms[0].selector))
        return None  # the national form sets a dash where nothing need be filled in
    if identity.parameters.get("needs_whole_table") and any(t.figure.fragment == "yes" for t in addends):
        lacking.add("fragment", addends[0].figure.form, "form")
        return None
    if total.sign < 0 and all(t.coefficient <= 0 or not t.figure.printed.atoms for t in addends):
        terms = [Term(t.figure, abs(t.coefficient), t.side) for t in terms]  # all decrease: sides as they are stated
        addends = terms[1:]
    weighted = [(t.coefficient, t.figure.printed) for t in addends]
    reported = Printed(terms[0].coefficient * total.printed.atoms, total.printed.unit)
    if identity.relation == "sum":
        truncates = total.source == "claim" and all(t.figure.source == "cell" for t in addends)
        judgement = judge_sum(reported, weighted, truncates)
    else:
        judgement = judge_bound(reported, weighted, upper=identity.relation == "at_most")
    outcome = decided(identity, instance_name(total, identity.each), judgement, terms, total.quantity)
    if missing and judgement.verdict != HOLDS:
        subject, kind = subject_of(missing[0].selector)
        if missing[0].if_missing == "incomplete" and len(missing) == 1:
            return incomplete(outcome, subject, kind, missing[0].explanation or "part_missing")
        lacking.add("term_not_printed", subject, kind)
        return None
    if outcome.verdict == FAILS and lacks_what_is_not_understood(outcome, total, book, "row" in identity.each):
        lacking.add("not_understood", total.form, "form")
        return None
    if outcome.verdict == FAILS and (carried := identity.parameters.get("carried_over")):
        opening = [f.printed.atoms for f in book.select(carried) if f.printed.atoms]  # type: ignore[arg-type]
        gap, allowed = outcome.difference or Fraction(0), outcome.allowed or Fraction(0)
        if any(abs(gap - amount) <= allowed for amount in opening):
            lacking.add("not_zero")  # one of the two forms counts what was carried over
            return None
    stated = str(identity.parameters.get("explained_by", ""))
    if outcome.verdict == FAILS and stated and says_near(book, total, stated):
        outcome.facts["stated"] = stated
    if outcome.verdict == FAILS and (known := identity.parameters.get("complete_against")):
        return against_known_parts(outcome, known, book)
    return outcome


def says_near(book: Book, claim: Figure, kind: str) -> bool:
    """Whether a passage of a kind stands in the lines that follow a statement on its page."""
    own = next((c for c in book.disclosure.claims if c.claim_id == claim.record_id), None)
    return own is not None and any(
        p.kind == kind
        and (p.document_id, p.page) == (own.document_id, own.page)
        and 0 <= p.line - (own.line or 0) <= NEAR
        for p in book.disclosure.passages
    )


def against_known_parts(outcome: Outcome, known: Selector, book: Book) -> Outcome:
    """A list in prose may name only the chief parts: what its form prints besides is missing, not wrong."""
    printed = {code for code, f in rolled_up(known, book) if f.printed.atoms and code and len(code) == 3}
    named = {t.figure.code for t in outcome.terms if t.side == "computed"}
    if left_out := sorted(printed - named):
        return incomplete(outcome, left_out[0], "code", "part_missing")
    return outcome
