"""The levels of a classification: which printed rows stand for a code that may itself not be printed.

Belongs here: nearest printed descendants and ancestors, by unit. Does not belong here: judging their sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from expectations.book import Book
from expectations.figures import Figure
from expectations.selectors import Selector

CODED = ("class", "group", "item")


def ancestors(code: str) -> Iterator[str]:
    """The codes above, nearest first: 2010302 -> 20103, 201."""
    for length in (5, 3):
        if len(code) > length:
            yield code[:length]


def coded_rows(figures: Iterable[Figure]) -> list[Figure]:
    """Rows of the classification itself: no totals, units, named lines or parts (其中)."""
    return [f for f in figures if f.code and f.row_kind in CODED]


def table_column(figure: Figure) -> tuple:
    """Figures that may be added to each other: one table, one column, one side, one basis."""
    return figure.form, figure.ordinal, figure.side, figure.measure, figure.basis


def children(rows: list[Figure]) -> tuple[list[Figure], dict[tuple[str | None, str], list[Figure]]]:
    """Of the rows of one column: those with no printed row above them, and by (unit, code) the rows right below it."""
    printed = {(f.unit, f.code) for f in rows}
    top: list[Figure] = []
    below: dict[tuple[str | None, str], list[Figure]] = {}
    for figure in rows:
        parent = printed_above(figure, printed)
        if parent is None:
            top.append(figure)
        else:
            below.setdefault(parent, []).append(figure)
    return top, below


def printed_above(figure: Figure, printed: set[tuple[str | None, str | None]]) -> tuple[str | None, str] | None:
    """(unit, code) of the nearest printed row above: of the figure's own unit, else of all units together."""
    above = ((unit, a) for a in ancestors(figure.code or "") for unit in (figure.unit, None))
    return next((key for key in above if key in printed), None)


def top_units(rows: list[Figure]) -> list[Figure]:
    """The rows of units that stand below no other: a unit's code begins with that of the unit above it (201, 201001),
    and a first row without a code, among rows with one, is the department that holds them."""
    coded = {f.unit for f in rows if f.unit and f.unit.isdigit()}
    if coded and rows[0].unit not in coded and sum(f.unit not in coded for f in rows) == 1:
        return rows[:1]
    return [f for f in rows if not any(f.unit != c and (f.unit or "").startswith(c) for c in coded)]


def with_units(total: Figure, units: list[Figure]) -> list[tuple[Figure, list[Figure]]]:
    """A total with its units; where the first unit alone is as large and the others are besides, the first is the
    department that holds them, printed as a unit: the total equals it, and it the others."""
    first, others = units[:1], units[1:]
    if first and others and any(f.printed.atoms for f in others) and first[0].printed.atoms == total.printed.atoms:
        return [(total, first), (first[0], others)]
    return [(total, units)]


def rolled_up(selector: Selector, book: Book) -> list[tuple[str | None, Figure]]:
    """(code, figure) for every code at or above the printed rows: the row itself, or its nearest printed descendants,
    over all units of the first table that has any."""
    rows = coded_rows(book.select(selector))
    if not rows:
        return []
    first = rows[0].ordinal
    rows = [f for f in rows if f.ordinal == first]
    printed = {(f.unit, f.code) for f in rows}
    pairs: list[tuple[str | None, Figure]] = []
    for figure in rows:
        pairs.append((figure.code, figure))
        for above in ancestors(figure.code or ""):
            if (figure.unit, above) in printed or (None, above) in printed:
                break
            pairs.append((above, figure))
    return pairs
