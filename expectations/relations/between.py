"""Figures of one disclosure against those of another: the year before, the other stage, the units of a department.

Belongs here: finding the other disclosure (`parameters`) and pairing figures by the coordinates of `each`. Does not
belong here: the change a document states from its year before (`changes.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from dagster_project.records import Disclosure
from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import FAILS, judge_bound, judge_sum
from expectations.relations.conditions import unmet
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided, undecided
from expectations.relations.remarks import nothing_to_remark, remark
from expectations.relations.sums import group_key, instance_name
from expectations.selectors import Identity


def other_disclosures(identity: Identity, book: Book) -> list[Disclosure]:
    """The current disclosures the identity speaks of: `year` (0 or -1), `stage`, and whether of the units below, or of the
    departments of a government."""
    own, want = book.disclosure, identity.parameters
    units = bool(want.get("units"))
    found = []
    for other in book.neighbours:
        if own.fiscal_year is None or other.fiscal_year != own.fiscal_year + int(str(want.get("year", 0))):
            continue
        if other.stage != want.get("stage", own.stage):
            continue
        if want.get("departments"):
            fits = other.level == "department" and own.level == "government"
        elif units:
            fits = other.level == "unit" and own.level == "department"
        else:
            fits = other.level == own.level and other.department_id == own.department_id
        if fits:
            found.append(other)
    return sorted(found, key=lambda d: (d.department_id, d.disclosure_id))


def equals_neighbour(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Each figure equals that of the other disclosure; figures that only one of them prints are undecided."""
    lacking = Unevaluated(identity)
    if reason := unmet(identity, book):
        yield undecided(identity, reason, reason)
        return
    others = other_disclosures(identity, book)
    if not others:
        lacking.add("no_other_disclosure")
        yield from lacking.outcomes()
        return
    theirs: dict[tuple, Figure] = {}
    for figure in book.beside(others[-1]).select(identity.terms[0].selector):
        theirs.setdefault(group_key(figure, identity.each), figure)
    seen: set[tuple] = set()
    for own in (f for s in identity.total for f in book.select(s)):
        key = group_key(own, identity.each)
        if key in seen:
            continue
        seen.add(key)
        if key not in theirs or own.is_blank or theirs[key].is_blank:
            lacking.add("term_not_printed", own.form, "form")
            continue
        judgement = judge_sum(own.printed, [(1, theirs[key].printed)])
        terms = [Term(own, 1, "reported"), Term(theirs[key], 1, "computed")]
        outcome = decided(identity, instance_name(own, ()), judgement, terms, own.quantity, linear=False)
        if outcome.verdict == FAILS:
            outcome.explanation = identity.explanation
        yield outcome
    yield from lacking.outcomes()


def units_at_most_department(identity: Identity, book: Book) -> Iterable[Outcome]:
    """What the units publish adds up to at most what their department publishes; each unit once."""
    lacking = Unevaluated(identity)
    own = next((f for s in identity.total for f in book.select(s)), None)
    units = {d.department_id: d for d in other_disclosures(identity, book)}
    figures = []
    for unit in units.values():
        figure = next(iter(book.beside(unit).select(identity.terms[0].selector)), None)
        if figure is not None:
            figures.append(figure)
    if own is None or not figures:
        lacking.add("no_other_disclosure")
        yield from lacking.outcomes()
        return
    judgement = judge_bound(own.printed, [(1, f.printed) for f in figures], upper=False)
    terms = [Term(own, 1, "reported"), *(Term(f, 1, "computed") for f in figures)]
    outcome = decided(identity, instance_name(own, ()), judgement, terms, linear=False)
    if outcome.verdict == FAILS:
        outcome.explanation = identity.explanation
    yield outcome


def units_once(identity: Identity, book: Book) -> Iterable[Outcome]:
    """No unit is a row of two departments in one year: seen from the government's own document, whose neighbours are the
    departments."""
    lacking = Unevaluated(identity)
    departments = other_disclosures(identity, book)
    owners: dict[str, list[str]] = {}
    for department in departments:
        for unit in dict.fromkeys(c.unit_name or c.unit_code for c in department.cells if c.row_kind == "unit"):
            if unit and department.department_name not in owners.setdefault(unit, []):
                owners[unit].append(department.department_name)
    if not owners:
        lacking.add("no_other_disclosure")
    for unit, names in sorted(owners.items()):
        if len(names) > 1:
            yield remark(identity, unit, 0, unit, "、".join(names))
    if owners and all(len(names) == 1 for names in owners.values()):
        yield nothing_to_remark(identity)
    yield from lacking.outcomes()
