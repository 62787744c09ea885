"""Where a grid's headings end and its data begin, and the heading path of each column.

Works on one physical grid; knows the vocabulary of headings, not which form the grid is. Rows above the headings that hold
a title, a unit or the publisher's name are told apart as title rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dagster_project.extraction import labels
from dagster_project.extraction.amounts import parse_figure
from dagster_project.extraction.form_definitions import heading_role, line_item, measure_of
from dagster_project.formats.document import Grid, GridCell

_CODE = re.compile(r"^\d{2,7}$")
_COLUMN_NUMBER = re.compile(r"^(\d{1,2})(?:[=＝][\d+＋\-－—()（）]+)?$")
_META = re.compile(
    r"^(金额)?单位[:：]|^(编制|公开|填报|预算)?(部门|单位)(名称)?[:：]|^(公开|附|表)\w{0,3}\d+|^\d{4}年\d+月\d+日$"
)


@dataclass(frozen=True, slots=True)
class Headed:
    """A grid with its headings understood. Rows count from 1; `first_data_row` may lie beyond the last row."""

    grid: Grid
    title_rows: tuple[int, ...]
    header_rows: tuple[int, ...]
    first_data_row: int
    paths: tuple[tuple[str, ...], ...]  # per column, outermost first, as printed; empty where nothing is printed

    def is_certain(self) -> bool:
        """Whether the headings name a label or code column (项目, 科目编码): words that no row of data holds."""
        return any(heading_role(element) for path in self.paths for element in path)


class Cover:
    """Which cell covers a position of a grid."""

    __slots__ = ("_at", "grid")

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._at: dict[tuple[int, int], GridCell] = {}
        for cell in grid.cells:
            for r in range(cell.row, cell.row + cell.row_span):
                for c in range(cell.column, cell.column + cell.column_span):
                    self._at[r, c] = cell

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell over this position, or none where the line was too short to have one."""
        return self._at.get((row, column))

    def text(self, row: int, column: int) -> str:
        """Its text, white space at the ends gone; empty where there is no cell."""
        cell = self._at.get((row, column))
        return cell.text.strip() if cell else ""

    def anchors(self, row: int) -> list[GridCell]:
        """The cells that begin in this row and are not empty."""
        seen = (self._at.get((row, c)) for c in range(1, self.grid.columns + 1))
        cells = {id(x): x for x in seen if x is not None and x.row == row and x.text.strip()}
        return sorted(cells.values(), key=lambda x: x.column)


def is_figure(text: str) -> bool:
    """Whether the text is a number, a zero or a dash as printed in an amount column."""
    try:
        return parse_figure(text).state != "blank"
    except ValueError:
        return False


def read_headings(grid: Grid) -> Headed:
    """Title rows, header rows and column paths of a grid."""
    cover = Cover(grid)
    titles: list[int] = []
    headers: list[int] = []
    reach = 0  # last row that a heading reaches by its span
    row = 1
    while row <= grid.rows:
        anchors = cover.anchors(row)
        texts = [labels.squeeze(a.text) for a in anchors]
        if not texts:
            if not headers and row <= reach:
                headers.append(row)
            elif headers and row > reach and not _numbers_columns(cover, row + 1):
                break
            (headers if headers else titles).append(row)
        elif _is_index_row(texts) and headers:
            headers.append(row)
            row += 1
            break
        elif row <= reach and headers:
            headers.append(row)
        elif any(is_figure(t) for t in texts) and not all(_META.match(t) for t in texts):
            break
        elif (
            not headers
            and (len(texts) == 1 or all(_META.match(labels.fold(t)) for t in texts))
            and not _starts_data(cover, anchors, headers)
        ):
            titles.append(row)
        elif _starts_data(cover, anchors, headers):
            break
        elif headers or _is_heading_row(texts) or (len(texts) >= 2 and _has_figures_below(cover, anchors, row)):
            headers.append(row)
            if grid.spans_known:
                reach = max([reach, *(a.row + a.row_span - 1 for a in anchors if a.row_span < grid.rows)])
        else:
            break
        row += 1
    if headers and row <= grid.rows and _holds_headings(cover, row):
        headers.append(row)  # a row of data that also holds the lowest headings of some columns: it is both
    if not headers:
        # nothing that looks like a heading: what was taken for titles stays so only where it is one text over the grid
        row = 1
        while (
            row in titles
            and len(cover.anchors(row)) == 1
            and row <= grid.rows
            and not is_figure(cover.anchors(row)[0].text)
        ):
            row += 1
        titles = list(range(1, row))
    return Headed(grid, tuple(titles), tuple(headers), row, _paths(cover, headers))


def _is_index_row(texts: list[str]) -> bool:
    """A row that numbers the columns: 栏次 1 2 3 …, 甲 乙 1 2=3+4 …; the headings 类 款 项 may stand in it too."""
    numbers = [int(m[1]) for t in texts if (m := _COLUMN_NUMBER.match(t))]
    rest = [t for t in texts if not _COLUMN_NUMBER.match(t)]
    return (
        len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 2
        and all(heading_role(t) for t in rest)
    ) or (bool(texts) and all(heading_role(t) in ("index", "mark") for t in texts))


def _numbers_columns(cover: Cover, row: int) -> bool:
    """Whether this row numbers the columns: what is blank above it is heading too."""
    texts = [labels.squeeze(a.text) for a in cover.anchors(row)]
    return bool(texts) and _is_index_row(texts)


def _is_heading_row(texts: list[str]) -> bool:
    known = sum(bool(heading_role(t)) or measure_of((t,), None) is not None for t in texts)
    return len(texts) >= 2 and known >= 1


def _holds_headings(cover: Cover, row: int) -> bool:
    """Whether a row of data holds headings in its amount columns: the national template of the government fund form sets
    合计, 基本支出, 项目支出 of 本年支出 beside the label of its total row."""
    anchors = cover.anchors(row)
    if not anchors or line_item(anchors[0].text, None) != "total":
        return False
    texts = [labels.squeeze(a.text) for a in anchors[1:]]
    return sum(not is_figure(t) and measure_of((t,), None) is not None for t in texts) >= 2


def _has_figures_below(cover: Cover, anchors: list[GridCell], row: int) -> bool:
    """Whether figures stand under the texts of a row: words above figures are a heading, known or not."""
    return any(
        is_figure(cover.text(below, a.column))
        for below in range(row + 1, min(row + 4, cover.grid.rows + 1))
        for a in anchors[1:]
    )


def _starts_data(cover: Cover, anchors: list[GridCell], headers: list[int]) -> bool:
    """Whether a row without figures is nevertheless data: codes, numbered or known line labels, labels under a label."""
    texts = [labels.squeeze(a.text) for a in anchors]
    if any(_CODE.match(t) for t in texts):
        return True
    if len(texts) > 1 and any(heading_role(t) and not line_item(t, None) for t in texts):
        return False  # 项目, 科目名称, 类 … stand in no row of data
    if any(labels.has_ordinal(t) and len(t) > 3 for t in texts):
        return True
    if not headers:
        return False
    for a in anchors:
        above = [cover.text(r, a.column) for r in headers if cover.text(r, a.column)]
        role = heading_role(labels.squeeze(above[-1])) if above else None
        if (
            role in ("label", "unit_name", "code", "code_class")
            and not heading_role(a.text)
            and (line_item(a.text, None) or len(anchors) == 1)
        ):
            return True
    return False


def _paths(cover: Cover, headers: list[int]) -> tuple[tuple[str, ...], ...]:
    rows = [r for r in headers if not _is_index_row([labels.squeeze(a.text) for a in cover.anchors(r)])]
    paths = []
    for column in range(1, cover.grid.columns + 1):
        path: list[str] = []
        last: GridCell | None = None
        for i, r in enumerate(rows):
            cell = cover.at(r, column)
            text = cover.text(r, column)
            if not text and not cover.grid.spans_known:
                text = _heading_on_the_left(cover, rows, i, column)
            elif cell is last:
                continue
            last = cell
            if text and heading_role(text) != "mark":
                path.append(text)
        paths.append(tuple(path))
    return tuple(paths)


def _heading_on_the_left(cover: Cover, rows: list[int], i: int, column: int) -> str:
    """Where a format does not tell merged headings: a blank over a deeper heading belongs to the heading on its left."""
    if not any(cover.text(r, column) for r in rows[i + 1 :]):
        return ""
    for left in range(column - 1, 0, -1):
        if not any(cover.text(r, left) for r in rows[i + 1 :]):
            return ""
        if text := cover.text(rows[i], left):
            return text
    return ""
