"""Cells: every figure of a form's data area with its address, its coordinates and its exact printed text.

One record a position, blank ones included; what is not understood is kept without coordinates and reported.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from dagster_project.extraction import labels
from dagster_project.extraction.amounts import parse_figure, unit_factor
from dagster_project.extraction.column_meanings import (
    ColumnMeaning,
    UnknownColumn,
    column_meanings,
    quantity_and_role,
)
from dagster_project.extraction.form_definitions import FormDefinition, forms
from dagster_project.extraction.headings import Cover
from dagster_project.extraction.panels import Panel
from dagster_project.extraction.pieces import LogicalTable, Piece
from dagster_project.extraction.rows import Mapping, RowCoordinates, reaches_over, read_rows, system_of
from dagster_project.records import Cell, Refusal, stable_id


@dataclass(frozen=True, slots=True)
class Context:
    """What the document as a whole says, needed to understand its tables."""

    document_id: str
    fiscal_year: int | None
    stage: str | None  # budget | final
    unit: str | None  # the unit of money of the table before, where a table does not state its own


def read_cells(table: LogicalTable, context: Context, mapping: Mapping) -> tuple[list[Cell], list[Refusal]]:
    """Cells of one logical table in reading order, and what of it was not understood."""
    form = forms()[table.form_id] if table.form_id else None
    if form and (system := form.classifications.get(table.variant or "")):
        form = replace(form, classification=system)
    cells: list[Cell] = []
    refusals: list[Refusal] = []
    carried: dict[int, dict[str, str | None]] = {}
    unknown: dict[tuple[str, ...], UnknownColumn] = {}
    for piece in table.pieces:
        for number, panel in enumerate(piece.panels):
            reader = _PanelReader(table, piece, panel, number, form, context, mapping, refusals, unknown)
            cells.extend(reader.read(carried.setdefault(number, {})))
    refusals.extend(Refusal(None, u.place, u.words(), u.remedy, context.document_id) for u in unknown.values())
    cells.sort(key=lambda c: (c.table_number, c.row_number, c.column_number))
    if any(c.quantity == "money" and c.value is not None and c.unit is None for c in cells):
        grid = table.pieces[0].cover.grid
        place = f"第 {grid.page} 页，第 {grid.number} 个表（{form.title_zh if form else '不认识的表'}）"
        reason, remedy = "表中没有写明金额单位，无法换算为元", "请注明单位（元、万元）后重新公布"
        refusals.append(Refusal(None, place, reason, remedy, context.document_id, "unit_missing"))
    _mark_totals(cells)
    for cell in cells:
        cell.is_fragment = table.is_fragment  # a refused row makes the whole table one, known only at its end
    return cells, refusals


class _PanelReader:
    """Reads one panel of one piece."""

    def __init__(self, table, piece, panel, number, form, context, mapping, refusals, unknown) -> None:
        self.table: LogicalTable = table
        self.piece: Piece = piece
        self.panel: Panel = panel
        self.number: int = number
        self.cover: Cover = piece.cover
        self.form: FormDefinition | None = form
        self.context: Context = context
        self.mapping: Mapping = mapping
        self.refusals: list[Refusal] = refusals
        self.unknown: dict[tuple[str, ...], UnknownColumn] = unknown
        self.side = _side(piece, panel, number, form)
        self.width = _usual_width(piece)
        self.columns = self._columns()
        self.variant: str | None = table.variant
        if form and form.kind == "coded" and system_of(panel, piece, form) != (form.classification or "function"):
            self.variant = table.variant or "other_classification"  # the same money by other accounts: never added

    def _columns(self) -> dict[int, ColumnMeaning]:
        """Amount column -> what it states; columns beyond those of the table state nothing."""
        lost = self.form.lost_headings.get(self.side or "", ()) if self.form and self.table.is_fragment else ()
        within = [c for c in self.panel.amounts if c <= self.width]
        year, stage = self.context.fiscal_year, self.context.stage
        found = column_meanings(self.piece.headed.paths, within, self.form, year, stage, lost)
        return found | {c: ColumnMeaning(None, None, None) for c in self.panel.amounts if c > self.width}

    def read(self, carried: dict[str, str | None]) -> list[Cell]:
        rows = read_rows(self.panel, self.number, self.piece, self.form, self.mapping, carried)
        cells: list[Cell] = []
        for row in rows:
            fault = self._row_fault(row)
            is_cut = self.cover.grid.is_cut and row.row == self.cover.grid.rows  # reported with the document
            row_cells = [
                c for column in self.columns if (c := self._cell(row, column, bool(fault) or is_cut)) is not None
            ]
            if fault and not is_cut:
                self._refuse(row.row, None, fault, "请核对该行的列数后重新公布，或改正后重新提供")
                self.table.is_fragment = True
            elif (
                self.form
                and not self.form.free_rows
                and not row.is_known
                and any(c.value_state in ("printed", "zero") for c in row_cells)
            ):
                self._refuse(
                    row.row, None, f"不认识的行：{row.label or row.printed_code}", "如为新名称，请在表样定义中补充"
                )
            cells.extend(row_cells)
        return cells

    def _row_fault(self, row: RowCoordinates) -> str | None:
        """A line of text with more or fewer fields than its table cannot be placed by counting."""
        if self.cover.grid.spans_known:
            return None
        width = max((c for c in range(1, self.cover.grid.columns + 1) if self.cover.at(row.row, c)), default=0)
        if width > self.width:
            return f"该行有 {width} 列，表格只有 {self.width} 列，无法确定各数所属的列"
        names = [c for c in self.panel.with_role("label") if c <= width]
        if width < self.width and names and any(_is_figure(self.cover.text(row.row, c)) for c in names):
            return f"该行只有 {width} 列，表格有 {self.width} 列，无法确定各数所属的列"
        return None

    def _cell(self, row: RowCoordinates, column: int, fault: bool) -> Cell | None:
        meaning = self.columns[column]
        measure, basis, component = meaning.measure, meaning.basis, meaning.component
        printed = self.cover.at(row.row, column)
        text = printed.text.strip() if printed else ""
        if printed is not None and (printed.row, printed.column) != (row.row, column):
            return None  # covered by a merged neighbour: its anchor carries the figure
        if reaches_over(self.piece, self.number, row.row):
            return None  # the same, where the format keeps no spans
        if measure is None and not text:
            return None
        path = self.piece.headed.paths[column - 1] if column <= self.width else ()
        if row.row in self.piece.headed.header_rows and path and path[-1] == text:
            return None  # the heading itself, in a row that is data too
        try:
            figure = parse_figure(text)
            value, decimals, state = figure.value, figure.decimals, figure.state
        except ValueError as error:
            value, decimals, state = None, None, "printed"
            if self.form:  # in a table nobody knows any column may hold words
                self._refuse(row.row, column, f"“{text}” 不是可以识别的数：{error}", "请核对该数后重新公布")
        item = component or row.line_item
        is_words = self.form is None and value is None and state == "printed"
        quantity = "text" if is_words else self._quantity(item, measure)
        unit = self._unit(quantity)
        if measure is None and self.form and not fault and state != "blank":
            self._note_unknown(meaning, path, row.row, column)
        grid = self.cover.grid
        return Cell(
            cell_id=stable_id(self.context.document_id, grid.page, grid.number, row.row, column),
            document_id=self.context.document_id,
            form_id=self.form.form_id if self.form else "unrecognised",
            page=printed.page if printed else grid.page,
            table_number=grid.number,
            row_number=row.row,
            column_number=column,
            row_label=row.label,
            column_label=" / ".join(labels.squeeze(e) for e in path),
            function_code=row.printed_code if row.line_item == "function" and row.printed_code else None,
            economic_code=row.printed_code if row.line_item == "economic" else None,
            measure=None if fault else measure,
            line=printed.line if printed else self._line(row.row),
            printed_text=text,
            value=value,
            quantity=quantity,
            unit=unit,
            decimals=decimals,
            amount_yuan=self._yuan(row.row, column, value, unit) if quantity == "money" else None,
            value_state=state,
            is_total=False,
            confidence=printed.confidence if printed else None,
            form_ordinal=self.table.ordinal,
            form_variant=self.variant,
            side=self.side,
            row_kind=row.kind,
            line_item=item,
            classification_code=row.mapped_code,
            unit_code=row.unit_code,
            unit_name=row.unit_name,
            amount_basis=basis or ("final" if self.context.stage == "final" else "initial"),
            is_fragment=self.table.is_fragment,
            cell_reference=grid.sheet.reference(row.row, column) if grid.sheet else None,
        )

    def _quantity(self, item: str | None, measure: str | None) -> str:
        if self.form is None and self._unit("money") is None:
            return "text"
        if item and self.mapping.role(item) == "count":
            return "count"
        return quantity_and_role(measure)[0] if measure else "money"

    def _unit(self, quantity: str) -> str | None:
        return (self.table.unit or self.context.unit) if quantity == "money" else "%" if quantity == "percent" else None

    def _yuan(self, row: int, column: int, value: Decimal | None, unit: str | None) -> Decimal | None:
        if value is None:
            return None
        if unit is None:
            return None  # reported once for the table
        yuan = value * unit_factor(unit)
        cents = yuan.quantize(Decimal("0.01"))
        if cents != yuan:
            self._refuse(row, column, f"{value} {unit} 细于一分，入库金额按一分取整", "请核对小数位数")
        return cents

    def _note_unknown(self, meaning: ColumnMeaning, path: tuple[str, ...], row: int, column: int) -> None:
        """A column whose meaning is not known is reported once a table, with the place of its first figure."""
        first = UnknownColumn(self._place(row, column), "/".join(path) or "（无表头）", meaning.is_doubted)
        self.unknown.setdefault((*path, str(meaning.is_doubted)), first).figures += 1

    def _line(self, row: int) -> int | None:
        return next((c.line for c in self.cover.anchors(row)), None)

    def _place(self, row: int, column: int | None) -> str:
        grid, line = self.cover.grid, self._line(row)
        place = f"第 {grid.page} 页" if line is None else f"第 {line} 行"
        place += f"，第 {grid.number} 个表" + (f"（{self.form.title_zh}）" if self.form else "") + f"第 {row} 行"
        return place + (f"第 {column} 列" if column else "")

    def _refuse(self, row: int, column: int | None, reason: str, remedy: str) -> None:
        self.refusals.append(Refusal(None, self._place(row, column), reason, remedy, self.context.document_id))


def _is_figure(text: str) -> bool:
    try:
        return parse_figure(text).state in ("printed", "zero")
    except ValueError:
        return False


def _usual_width(piece: Piece) -> int:
    """The number of columns of the table: that of its headings, else that of most of its lines."""
    grid = piece.cover.grid
    if grid.spans_known:
        return grid.columns
    widths = Counter(max((c.column for c in grid.cells if c.row == row), default=0) for row in range(1, grid.rows + 1))
    return max(widths.items(), key=lambda w: (w[1], w[0]))[0]


def _side(piece: Piece, panel: Panel, number: int, form: FormDefinition | None) -> str | None:
    if form is None or form.kind != "two_sided":
        return form.side if form else None
    columns = [*panel.roles, *panel.amounts]
    top = {labels.fold(piece.headed.paths[c - 1][0]) for c in columns if piece.headed.paths[c - 1]}
    if any(t.endswith("收入") for t in top):
        return "revenue"
    if any(t.endswith("支出") for t in top):
        return "expenditure"
    return "revenue" if number == 0 else "expenditure"


def _mark_totals(cells: list[Cell]) -> None:
    """A cell is a total where its row is one, where rows below it break it down, or where its column sums others."""
    codes = {(c.form_ordinal, c.unit_code, c.classification_code) for c in cells if c.classification_code}
    parents = {(o, u, code[:n]) for o, u, code in codes for n in (3, 5) if len(code) > n}
    measures = {c.measure for c in cells if c.measure}
    sums = {
        total
        for total, parts in (
            ("total", measures - {"total"}),
            ("basic", {m for m in measures if m.startswith("basic_")}),
            ("project", {m for m in measures if m.startswith("project_")}),
            ("appropriation", measures & {"general_public_budget", "government_fund", "state_capital"}),
        )
        if parts
    }
    for cell in cells:
        cell.is_total = (
            cell.row_kind in ("total", "subtotal", "unit")
            or (cell.form_ordinal, cell.unit_code, cell.classification_code) in parents
            or cell.measure in sums
        )
