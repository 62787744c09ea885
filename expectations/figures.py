"""The figures of a disclosure under one roof: cells, claims, project amounts and indicator targets, with coordinates.

Belongs here: turning records into figures the algebra can weigh, and finding them by a selector. Does not belong here:
what is compared with what (`identities/`, `relations/`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.records import Cell, Claim, Disclosure, Indicator, Project
from expectations.catalogue import Selector
from expectations.identity import Printed, to_atoms
from expectations.vocabulary import vocabulary

LEVELS = {3: "class", 5: "group", 7: "item"}
PROJECT_AMOUNTS = (
    "annual_total",
    "annual_fiscal",
    "annual_other",
    "mid_term_total",
    "mid_term_fiscal",
    "mid_term_other",
)
SIGNED = {"change_amount", "change_percent"}


@dataclass(slots=True, eq=False)
class Figure:
    """One printed figure. `printed` is its absolute value as the algebra takes it, `sign` -1 for a stated decrease;
    money in yuan, percentages in percent, counts in pieces. Coordinates that do not apply are null."""

    source: str  # cell | claim | project | indicator
    record_id: str
    quantity: str  # money | percent | count
    printed: Printed
    unit_name: str | None
    decimals: int
    text: str
    order: int
    state: str = "printed"
    sign: int = 1
    direction: str = "none"
    form: str | None = None
    ordinal: str | None = None
    measure: str | None = None
    row_kind: str | None = None
    line_item: str | None = None
    code: str | None = None
    level: str | None = None
    side: str | None = None
    basis: str | None = None
    unit: str | None = None
    row: str | None = None
    topic: str | None = None
    section: str | None = None
    base: str | None = None
    period: str | None = None
    horizon: str | None = None
    kind: str | None = None
    project: str | None = None
    fragment: str | None = None
    variant: str | None = None
    sentence: int = 0
    position: int = 0
    label: str = ""
    column_label: str = ""
    confidence: Decimal | None = None
    cell_id: str | None = None  # of a project's amount or target: the cell of the form that prints it

    @property
    def coefficient(self) -> int:
        return self.sign

    @property
    def signed(self) -> Printed:
        return Printed(self.sign * self.printed.atoms, self.printed.unit)

    @property
    def is_blank(self) -> bool:
        return self.state == "blank"

    @property
    def place(self) -> tuple[str, str]:
        """Two figures of one place are the same printed figure (a project has several)."""
        return self.record_id, self.measure or "" if self.source == "project" else ""


def last_place(decimals: int | None, factor: int) -> int:
    """One unit of the last printed place, in atoms; 0 where the print is not known."""
    if decimals is None:
        return 0
    return to_atoms(Decimal(factor).scaleb(-decimals))


def figure_of_cell(cell: Cell, order: int, ordinal: str) -> Figure | None:
    """Null for text and for what holds no number but is not blank either."""
    if cell.quantity == "text":
        return None
    factor = vocabulary().money_units.get(cell.unit or "", 1) if cell.quantity == "money" else 1
    if cell.value is None:
        if cell.value_state not in ("blank", "dash", "zero"):
            return None
        printed = Printed(0)
    elif cell.quantity == "money" and cell.amount_yuan is not None:
        printed = Printed(to_atoms(cell.amount_yuan), last_place(cell.decimals, factor))
    else:
        printed = Printed(to_atoms(cell.value), last_place(cell.decimals, 1))
    code = cell.classification_code
    return Figure(
        source="cell",
        record_id=cell.cell_id,
        quantity=cell.quantity,
        printed=printed,
        unit_name=cell.unit,
        decimals=cell.decimals or 0,
        text=cell.printed_text,
        order=order,
        state=cell.value_state,
        form=cell.form_id,
        ordinal=ordinal,
        measure=cell.measure,
        row_kind=cell.row_kind,
        line_item=cell.line_item,
        code=code,
        level=LEVELS.get(len(code)) if code else None,
        side=cell.side,
        basis=cell.amount_basis,
        unit=cell.unit_code or cell.unit_name,
        row=f"{cell.table_number}.{cell.row_number}",
        fragment="yes" if cell.is_fragment else "no",
        variant=cell.form_variant,
        label=cell.row_label,
        column_label=cell.column_label,
        confidence=cell.confidence,
    )


def figure_of_claim(claim: Claim, order: int, fiscal_year: int | None) -> Figure:
    """A statement of the narrative; `period` is `prior` where it speaks of the year before."""
    money = claim.amount_yuan is not None and claim.measure in ("amount", "change_amount")
    percent = claim.measure.endswith("percent")
    factor = vocabulary().money_units.get(claim.unit, 1) if money else 1
    prior = claim.amount_basis.startswith("prior_")
    if fiscal_year is not None and claim.fiscal_year is not None and claim.fiscal_year < fiscal_year:
        prior = True
    code = claim.classification_code
    value = claim.amount_yuan if money else claim.value
    return Figure(
        source="claim",
        record_id=claim.claim_id,
        quantity="money" if money else "percent" if percent else "count",
        printed=Printed(to_atoms(value), last_place(claim.decimals, factor)),  # type: ignore[arg-type]
        unit_name=claim.unit,
        decimals=claim.decimals,
        text=claim.printed_text or str(claim.value),
        order=order,
        state="printed" if claim.value else "zero",
        sign=-1 if claim.direction == "down" and claim.measure in SIGNED else 1,
        direction=claim.direction,
        form="narrative",
        measure=claim.measure,
        code=code,
        level=LEVELS.get(len(code)) if code else None,
        basis=claim.amount_basis,
        topic=claim.topic,
        section=claim.section,
        base=claim.base,
        period="prior" if prior else "current",
        sentence=claim.sentence,
        position=claim.position,
        label=claim.subject or "",
    )


def figures_of_project(project: Project, order: int, ordinal: str, cells: dict[str, Cell]) -> list[Figure]:
    """The printed amounts of one project form; `cells` are those of its form by measure: how an amount is printed."""
    figures = []
    for measure in PROJECT_AMOUNTS:
        amount: Decimal | None = getattr(project, f"{measure}_yuan")
        if amount is None:
            continue
        cell = cells.get(measure)
        decimals, unit = (cell.decimals, cell.unit) if cell and cell.amount_yuan == amount else (None, None)
        factor = vocabulary().money_units.get(unit or "", 1)
        figures.append(
            Figure(
                source="project",
                record_id=project.project_id,
                quantity="money",
                printed=Printed(to_atoms(amount), last_place(decimals, factor)),
                unit_name=unit,
                decimals=decimals or 0,
                text=cell.printed_text if cell else "",
                cell_id=cell.cell_id if cell else None,
                confidence=cell.confidence if cell else None,
                order=order,
                form="project_performance",
                ordinal=ordinal,
                measure=measure,
                project=project.project_id,
                basis="initial",
                label=project.project_name,
            )
        )
    return figures


def figure_of_indicator(indicator: Indicator, order: int, ordinal: str) -> Figure | None:
    """The numeric target of an indicator; null where it is words."""
    if indicator.target_value is None:
        return None
    unit = indicator.target_unit or ""
    factor = vocabulary().money_units.get(unit)
    value = indicator.target_value
    decimals = max(0, -int(value.as_tuple().exponent))
    return Figure(
        source="indicator",
        record_id=indicator.indicator_id,
        quantity="money" if factor else "percent" if unit == "%" else "count",
        printed=Printed(to_atoms(value) * (factor or 1), last_place(decimals, factor or 1)),
        unit_name=unit,
        decimals=decimals,
        text=indicator.target_text,
        order=order,
        form="project_performance" if indicator.project_id else "department_performance",
        ordinal=ordinal,
        measure="target",
        horizon=indicator.horizon,
        kind=indicator.kind,
        project=indicator.project_id,
        cell_id=indicator.cell_id,
        position=indicator.ordinal,
        label=indicator.level_3 or indicator.level_2 or "",
    )


class Book:
    """All figures of one disclosure, found by selector. Tables of one form are numbered over all its documents."""

    def __init__(self, disclosure: Disclosure, neighbours: Iterable[Disclosure] = ()) -> None:
        self.disclosure = disclosure
        self.neighbours = tuple(neighbours)
        self.figures: list[Figure] = []
        self._by_form: dict[str | None, list[Figure]] = {}
        self._by_topic: dict[str | None, list[Figure]] = {}
        self._selected: dict[Selector, list[Figure]] = {}
        self._tables: dict[tuple[str, str, str | None, int], str] = {}
        self._per_form: dict[tuple[str, str | None], int] = {}
        self._rank = {document.document_id: n for n, document in enumerate(disclosure.documents)}
        self._read()
        self.forms_with_cells = {cell.form_id for cell in disclosure.cells}

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
            if cell.form_id != "project_performance":  # their money is taken from the project records
                found.append(figure_of_cell(cell, order, self._ordinal(cell)))
            if cell.form_id == "project_performance" and cell.measure in PROJECT_AMOUNTS and cell.value is not None:
                forms.setdefault((cell.document_id, cell.form_ordinal), {}).setdefault(cell.measure, cell)
        claims = sorted(d.claims, key=lambda c: (*self._position(c.document_id), c.sentence, c.position, c.claim_id))
        found.extend(figure_of_claim(claim, order, d.fiscal_year) for order, claim in enumerate(claims))
        ordinals = {}
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
        for figure in self.figures:
            self._by_form.setdefault(figure.form, []).append(figure)
            if figure.topic is not None:
                self._by_topic.setdefault(figure.topic, []).append(figure)

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
