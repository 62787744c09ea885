"""Tables of web pages: their cells with spans, as a browser lays them out (HTML standard, 4.9.12).

Pages exported from Word and Excel come this way too. Titles and notes are told apart later, in `regions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from dagster_project.formats.html_flow import LINE_BREAK, Visibility, flow
from dagster_project.formats.regions import Placed, is_figure

_MOST_COLUMNS = 1000  # as in the standard
_OWN_FIGURES = 3  # a table with as many figures of its own is no mere layout, whatever else it holds


def is_layout(table: html.HtmlElement) -> bool:
    """Whether a table only arranges other tables on the page."""
    if next(table.iterdescendants("table"), None) is None:
        return False
    figures = 0
    for row in _rows(table):
        for cell in _cells(row):
            if next(cell.iterdescendants("table"), None) is None and is_figure(cell.text_content()):
                figures += 1
                if figures >= _OWN_FIGURES:
                    return False
    return True


def table_cells(table: html.HtmlElement, visibility: Visibility) -> list[Placed]:
    """The cells of a table that a browser shows; tables within them are left to the caller."""
    hidden_columns = _hidden_columns(table, visibility)
    rows = list(_rows(table))
    placed: list[Placed] = []
    taken: dict[int, int] = {}  # column -> last row that a cell from above reaches
    number = 0
    for element in rows:
        if visibility.hides(element):
            continue
        number += 1
        column = 1
        for cell in _cells(element):
            while taken.get(column, 0) >= number:
                column += 1
            width, height = _span(cell, "colspan", _MOST_COLUMNS), _span(cell, "rowspan", len(rows) - number + 1)
            if column + width > 10 * _MOST_COLUMNS:
                break
            for c in range(column, column + width):
                taken[c] = number + height - 1
            seen = [c for c in range(column, column + width) if c not in hidden_columns]
            if seen and not visibility.hides(cell):
                at = seen[0] - sum(c < seen[0] for c in hidden_columns)
                placed.append(Placed(number, at, cell_text(cell, visibility), height, len(seen)))
            elif not seen:
                visibility.remember(cell)
            column += width
    return placed


def cell_text(cell: html.HtmlElement, visibility: Visibility) -> str:
    """The text of a cell, a line for each of its blocks."""
    pieces: list[str] = []
    for event in flow(cell, visibility, lambda table: False):
        if isinstance(event, str):
            pieces.append(event)
        elif isinstance(event, int):
            pieces.append(LINE_BREAK)
    lines = (" ".join(line.split()) for line in "".join(pieces).split(LINE_BREAK))
    return "\n".join(line for line in lines if line)


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Rows of the table itself, headers first as a browser shows them, then bodies, then footers."""
    groups = [table, *table.iterchildren("tbody")]
    for group in [*table.iterchildren("thead"), *groups, *table.iterchildren("tfoot")]:
        yield from group.iterchildren("tr")


def _cells(row: html.HtmlElement) -> Iterator[html.HtmlElement]:
    return row.iterchildren("td", "th")


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()
    number = int(value) if value.isdigit() and len(value) < 7 else 1
    if name == "rowspan" and number == 0:
        return most
    return max(1, min(number, most))


def _hidden_columns(table: html.HtmlElement, visibility: Visibility) -> set[int]:
    hidden: set[int] = set()
    column = 1
    for element in table.iter("col"):
        if next(element.iterancestors("table")) is not table:
            continue
        width = _span(element, "span", _MOST_COLUMNS)
        if visibility.is_hidden(element):
            hidden.update(range(column, column + width))
        column += width
    return hidden
