"""The truth about a disclosure: every printed figure and every statement of it, with what ought to be printed.

Addresses are those of the contract (page, table, row, column of the format). Amounts are yuan as plain decimals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal

from dagster_project.simulator.document import Place, Printed, Statement, Table
from dagster_project.simulator.numbers import FEN


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
    digits = text.replace(",", "")
    return Decimal(digits) if digits.replace(".", "").isdigit() else Decimal(0)


def yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


def stated(text: str, unit: str) -> Decimal:
    """The yuan that a printed figure states; what stands for nothing states zero."""
    digits = text.replace(",", "").strip("-—－")
    if not digits:
        return Decimal("0.00")
    value = Decimal(digits) * (FEN[unit] // 100)
    return (-value if text.startswith("-") else value).quantize(Decimal("0.01"))


def _label(row: list) -> str:
    return " / ".join(cell.text for cell in row if cell and cell.role in ("label", "code") and cell.text)


def columns(record: type) -> list[str]:
    return [f.name for f in fields(record)]


def tables_of(printed: Printed) -> list[Table]:
    return printed.tables()
