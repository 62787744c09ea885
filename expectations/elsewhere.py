"""The figures that stand where a wrong one may have come from: last year, another basis, the place beside it.

Belongs here: finding them. Does not belong here: which figure is wrong, and what that is called (`explain.py`).
"""

from __future__ import annotations

from fractions import Fraction

from dagster_project.records import Disclosure
from expectations.book import Book
from expectations.figures import Figure

PRIOR = ("prior_budget", "prior_execution", "prior_final")


def coordinates(figure: Figure) -> tuple:
    """What a figure states, apart from year and basis."""
    return (
        *(figure.form, figure.variant, figure.side, figure.line_item, figure.code, figure.measure),
        *(figure.row_kind, figure.unit, figure.topic, figure.section),
    )


def related(one: str | None, other: str | None) -> bool:
    """Whether one code stands above the other: a level with a single item below it has the same amount."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))  # type: ignore[union-attr,arg-type]


class Elsewhere:
    """An index over the figures of a disclosure and those of its year before, made when first asked."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._same: dict[tuple, list[Figure]] | None = None
        self._before: dict[tuple, list[Figure]] = {}
        self._rows: dict[tuple, list[Figure]] = {}
        self._named: dict[tuple, list[Figure]] = {}
        self._claims: list[Figure] = []

    def _index(self) -> dict[tuple, list[Figure]]:
        if self._same is None:
            self._same = {}
            for figure in self.book.figures:
                self._same.setdefault(coordinates(figure), []).append(figure)
                if figure.source == "cell":
                    self._named.setdefault((figure.code or figure.line_item, figure.basis), []).append(figure)
                    column = (figure.form, figure.ordinal, figure.measure, figure.side, figure.basis)
                    self._rows.setdefault(column, []).append(figure)
            self._claims = [f for f in self.book.figures if f.source == "claim" and f.measure == "amount"]
            for neighbour in self.book.neighbours:
                if self._is_year_before(neighbour):
                    for figure in self.book.beside(neighbour).figures:
                        self._before.setdefault(coordinates(figure), []).append(figure)
        return self._same

    def _is_year_before(self, other: Disclosure) -> bool:
        own = self.book.disclosure
        return (
            (other.department_id, other.stage, other.level) == (own.department_id, own.stage, own.level)
            and own.fiscal_year is not None
            and other.fiscal_year == own.fiscal_year - 1
        )

    def of_last_year(self, figure: Figure) -> list[Figure]:
        """What the document, or the document of the year before, states of the year before."""
        here = self._index().get(coordinates(figure), [])
        if not any(f is figure for f in here):
            return []  # a figure of the document before
        same = [f for f in here if f is not figure]
        return [f for f in same if f.basis in PRIOR or f.period == "prior"] + self._before.get(coordinates(figure), [])

    def on_other_bases(self, figure: Figure) -> list[Figure]:
        same = self._index().get(coordinates(figure), ())
        return [f for f in same if f.basis != figure.basis and f.basis not in PRIOR]

    def beside(self, figure: Figure) -> list[Figure]:
        """The rows above and below in the column; for a statement, the items stated before and after it."""
        self._index()
        if figure.source == "claim":
            others = [f for f in self._claims if f.section == figure.section and f.code != figure.code and f.code]
            near = [f for f in others if abs(f.sentence - figure.sentence) <= NEAR_SENTENCES]
            return near if figure.code else []
        column = self._rows.get((figure.form, figure.ordinal, figure.measure, figure.side, figure.basis), [])
        place = next((n for n, f in enumerate(column) if f is figure), None)
        near = [] if place is None else [f for f in column[max(0, place - 1) : place + 2] if f is not figure]
        return [f for f in near if not related(f.code, figure.code)]

    def confirms(self, figure: Figure, right: Fraction) -> bool:
        """Whether another form of the disclosure prints the right value for the same item or line, on the same basis."""
        self._index()
        key = figure.code or figure.line_item
        if figure.source != "cell" or not key or not right or figure.row_kind in TOTALS:
            return False
        named = self._named.get((key, figure.basis), ())
        return any(f.form != figure.form and f.printed.atoms == right for f in named)

    def of_other_forms(self, figure: Figure) -> list[Figure]:
        """Coded figures of other forms of the disclosure on the same basis; none of the year before where those say it."""
        self._index()
        same = [f for f in self.book.figures if f.source == "cell" and f.code and f.basis == figure.basis]
        before = [f for group in self._before.values() for f in group if f.form == figure.form and f.code]
        return [f for f in same if f.form != figure.form] + before

    def emptied(self, figure: Figure) -> bool | None:
        """Whether the year before has a figure in a place that is blank now; null where nothing is known of it."""
        self._index()
        before = self._before.get(coordinates(figure))
        return any(f.printed.atoms for f in before) if before else None

    def nearer(self, figure: Figure, right: Fraction) -> Fraction:
        """How much nearer to what the year before printed in its place the right value is than what is printed, as a
        share of it; 0 where nothing is known of it."""
        self._index()
        before = self._before.get(coordinates(figure), ())
        sizes = {f.printed.atoms for f in before if f.printed.atoms and f.quantity == figure.quantity}
        if len(sizes) != 1:
            return Fraction(0)
        old = sizes.pop()
        return Fraction(abs(figure.printed.atoms - old) - abs(right - old), abs(old))

    def above(self, figure: Figure) -> list[Figure]:
        """The totals of its column and the levels above it, where it is not itself one alone below them."""
        self._index()
        column = self._rows.get((figure.form, figure.ordinal, figure.measure, figure.side, figure.basis), [])
        if figure.source != "cell" or figure.row_kind in TOTALS:
            return []
        return [f for f in column if f is not figure and f.row_kind in TOTALS]


TOTALS = ("total", "subtotal")
NEAR_SENTENCES = 6  # an item of the text takes two or three sentences
