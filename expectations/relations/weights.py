"""Weights of performance indicators: those of one form and horizon add to a hundred points.

Belongs here: which weights are of one form. A form that gives part of its points to the money spent, or to levels above the
indicators, states a whole that its indicators alone do not make up: nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import FAILS, SCALE, Printed, judge_sum
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided
from expectations.relations.sums import subject_of
from expectations.selectors import Identity


def weights_sum(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Every form's weights by horizon; `parameters.wholes` are the sums a form may have in full, `parameters.parts` those
    it has where the rest of the points is given elsewhere."""
    lacking = Unevaluated(identity)
    groups: dict[tuple, list[Figure]] = {}
    for figure in (f for s in identity.total for f in book.select(s)):
        key = (figure.form, figure.ordinal, book.project_of_cell.get(figure.record_id), figure.measure)
        groups.setdefault(key, []).append(figure)
    if not groups:
        lacking.add("not_printed", *subject_of(identity.total[0]))
    wholes, parts = (identity.parameters[name] for name in ("wholes", "parts"))
    numbers: dict[tuple, int] = {}
    for (form, ordinal, _, measure), weights in groups.items():
        numbers[form, ordinal, measure] = number = numbers.get((form, ordinal, measure), 0) + 1
        if any(f.fragment == "yes" for f in weights) or len(weights) < 2:
            lacking.add("weighed_otherwise", form, "form")
            continue
        total = Printed(sum(f.printed.atoms for f in weights), sum(f.printed.unit for f in weights))
        judged = [judge_sum(total, [(1, Printed(int(whole) * SCALE))]) for whole in (*wholes, *parts)]
        judgement = next((j for j in judged if j.verdict != FAILS), judged[0])
        if judgement in judged[len(wholes) :]:
            lacking.add("weighed_otherwise", form, "form")
            continue
        terms = [Term(f, 1, "reported") for f in weights]
        name = f"{form}#{ordinal}.{number}/{measure}"
        yield decided(identity, name, judgement, terms, "count", decimals=max(f.decimals for f in weights))
    yield from lacking.outcomes()
