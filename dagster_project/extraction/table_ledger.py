"""The account of every number printed in a grid: a cell of the data area, or what it is instead.

With the ledger of the prose (`ledger`) it accounts for a whole document. A number that is neither is not passed over: it
is refused by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dagster_project.extraction.amounts import folded
from dagster_project.extraction.ledger import Entry
from dagster_project.extraction.pieces import LogicalTable, Piece
from dagster_project.formats.document import GridCell
from dagster_project.records import Cell, NotTaken, Refusal

_DIGITS = re.compile(r"\d")
_ROLES = {"code_class": "code", "code_group": "code", "code_item": "code", "index": "row_number"}


def not_taken_of_prose(document_id: str, entries: Iterable[Entry]) -> list[NotTaken]:
    """The numbers of the prose that are no claims."""
    return [
        NotTaken(document_id, e.page, e.line, None, None, e.column, e.printed, e.reason) for e in entries if e.reason
    ]


def not_taken_of_tables(
    document_id: str, tables: Sequence[LogicalTable], cells: Sequence[Cell]
) -> tuple[list[NotTaken], list[Refusal]]:
    """The numbers of all grids, and of the lines above them, that are no cells; refused where nothing explains them."""
    taken = {(c.page, c.table_number, c.row_number, c.column_number) for c in cells}
    found: list[NotTaken] = []
    refusals: list[Refusal] = []
    for table in tables:
        for line in (*table.above, *table.between):
            if _DIGITS.search(folded(line.text)):
                found.append(NotTaken(document_id, line.page, line.line, None, None, None, line.text, "title"))
        for piece in table.pieces:
            grid = piece.headed.grid
            for cell in grid.cells:
                if not _DIGITS.search(folded(cell.text)) or (cell.page, grid.number, cell.row, cell.column) in taken:
                    continue
                reason = _reason(table, piece, cell)
                if reason is None:
                    reason = "unexplained"
                    place = f"第 {cell.page} 页" if cell.line is None else f"第 {cell.line} 行"
                    place += f"，第 {grid.number} 个表第 {cell.row} 行第 {cell.column} 列"
                    words = f"“{cell.text}” 没有归入任何表格内容"
                    refusals.append(Refusal(None, place, words, "请核对该处表格的行列", document_id, "not_a_cell"))
                found.append(
                    NotTaken(
                        document_id, cell.page, cell.line, grid.number, cell.row, cell.column, cell.text.strip(), reason
                    )
                )
    return found, refusals


def _reason(table: LogicalTable, piece: Piece, cell: GridCell) -> str | None:
    headed = piece.headed
    if cell.row in headed.title_rows:
        return "title"
    if cell.row in headed.header_rows:
        return "heading"
    if table.form_id and not any(p.amounts for p in piece.panels):
        return "form_text"
    if table.form_id in ("project_performance", "department_performance"):
        return "form_text"
    for panel in piece.panels:
        if cell.column in panel.roles:
            return _ROLES.get(panel.roles[cell.column], panel.roles[cell.column])
        if cell.column in panel.remarks:
            return "remark"
    if cell.row in piece.skipped_rows:
        return "label"
    return "unrecognised" if table.form_id is None else None
