"""The truth about a disclosure: every printed figure and every statement of it, with what ought to be printed.

Addresses are those of the contract (page, table, row, column of the format). Amounts are yuan as plain decimals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.simulator.document import Place, Printed, Statement
from dagster_project.simulator.faults import Fault
from dagster_project.simulator.numbers import FEN, NARROW


@dataclass(frozen=True, slots=True)
class FigureTruth:
    """One cell of a form that states money, blank ones included."""

    document: str
    form_id: str
    form_ordinal: int
    page: int
    table_number: int
    row_number: int
    column_number: int
    row_label: str
    measure: str
    line_item: str
    classification_code: str
    amount_basis: str
    unit: str
    printed_text: str
    right_text: str
    amount_yuan: Decimal  # what is printed ought to state, to its last printed place
    exact_yuan: Decimal  # before rounding


@dataclass(frozen=True, slots=True)
class ClaimTruth:
    """One figure of the narrative."""

    document: str
    ordinal: int
    topic: str
    measure: str
    direction: str
    classification_code: str
    unit: str
    printed_text: str
    right_text: str
    value: Decimal  # as it ought to be printed, in its unit
    sentence: str


def figures(printed: Printed, document: str, places: dict[int, list[Place]]) -> Iterator[FigureTruth]:
    """The figures of all tables of a document, in the order in which they stand."""
    for table in printed.tables():
        rows = [*table.head, *table.body]
        for row, place in zip(rows, places.get(id(table), ()), strict=False):
            label = _label(row)
            for column, cell in enumerate(row, 1):
                if cell is None or cell.role != "figure" or cell.amount is None:
                    continue
                yield FigureTruth(
                    document,
                    table.form_id,
                    table.ordinal,
                    place.page,
                    place.table_number,
                    place.row,
                    column,
                    label,
                    cell.measure,
                    cell.line_item,
                    cell.code,
                    cell.basis or ("final" if printed.stage == "final" else "initial"),
                    cell.unit,
                    cell.text,
                    cell.right,
                    stated(cell.right, cell.unit),
                    yuan(cell.amount),
                )


def claims(printed: Printed, document: str) -> Iterator[ClaimTruth]:
    """The statements of all paragraphs, in the order in which they stand."""
    ordinal = 0
    for paragraph in printed.paragraphs():
        for part in paragraph.parts:
            if isinstance(part, Statement):
                ordinal += 1
                yield ClaimTruth(
                    document,
                    ordinal,
                    part.topic,
                    part.measure,
                    part.direction,
                    part.code,
                    part.unit,
                    part.text,
                    part.right,
                    _value(part.right),
                    paragraph.text,
                )


def _value(text: str) -> Decimal:
    """The number a statement prints; words such as 持平 state none."""
    digits = text.translate(NARROW).replace(",", "")
    return Decimal(digits) if digits.replace(".", "").isdigit() else Decimal(0)


def yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


def stated(text: str, unit: str) -> Decimal:
    """The yuan that a printed figure states; what stands for nothing states zero."""
    digits = text.translate(NARROW).replace(",", "").strip("-—－")
    if not digits:
        return Decimal("0.00")
    value = Decimal(digits) * (FEN[unit] // 100)
    return (-value if text.startswith("-") else value).quantize(Decimal("0.01"))


def _label(row: list) -> str:
    return " / ".join(cell.text for cell in row if cell and cell.role in ("label", "code") and cell.text)


@dataclass(frozen=True, slots=True)
class DocumentTruth:
    """One file: whose, of which year, in which dress, and what befell it."""

    document: str
    department_code: str
    department_name: str
    fiscal_year: int
    stage: str
    level: str
    family: str
    format: str
    rounding: str  # exact | independent | levelled
    narrative_truncated: bool
    version: int
    published: bool  # false: withheld, there is no file
    days_after_deadline: int


@dataclass(frozen=True, slots=True)
class FaultTruth:
    """One fault. Without an address: a row that is gone, or prose (then `sentence` says where)."""

    document: str
    ordinal: int
    kind: str
    origin: str  # publisher | reading
    where: str  # form | narrative
    form_id: str
    page: int | None
    table_number: int | None
    row_number: int | None
    column_number: int | None
    row_label: str
    printed_text: str
    right_text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PersonTruth:
    """Invented personal data on a form, to be removed by whoever reads it."""

    document: str
    page: int
    table_number: int
    row_number: int
    column_number: int
    text: str


@dataclass(frozen=True, slots=True)
class TotalTruth:
    """What the marts ought to say of a department's year, from the money itself."""

    department_code: str
    department_name: str
    fiscal_year: int
    stage: str
    level: str
    item: str
    amount_yuan: Decimal


def people(printed: Printed, document: str, places: dict[int, list[Place]]) -> Iterator[PersonTruth]:
    """The personal data on the forms of a document."""
    for table in printed.tables():
        for row, place in zip([*table.head, *table.body], places.get(id(table), ()), strict=False):
            for column, cell in enumerate(row, 1):
                if cell is not None and cell.role == "person":
                    yield PersonTruth(document, place.page, place.table_number, place.row, column, cell.text)


def faults(planted: list[Fault], document: str, places: dict[int, list[Place]]) -> Iterator[FaultTruth]:
    """The planted faults with their addresses in the document."""
    for ordinal, fault in enumerate(planted, 1):
        place, column = _address(fault, places)
        yield FaultTruth(
            document,
            ordinal,
            fault.kind,
            fault.origin,
            "form" if fault.table else "narrative",
            fault.table.form_id if fault.table else "narrative",
            place.page if place else None,
            place.table_number if place else None,
            place.row if place else None,
            column,
            fault.label,
            fault.printed_text,
            fault.right_text,
            fault.paragraph.text if fault.paragraph else "",
        )


def _address(fault: Fault, places: dict[int, list[Place]]) -> tuple[Place | None, int | None]:
    if fault.table is None or fault.cell is None:
        return None, None
    for row, place in zip([*fault.table.head, *fault.table.body], places.get(id(fault.table), ()), strict=False):
        for column, cell in enumerate(row, 1):
            if cell is fault.cell:
                return place, column
    return None, None
