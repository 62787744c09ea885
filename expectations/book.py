"""All figures of one disclosure, found by selector.

Belongs here: the order of figures over documents and the index by form and topic. Does not belong here: what a record
becomes (`figures.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dagster_project.records import Cell, Disclosure
from expectations.figures import (
    PROJECT_AMOUNTS,
    WEIGHTS,
    Figure,
    figure_of_cell,
    figure_of_claim,
    figure_of_indicator,
    figures_of_project,
)
from expectations.selectors import Selector


def usual_decimals(figures: Iterable[Figure]) -> dict[tuple, int]:
    """How many decimals most figures of a form, unit and quantity have; the finer where two are as frequent."""
    seen: dict[tuple, Counter[int]] = {}
    for figure in figures:
        key = (figure.form, figure.unit_name, figure.quantity)
        seen.setdefault(key, Counter())
        if figure.printed.atoms:
            seen[key][figure.decimals] += 1
    return {key: max(counts, key=lambda d: (counts[d], d), default=0) for key, counts in seen.items()}


def projects_of_weights(disclosure: Disclosure) -> dict[str, str | None]:
    """The project of each printed weight: that of the indicator in its row; null in a department's own form."""
    rows = {c.cell_id: (c.document_id, c.table_number, c.row_number) for c in disclosure.cells}
    owners = {rows[i.cell_id]: i.project_id for i in disclosure.indicators if i.cell_id in rows}
    return {c.cell_id: owners.get(rows[c.cell_id]) for c in disclosure.cells if c.measure in WEIGHTS}


class Book:
    """All figures of one disclosure, found by selector. Tables of one form are numbered over all its documents."""

    def __init__(self, disclosure: Disclosure, neighbours: Iterable[Disclosure] = ()) -> None:
        self.disclosure = disclosure
        self.neighbours = tuple(neighbours)
        self.figures: list[Figure] = []
        self.not_understood: list[Figure] = []  # printed in a row or a column whose meaning is not known
        self._by_form: dict[str | None, list[Figure]] = {}
        self._by_topic: dict[str | None, list[Figure]] = {}
        self._selected: dict[Selector, list[Figure]] = {}
        self._beside: dict[int, Book] = {}
        self._tables: dict[tuple[str, str, str | None, int], str] = {}
        self._per_form: dict[tuple[str, str | None], int] = {}
        self._rank = {document.document_id: n for n, document in enumerate(disclosure.documents)}
        self._read()
        self.forms_with_cells = {cell.form_id for cell in disclosure.cells}

    def beside(self, neighbour: Disclosure) -> Book:
        """The figures of one of the neighbours, read once however many identities look at them."""
        if id(neighbour) not in self._beside:
            self._beside[id(neighbour)] = Book(neighbour)
        return self._beside[id(neighbour)]

    def _position(self, document_id: str) -> tuple[int, str]:
        return self._rank.get(document_id, len(self._rank)), document_id

    def _ordinal(self, cell: Cell) -> str:
        """Which table of its form (and variant) a cell belongs to, counted over all documents of the disclosure."""
        key = (cell.document_id, cell.form_id, cell.form_variant, cell.form_ordinal)
        if key not in self._tables:
            form = (cell.form_id, cell.form_variant)
            self._per_form[form] = self._per_form.get(form, 0) + 1
            self._tables[key] = f"{cell.form_variant or ''}{self._per_form[form]}"
        return self._tables[key]

    def _read(self) -> None:
        d = self.disclosure
        found: list[Figure | None] = []
        forms: dict[tuple[str, int], dict[str, Cell]] = {}
        key = lambda c: (*self._position(c.document_id), c.table_number, c.row_number, c.column_number)  # noqa: E731
        for order, cell in enumerate(sorted(d.cells, key=key)):
            if cell.form_id != "project_performance" or cell.measure in WEIGHTS:  # their money is that of the projects
                found.append(self._weighed(figure_of_cell(cell, order, self._ordinal(cell))))
            if cell.form_id == "project_performance" and cell.measure in PROJECT_AMOUNTS and cell.quantity == "money":
                forms.setdefault((cell.document_id, cell.form_ordinal), {}).setdefault(cell.measure, cell)
        claims = sorted(d.claims, key=lambda c: (*self._position(c.document_id), c.sentence, c.position, c.claim_id))
        found.extend(figure_of_claim(claim, order, d.fiscal_year) for order, claim in enumerate(claims))
        ordinals = {}
        self.project_of_cell = projects_of_weights(d)
        projects = sorted(d.projects, key=lambda p: (*self._position(p.document_id), p.form_ordinal, p.project_id))
        for order, project in enumerate(projects):
            ordinals[project.project_id] = str(order + 1)
            cells = forms.get((project.document_id, project.form_ordinal), {})
            found.extend(figures_of_project(project, order, str(order + 1), cells))
        indicators = sorted(
            d.indicators,
            key=lambda i: (*self._position(i.document_id), i.form_ordinal, i.horizon, i.ordinal, i.indicator_id),
        )
        found.extend(
            figure_of_indicator(indicator, order, ordinals.get(indicator.project_id or "", "0"))
            for order, indicator in enumerate(indicators)
        )
        self.projects = projects
        self.figures = [figure for figure in found if figure is not None]
        usual = usual_decimals(self.figures)
        for figure in self.figures:
            figure.usual_decimals = usual[figure.form, figure.unit_name, figure.quantity]
            self._by_form.setdefault(figure.form, []).append(figure)
            if figure.topic is not None:
                self._by_topic.setdefault(figure.topic, []).append(figure)

    def _weighed(self, figure: Figure | None) -> Figure | None:
        """The figure, where sums may take it: not in a column that is not understood or only a part of another."""
        if figure is None or figure.measure == "part":
            return None
        if figure.measure in WEIGHTS:
            return figure
        is_named = figure.line_item is not None or figure.code is not None or figure.row_kind != "line"
        if figure.printed.atoms and not (figure.measure and is_named):
            self.not_understood.append(figure)
        return figure if figure.measure else None

    def totals_of(self, form: str | None) -> list[Figure]:
        """The printed totals and named lines of a form, in document order."""
        return [
            f for f in self._by_form.get(form, ()) if f.source == "cell" and f.row_kind != "item" and f.printed.atoms
        ]

    def select(self, selector: Selector) -> list[Figure]:
        """The figures a selector chooses, in document order. Claims are those of the year itself and no thresholds, cells
        those of no wider variant of their form, unless the selector names `period`, `base` or `variant`."""
        if selector not in self._selected:
            self._selected[selector] = self._choose(selector)
        return self._selected[selector]

    def _choose(self, selector: Selector) -> list[Figure]:
        conditions = list(selector.coordinates)
        topics, forms, sources = selector.get("topic"), selector.get("form"), selector.get("source")
        if topics is not None:
            pool = [f for topic in sorted(topics, key=str) for f in self._by_topic.get(topic, ())]
            pool.sort(key=lambda f: f.order)
            if selector.get("period") is None:
                conditions.append(("period", frozenset({"current"})))
            if selector.get("base") is None and selector.get("measure") == {"amount"}:
                pool = [f for f in pool if f.base != "threshold"]
        elif sources is not None:
            pool = [f for f in self.figures if f.source in sources]
        elif forms is not None:
            pool = [f for form in sorted(forms, key=str) for f in self._by_form.get(form, ()) if f.source == "cell"]
            if selector.get("variant") is None:
                conditions.append(("variant", frozenset({None})))
        else:
            pool = self.figures
        conditions = [c for c in conditions if c[1] != {"any"}]
        return [f for f in pool if all(getattr(f, name) in values for name, values in conditions)]
