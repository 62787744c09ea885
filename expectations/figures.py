"""The figures of a disclosure under one roof: cells, claims, project amounts and indicator targets, with coordinates.

Belongs here: turning one record into the figures the algebra can weigh. Does not belong here: finding them (`book.py`),
what is compared with what (`identities/`, `relations/`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dagster_project.records import Cell, Claim, Indicator, Project
from expectations.identity import Printed, to_atoms
from expectations.names import contradicts
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
WEIGHTS = ("annual_weight", "mid_term_weight")  # of indicators, in performance forms
SIGNED = {"change_amount", "change_percent"}


@dataclass(slots=True, eq=False)
class Figure:
    """One printed figure. `printed` is its absolute value as the algebra takes it, `sign` -1 for a stated decrease;
    money in yuan, percentages in percent, counts in pieces (whole ones are exact). Coordinates that do not apply are
    null."""

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
    year: int | None = None  # of a claim: the year it speaks of
    horizon: str | None = None
    kind: str | None = None
    project: str | None = None
    fragment: str | None = None
    named: str | None = None  # no = the printed name cannot be that of the economic code
    variant: str | None = None
    sentence: int = 0
    position: int = 0
    label: str = ""
    column_label: str = ""
    confidence: Decimal | None = None
    cuts_off: bool = False  # a statement of a narrative that cuts amounts off instead of rounding them
    usual_decimals: int = 0  # how finely figures of its form and unit are mostly printed
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
    """Null for text, and for what holds no number but is not blank either."""
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
        printed = Printed(
            to_atoms(cell.value), last_place(cell.decimals, 1) if cell.quantity == "percent" or cell.decimals else 0
        )
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
        line_item=line_item_of(cell),
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
        named="no" if cell.economic_code and contradicts(code or "", cell.row_label) else "yes",
    )


def line_item_of(cell: Cell) -> str | None:
    """What the row stands for; a plain total on one side of a two-sided form is the grand total of that side."""
    if cell.line_item == "total" and cell.side and cell.form_id in vocabulary().two_sided_forms:
        return f"{cell.side}_grand_total"
    if not cell.line_item and not cell.row_label and cell.form_id in vocabulary().unlabelled_row_is_total:
        return "total"
    return cell.line_item


def figure_of_claim(claim: Claim, order: int, fiscal_year: int | None) -> Figure | None:
    """A statement of the narrative; `period` is `prior` where it speaks of the year before. Words that say no change are an
    exact nought; null for those that say it more or less."""
    in_words = claim.direction == "flat" and not claim.unit
    if in_words and any(word in claim.printed_text for word in vocabulary().vague):
        return None
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
        printed=Printed(
            to_atoms(value),  # type: ignore[arg-type]
            last_place(claim.decimals, factor) if (money or percent or claim.decimals) and not in_words else 0,
        ),
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
        year=claim.fiscal_year,
        sentence=claim.sentence,
        position=claim.position,
        label=claim.subject or "",
        confidence=claim.confidence,
    )


def figures_of_project(project: Project, order: int, ordinal: str, cells: dict[str, Cell]) -> list[Figure]:
    """The printed amounts of one project form; `cells` are those of its form by measure: how an amount is printed."""
    figures = []
    for measure in PROJECT_AMOUNTS:
        amount: Decimal | None = getattr(project, f"{measure}_yuan")
        cell = cells.get(measure)
        left_out = amount is None and cell is not None and cell.value is None and is_left_out(project, measure, cells)
        if amount is None and not left_out:
            continue
        decimals, unit = (cell.decimals, cell.unit) if cell and cell.amount_yuan == amount else (None, None)
        factor = vocabulary().money_units.get(unit or "", 1)
        figures.append(
            Figure(
                source="project",
                record_id=project.project_id,
                quantity="money",
                printed=Printed(to_atoms(amount or Decimal(0)), last_place(decimals, factor)),
                unit_name=unit,
                decimals=decimals or 0,
                text=cell.printed_text if cell else "",
                state="blank" if left_out else "printed",
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


def is_left_out(project: Project, measure: str, cells: dict[str, Cell]) -> bool:
    """Whether a blank of a project's funds belongs to a sum: the total of printed parts, where it is a figure that is
    missed, or a source of a printed total, where it adds nothing."""
    horizon, _, kind = measure.rpartition("_")
    if kind == "total":
        return any(getattr(project, f"{horizon}_{part}_yuan") for part in ("fiscal", "other"))
    return cells[measure].value_state == "blank" and bool(getattr(project, f"{horizon}_total_yuan"))


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
