"""Whether an identity applies to a disclosure at all (`when`).

Belongs here: conditions over a whole disclosure. Does not belong here: what a single instance lacks (`sums.py`).
"""

from __future__ import annotations

from expectations.book import Book
from expectations.identity import HOLDS, SCALE, Printed, judge_sum
from expectations.selectors import Identity, Selector


def unmet(identity: Identity, book: Book) -> str | None:
    """The key of the reason why the identity does not apply, or null."""
    for name, value in identity.when.items():
        met = CONDITIONS[name](value, book)
        if met is None:
            return f"unknown_{name}"
        if not met:
            return f"not_{name}"
    return None


def summed(selector: Selector, book: Book) -> Printed | None:
    """Σ of the figures a selector chooses in the first table that has any; null where nothing is printed."""
    figures = book.select(selector)
    if not figures:
        return None
    first = figures[0].ordinal
    chosen = [f for f in figures if f.ordinal == first]
    return Printed(sum(f.printed.atoms for f in chosen), sum(f.printed.unit for f in chosen))


def agree(pairs: object, book: Book) -> bool | None:
    """True if any of the pairs of sums agree as printed; null where none of them can be compared."""
    known = False
    for left, right in pairs:  # type: ignore[attr-defined]
        a, b = summed(left, book), summed(right, book)
        if a is None or b is None:
            continue
        known = True
        if judge_sum(a, [(1, b)]).verdict == HOLDS:
            return True
    return False if known else None


def disagree(pairs: object, book: Book) -> bool | None:
    answer = agree(pairs, book)
    return None if answer is None else not answer


def stage(value: object, book: Book) -> bool:
    return book.disclosure.stage in (None, value)


def single_unit(value: object, book: Book) -> bool | None:
    """Whether the department has no units below it: by its level, the unit rows printed, or the units it lists."""
    if book.disclosure.level == "unit":
        return value is True
    units = {f.unit for f in book.figures if f.source == "cell" and f.unit is not None}
    listed = [p for p in book.disclosure.passages if p.kind == "unit"]
    if not units and not listed:
        return None
    return (len(units) <= 1 and len(listed) <= 1) is value


def printed(selectors: object, book: Book) -> bool:
    return all(book.select(s) for s in selectors)  # type: ignore[attr-defined]


def absent(selectors: object, book: Book) -> bool:
    return not any(book.select(s) for s in selectors)  # type: ignore[attr-defined]


def zero(selectors: object, book: Book) -> bool:
    return all(f.printed.atoms == 0 for s in selectors for f in book.select(s))  # type: ignore[attr-defined]


def project_count_covered(value: object, book: Book) -> bool | None:
    """Whether the project forms are at least as many as the narrative says there are projects: the list is whole."""
    stated = book.select(Selector((("topic", frozenset({str(value)})), ("measure", frozenset({"count"})))))
    if not stated or not book.projects:
        return None
    return len(book.projects) * SCALE >= min(f.printed.atoms for f in stated)


CONDITIONS = {
    "agree": agree,
    "disagree": disagree,
    "stage": stage,
    "single_unit": single_unit,
    "printed": printed,
    "absent": absent,
    "zero": zero,
    "project_count_covered": project_count_covered,
}
