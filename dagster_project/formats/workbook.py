"""A workbook's sheets once their file format is gone, and the blocks a reader of the workbook sees.

Hidden sheets, rows and columns are not published: their content is left out and listed. Cells that lie under a merged
neighbour are not seen either. A page is a sheet, by its number among all of them. A sheet's name is no printed text; it
stands above a table that has no title of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from dagster_project.formats.assembly import Assembly
from dagster_project.formats.document import Document, SheetPlace, Unread, UnreadableError
from dagster_project.formats.regions import Placed, Region

# No disclosure comes near: the largest have some tens of thousands of cells with content.
MAX_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows; `is_zero` where it is a number zero (a sheet may hide these)."""

    text: str
    is_zero: bool = False


@dataclass(slots=True)
class Sheet:
    """One sheet; rows and columns count from 1. `merged` holds top, left, bottom, right, both ends included."""

    number: int
    name: str
    is_hidden: bool
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first, last
    hides_zeros: bool = False
    without_result: list[tuple[int, int]] = field(default_factory=list)  # formulas nobody computed
    boxes: list[str] = field(default_factory=list)  # texts of shapes on the sheet


def document(sheets: list[Sheet], format_name: str) -> Document:
    """The blocks of a workbook, sheet by sheet. Raises `UnreadableError` where it is enormous."""
    if sum(len(s.cells) for s in sheets) > MAX_CELLS:
        raise UnreadableError("整个文件", f"有内容的单元格超过 {MAX_CELLS} 个，拒绝读取", "请拆分后分别提供")
    assembly = Assembly()
    for sheet in sheets:
        assembly.turn_to(sheet.number)
        _add(sheet, assembly)
    return Document(format_name, max(1, len(sheets)), tuple(assembly.blocks), tuple(assembly.unread))


def _add(sheet: Sheet, assembly: Assembly) -> None:
    name = f"工作表“{sheet.name.strip()}”"
    texts = {at: "" if c.is_zero and sheet.hides_zeros else c.text for at, c in sheet.cells.items()}
    if sheet.is_hidden:
        assembly.left_out(f"{name}是隐藏的", [*(texts[at] for at in sorted(texts)), *sheet.boxes])
        return
    if not any(t.strip() for t in texts.values()) and not sheet.boxes and not sheet.without_result:
        return
    hidden_columns = _columns_hidden(sheet)
    unseen = sorted(at for at in texts if at[0] in sheet.hidden_rows or at[1] in hidden_columns)
    assembly.left_out(f"{name}有隐藏的行或列", [texts[at] for at in unseen])
    seen = {at: t for at, t in texts.items() if at[0] not in sheet.hidden_rows and at[1] not in hidden_columns}
    spans = _spans(sheet, texts)
    covered = _covered(seen, spans)
    assembly.left_out(f"{name}有单元格被合并单元格遮住", [seen[at] for at in covered])
    rows = _visible_numbers({r for r, _ in seen}, sheet.hidden_rows)
    columns = _visible_numbers({c for _, c in seen}, hidden_columns)
    gone = sorted(sheet.hidden_rows), sorted(hidden_columns)
    placed = [
        Placed(rows[r], columns[c], text, *_visible_span(spans.get((r, c)), *gone))
        for (r, c), text in seen.items()
        if (r, c) not in covered
    ]
    _list_without_result(sheet, name, assembly)

    def place(region: Region) -> SheetPlace:
        seen_rows = range(region.top, region.top + region.rows)
        return SheetPlace(sheet.name.strip(), _sheet_numbers(seen_rows, gone[0]), _sheet_numbers(region.lefts, gone[1]))

    assembly.table(placed, loose_titles=True, name=sheet.name, sheet_place=place)
    for box in sheet.boxes:
        assembly.prose(box)


def _columns_hidden(sheet: Sheet) -> set[int]:
    if not sheet.hidden_columns:
        return set()
    used = {c for _, c in sheet.cells} | {c for _, left, _, right in sheet.merged for c in range(left, right + 1)}
    return {c for c in used for first, last in sheet.hidden_columns if first <= c <= last}


def _spans(sheet: Sheet, texts: dict[tuple[int, int], str]) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """Merged ranges by their upper left corner, those that show something."""
    ranges = {}
    for top, left, bottom, right in sheet.merged:
        if texts.get((top, left), "").strip() and bottom >= top and right >= left:
            ranges[top, left] = (top, left, bottom, right)
    return ranges


def _covered(
    seen: dict[tuple[int, int], str], spans: dict[tuple[int, int], tuple[int, int, int, int]]
) -> list[tuple[int, int]]:
    """Cells under a merged neighbour."""
    by_row: dict[int, list[int]] = {}
    for row, column in seen:
        by_row.setdefault(row, []).append(column)
    found: set[tuple[int, int]] = set()
    for (top, left), (_, _, bottom, right) in spans.items():
        rows = [r for r in by_row if top <= r <= bottom] if bottom - top > len(by_row) else range(top, bottom + 1)
        for row in rows:
            found.update((row, c) for c in by_row.get(row, ()) if left <= c <= right and (row, c) != (top, left))
    return sorted(found)


def _visible_numbers(used: set[int], hidden: set[int]) -> dict[int, int]:
    """Rows or columns by their number among those that are seen."""
    found, passed = {}, 0
    gone = sorted(hidden)
    for number in sorted(used):
        while passed < len(gone) and gone[passed] < number:
            passed += 1
        found[number] = number - passed
    return found


def _sheet_numbers(seen: Iterable[int], gone: list[int]) -> tuple[int, ...]:
    """The way back: the sheet's own numbers of rows or columns, ascending, from their numbers among those that are seen."""
    found, passed = [], 0
    for number in seen:
        while passed < len(gone) and gone[passed] <= number + passed:
            passed += 1
        found.append(number + passed)
    return tuple(found)


def _visible_span(
    merged: tuple[int, int, int, int] | None, hidden_rows: list[int], hidden_columns: list[int]
) -> tuple[int, int]:
    if merged is None:
        return 1, 1
    top, left, bottom, right = merged
    rows = bottom - top + 1 - (bisect_right(hidden_rows, bottom) - bisect_left(hidden_rows, top))
    columns = right - left + 1 - (bisect_right(hidden_columns, right) - bisect_left(hidden_columns, left))
    return max(1, rows), max(1, columns)


def _list_without_result(sheet: Sheet, name: str, assembly: Assembly) -> None:
    if not sheet.without_result:
        return
    at = [reference(row, column) for row, column in sorted(sheet.without_result)]
    shown = "、".join(at[:10]) + (" 等" if len(at) > 10 else "")
    reason = f"{name}有 {len(at)} 个公式没有保存计算结果（{shown}），这些单元格未读出数"
    assembly.unread.append(Unread(f"第 {sheet.number} 页", reason, "请用 Excel 或 WPS 打开、重新计算并保存后再提供"))


def reference(row: int, column: int) -> str:
    """A cell's address as the program shows it (B5)."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
