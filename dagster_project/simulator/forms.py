"""The official forms of a family, drawn from a ledger: which shape, and what all shapes share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dagster_project.simulator.document import Cell, Table
from dagster_project.simulator.family import Publisher
from dagster_project.simulator.figures import line
from dagster_project.simulator.ledger import FISCAL, Leaf, Ledger
from dagster_project.simulator.numbers import Dress


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a form is drawn from. `planned` is the year's budget where the document is a final account."""

    spec: dict[str, Any]
    publisher: Publisher
    ledger: Ledger
    planned: Ledger | None
    words: dict[str, str]  # {year}, {level}, {department} … of the texts

    @property
    def dress(self) -> Dress:
        spec, dress = self.spec, self.publisher.dress
        return Dress(
            spec.get("unit", dress.unit),
            spec.get("decimals", dress.decimals),
            spec.get("separators", dress.separators),
            dress.zero,
            dress.wide,
        )

    def text(self, template: str) -> str:
        return template.format(**self.words)

    def figure(self, fen: int, **what: str) -> Cell:
        """A cell that states an amount."""
        text = self.dress.money(fen)
        return Cell(text, 1, 1, "figure", fen, text, unit=self.dress.unit, **what)

    def inside(self, leaf: Leaf) -> bool:
        """Whether the form speaks of this money."""
        funds, kind = self.spec.get("funds", "all"), self.spec.get("kind")
        in_funds = funds == "all" or leaf.fund == funds or (funds == "fiscal" and leaf.fund in FISCAL)
        if self.spec.get("only") == "operating":
            in_funds = in_funds and leaf.economic[:3] in ("302", "310") and leaf.unit in self._administrative()
        return in_funds and (kind is None or leaf.kind == kind)

    def _administrative(self) -> set[str]:
        return {unit.code for unit in self.ledger.units if unit.administrative}

    def amount(self, item: str, measure: str = "total", basis: str = "") -> int:
        """What a named line states in a column: the whole form's money, or that of the column's fund."""
        funds = measure if measure in FISCAL else self.spec.get("funds", "all")
        ledger = self.planned if basis == "adjusted" and self.planned is not None else self.ledger
        return line(ledger, item, funds)

    def titled(self, table: Table) -> Table:
        """The table with what stands above and below it."""
        spec, family = self.spec, self.publisher.family
        table.title = self.text(family["title"].replace("{title}", spec["title"]))
        table.unit = self.dress.unit
        table.above = [(self.text(family["publisher"]), family["unit_line"].format(unit=table.unit))]
        table.repeat_head = not spec.get("continued_without_head", False)
        table.landscape = not spec.get("portrait", False)
        table.broken_headings = self.publisher.breaks_headings
        table.row_height = spec.get("row_height", family.get("row_height", table.row_height))
        if "note" in spec:
            table.notes.append(self.text(spec["note"]))
        if "empty" in spec and not any(c and c.amount for row in table.body for c in row):
            table.notes.append(self.text(spec["empty"]))
        return table


def draw(spec: dict[str, Any], drawing: Drawing) -> Table:
    """One form. The shape of the spec says which drawing."""
    from dagster_project.simulator.form_across import draw_across, draw_list
    from dagster_project.simulator.form_coded import draw_coded
    from dagster_project.simulator.form_panels import draw_panels

    shapes = {"coded": draw_coded, "panels": draw_panels, "across": draw_across, "list": draw_list}
    return drawing.titled(shapes[spec["shape"]](drawing))
