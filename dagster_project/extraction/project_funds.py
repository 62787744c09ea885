"""The money of a performance form: total, fiscal and other funds, mid-term in the left half and annual in the right.

One figure a label; a label without a figure is a blank cell, kept as such. Amounts become yuan by the form's own unit,
or by the unit printed with the figure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.extraction.amounts import parse_figure, unit_factor
from dagster_project.extraction.labels import squeeze
from dagster_project.extraction.project_rows import Entry, Row
from dagster_project.formats.document import GridCell

_MONEY = re.compile(r"^(.*?)(元|千元|万元|亿元)$")
_TOTALS = {"mid_term_total": "mid_term", "annual_total": "annual"}


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure of the funds. `state` is printed | zero | dash | blank; `fault` says why a text is no figure."""

    measure: str  # mid_term_total … annual_other, see seeds/measures.csv
    row: Row
    column: int
    cell: GridCell | None  # none where no cell is printed behind the label
    label: str  # path of labels, white space removed
    value: Decimal | None
    decimals: int | None
    state: str
    unit: str | None  # printed with the figure
    fault: str | None

    def yuan(self, form_unit: str | None) -> Decimal | None:
        """The amount in yuan; none where nothing is printed or no unit is known. A dash is no amount."""
        unit = self.unit or form_unit
        if self.value is None or unit is None or self.state not in ("printed", "zero"):
            return None
        return self.value * unit_factor(unit)


class Funds:
    """Collects the amounts row by row; remembers in which columns the halves stand."""

    def __init__(self) -> None:
        self.amounts: list[Amount] = []
        self.unit: str | None = None
        self._labels: dict[str, tuple[int, str]] = {}  # horizon -> column and text of the label of its total
        self._figures: dict[str, int] = {}  # horizon -> column of its figures

    def read(self, row: Row, entries: list[Entry]) -> None:
        """Takes the funds of one row; entries of other groups are left alone."""
        funds = [e for e in entries if e.label.group == "fund"]
        for entry in funds:
            self.unit = self.unit or entry.label.unit
        parts = [e for e in funds if e.label.name != "section"]
        for entry in parts:
            same = [e for e in parts if e.label.name == entry.label.name]
            if horizon := self._horizon(entry, same):
                self._take(row, entry, horizon)

    def _horizon(self, entry: Entry, same: list[Entry]) -> str | None:
        """The half a label belongs to: a total's own; else by order where printed twice, or by the nearest total."""
        name, column = entry.label.name, entry.cell.column
        if name in _TOTALS:
            self._labels[_TOTALS[name]] = (column, squeeze(entry.cell.text).rstrip(":："))
            return _TOTALS[name]
        if not self._labels:
            return "annual"
        halves = sorted(self._labels, key=lambda h: self._labels[h][0])
        if len(same) == len(halves):
            return halves[same.index(entry)]
        return min(halves, key=lambda h: (abs(self._labels[h][0] - column), h))

    def _take(self, row: Row, entry: Entry, horizon: str) -> None:
        printed = next((c for c in entry.behind if c.text.strip()), None)
        if printed is not None:
            self._figures.setdefault(horizon, printed.column)
        cell, text = printed, printed.text.strip() if printed is not None else ""
        if printed is None and entry.values:
            cell, text = entry.cell, entry.values[0]
        elif printed is None:
            usual = self._figures.get(horizon)
            cell = next((c for c in entry.behind if c.column == usual), entry.behind[0] if entry.behind else None)
        value, decimals, state, unit, fault = read_amount(text)
        own = squeeze(entry.cell.text)
        if cell is entry.cell:  # label and figure in one cell
            own = own.removesuffix(squeeze(text))
        own = own.rstrip(":：")
        is_total = entry.label.name in _TOTALS
        total = self._labels.get(horizon, (0, ""))[1]
        self.amounts.append(
            Amount(
                measure=entry.label.name if is_total else f"{horizon}_{entry.label.name}",
                row=row,
                column=cell.column if cell else entry.cell.column + entry.cell.column_span,
                cell=cell,
                label=own if is_total or not total else f"{total} / {own}",
                value=value,
                decimals=decimals,
                state=state,
                unit=unit,
                fault=fault,
            )
        )


def read_amount(text: str) -> tuple[Decimal | None, int | None, str, str | None, str | None]:
    """Value, decimals, state, printed unit and fault of an amount such as `1,080.00`, `360 万元`, `-` or blank."""
    unit = None
    bare = unicodedata.normalize("NFKC", text).strip()
    if match := _MONEY.match(squeeze(bare)):
        bare, unit = match[1], match[2]
        if not bare:  # a unit without a number is a blank the printer prepared
            return None, None, "blank", unit, None
    try:
        figure = parse_figure(bare)
    except ValueError as error:
        return None, None, "printed", unit, str(error)
    return figure.value, figure.decimals, figure.state, unit, None
