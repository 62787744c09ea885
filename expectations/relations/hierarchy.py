"""Rows of a classification against the row above them: 合计 = Σ 类, 类 = Σ 款, 款 = Σ 项, totals = Σ units.

Belongs here: sums down a column. `parameters.parent` says which row is the parent: `total`, `units` (the total over its
unit rows), `unit` (a unit row over its items), `class`, `group`, or `unprinted` (levels that are derived, not checked).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import FAILS, UNDECIDED, Printed, judge_sum, weigh
from expectations.relations.conditions import unmet
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided, undecided
from expectations.relations.rollup import (
    CODED,
    ancestors,
    children,
    coded_rows,
    rolled_up,
    table_column,
    top_units,
    with_units,
)
from expectations.relations.strangers import lacks_what_is_not_understood
from expectations.relations.sums import gather, group_key, instance_name, subject_of
from expectations.selectors import Identity, Selector

NAMED_BY = ("form", "ordinal", "side", "code", "measure")


def columns(figures: Iterable[Figure]) -> dict[tuple, list[Figure]]:
    """Figures by table and column, in document order; percentages do not add up."""
    by_column: dict[tuple, list[Figure]] = {}
    for figure in figures:
        if figure.quantity != "percent":
            by_column.setdefault(table_column(figure), []).append(figure)
    return by_column


def rows_sum_to_their_parent(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Every parent row with rows below it, column by column; a table that lost rows is undecided, once."""
    if reason := unmet(identity, book):
        yield undecided(identity, reason, reason)
        return
    lacking = Unevaluated(identity)
    parent = str(identity.parameters["parent"])
    parents = columns(f for s in identity.total for f in book.select(s))
    rule = identity.terms[0]
    rows = columns(f for f in book.select(rule.selector) if f.row_kind in (*CODED, "unit"))
    pairs: list[tuple[Figure | None, list[Figure]]] = []
    for column, figures in (parents if parent in ("total", "units", "unit") else rows).items():
        below = rows.get(column, [])
        if any(f.fragment == "yes" for f in (*figures, *below)):
            lacking.add("fragment", figures[0].form, "form")
        elif parent in ("class", "group"):
            _, by_parent = children(coded_rows(below))
            heads = [f for f in coded_rows(below) if f.level == parent and (f.unit, f.code) in by_parent]
            pairs += [(f, by_parent[(f.unit, f.code or "")]) for f in heads]
        elif parent == "unprinted":
            yield from derived(identity, coded_rows(below))
        elif parent == "units":
            units = top_units([r for r in below if r.row_kind == "unit"])
            pairs += [pair for f in figures for pair in with_units(f, units)]
        elif parent == "unit":
            top, _ = children(coded_rows(below))
            pairs += [(f, [r for r in top if r.unit == f.unit]) for f in figures]
        else:
            top, _ = children(coded_rows(below))
            pairs += [(f, same) for f in figures for same in systems(top)]
    if not pairs and not lacking.reasons and parent != "unprinted":
        lacking.add("not_printed", *subject_of(rule.selector))
    groups: dict = {}
    for head, below in pairs:
        assert head is not None
        if not below:
            lacking.add("no_rows_below", head.form, "form")
            continue
        terms = [Term(f, 1, "computed") for f in below]
        for extra in identity.terms[1:]:
            found = gather(extra, group_key(head, identity.each), identity, book, groups, head)
            terms += [Term(f, extra.weight, "computed") for f in found]
        judgement = judge_sum(head.printed, [(t.coefficient, t.figure.printed) for t in terms])
        name = instance_name(head, NAMED_BY)
        outcome = decided(identity, name, judgement, [Term(head, 1, "reported"), *terms], head.quantity)
        if outcome.verdict == FAILS and lacks_what_is_not_understood(outcome, head, book, along_row=False):
            lacking.add("not_understood", head.form, "form")
            continue
        yield outcome
    yield from lacking.outcomes()


def systems(top: list[Figure]) -> list[list[Figure]]:
    """Top rows by classification: the departments' economic items (3…) and the government's (5…) state the same money
    twice and are never added to each other; all other rows are of one."""
    first = {f.code[0] for f in top if f.code}
    if first != {"3", "5"}:
        return [top]
    return [[f for f in top if f.code and f.code[0] == digit] for digit in sorted(first)]


def derived(identity: Identity, rows: list[Figure]) -> Iterable[Outcome]:
    """The value of every level that is not printed: implied by the rows below, neither checked nor claimed."""
    printed = {f.code for f in rows}
    implied: dict[str, list[Figure]] = {}
    for figure in rows:
        for above in ancestors(figure.code or ""):
            if above in printed:
                break
            implied.setdefault(above, []).append(figure)
    for code, below in sorted(implied.items()):
        value, spread = weigh((1, f.printed) for f in below)
        first = below[0]
        yield Outcome(
            identity=identity,
            instance=f"{first.form}#{first.ordinal}/{code}/{first.measure}",
            verdict=UNDECIDED,
            severity="notice",
            quantity=first.quantity,
            computed=Fraction(value),
            allowed=Fraction(spread, 2),
            unit_name=next((f.unit_name for f in below if f.unit_name), None),
            decimals=max(f.decimals for f in below),
            terms=[Term(f, 1, "computed") for f in below],
            reason="level_not_printed",
            subject=code,
            subject_kind="code",
        )


def lost_lines(identity: Identity, book: Book) -> Iterable[Outcome]:
    """A table whose upper half is lost: its total less the lines that survive equals the other form's classes that
    have no surviving line."""
    lacking = Unevaluated(identity)
    other: Selector = identity.parameters["other"]  # type: ignore[assignment]
    elsewhere = [(code, f) for code, f in rolled_up(other, book) if code and len(code) == 3]
    rows = columns(coded_rows(book.select(identity.terms[0].selector)))
    done = False
    for total in (f for s in identity.total for f in book.select(s)):
        lines = rows.get(table_column(total), [])
        if not any(f.fragment == "yes" for f in (total, *lines)):
            continue
        printed = {f.code for f in lines}
        lost = [f for code, f in elsewhere if code not in printed]
        if not lost:
            lacking.add("not_printed", *subject_of(other))
            continue
        reported, spread = weigh([(1, total.printed), *((-1, f.printed) for f in lines)])
        judgement = judge_sum(Printed(reported, spread), [(1, f.printed) for f in lost])
        terms = [Term(total, 1, "reported"), *(Term(f, -1, "reported") for f in lines)]
        terms += [Term(f, 1, "computed") for f in lost]
        done = True
        yield decided(identity, instance_name(total, NAMED_BY), judgement, terms, total.quantity)
    if not done and not lacking.reasons:
        lacking.add("not_a_fragment")
    yield from lacking.outcomes()
