"""Logical tables: the grids of a document, each recognised as a form, pieces over page breaks joined, and the lines of
prose that belong to none.

Physical addresses stay with the pieces; a logical table only says which pieces are one form and in what order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dagster_project.extraction import labels
from dagster_project.extraction.continuation import continued, mend_cut_labels
from dagster_project.extraction.cut_rows import mend_cut_row
from dagster_project.extraction.pieces import LogicalTable, Piece, read_piece
from dagster_project.extraction.recognition import Recognition, recognise, title_among
from dagster_project.formats.document import Grid, Line

_UNIT = re.compile(r"单位[:：]?(?:人民币)?(元|千元|万元|亿元)(?![\u4e00-\u9fff])")
_UNIT_REACH = 10  # lines around a title among which its unit stands: text out of a PDF may put it behind the figures
_PAGE_NUMBER = re.compile(r"^[-—–\s]*(第)?\s*\d{1,4}\s*(页)?(\s*[/／共]\s*\d{1,4}\s*(页)?)?[-—–\s]*$")


@dataclass(slots=True)
class Layout:
    """A document taken apart: its tables, and its prose without the tables' titles."""

    tables: list[LogicalTable]
    prose: list[Line]

    def titles_without_table(self) -> list[tuple[Line, str]]:
        """Titles of forms in the prose, each with its form, near which the unit of money is named and which stand in no list
        of titles: a form is printed there and was not read as a table."""
        texts = [labels.fold(line.text) for line in self.prose]
        titled = [title_among([text]) for text in texts]
        units = [n for n, text in enumerate(texts) if _UNIT.search(text)]
        found = []
        for n, title in enumerate(titled):
            listed = any(titled[m] for m in (n - 1, n + 1) if 0 <= m < len(titled))
            near = bisect_left(units, n - _UNIT_REACH)
            if title and title[1] and not listed and near < len(units) and units[near] <= n + _UNIT_REACH:
                found.append((self.prose[n], title[1]))
        return found


def read_layout(blocks: Sequence[Line | Grid], function_class: Callable[[str], str | None]) -> Layout:
    """Tables and prose of a document. Deterministic; every grid ends in exactly one logical table."""
    tables: list[LogicalTable] = []
    prose: list[Line] = []
    waiting: list[Line] = []
    counts: dict[tuple[str | None, str | None], int] = {}
    for block in blocks:
        if isinstance(block, Line):
            waiting.append(block)
            continue
        piece = read_piece(block)
        before, above = _split_above(waiting)
        prose.extend(before)
        waiting = []
        texts = [line.text for line in above] + _title_texts(piece)
        previous = tables[-1] if tables else None
        joined = continued(previous, piece, titled=title_among(texts)) if previous and not before else None
        if previous and joined:
            if not mend_cut_row(previous.pieces[-1], joined):
                mend_cut_labels(previous, joined, function_class)
            previous.pieces.append(joined)
            previous.between.extend(above)
            previous.is_fragment = previous.is_fragment or block.is_cut
            previous.unit = previous.unit or _unit(texts)
            continue
        found = recognise(texts, piece.headed, piece.cover, piece.panels, function_class)
        if previous and not before and _is_rest(found, piece):
            previous.is_fragment = True
        key = (found.form_id, found.variant)
        counts[key] = counts.get(key, 0) + 1
        tables.append(
            LogicalTable(
                form_id=found.form_id,
                variant=found.variant,
                ordinal=counts[key],
                pieces=[piece],
                unit=_unit([*texts, *(e for p in piece.headed.paths for e in p)]) or _unit_in_a_cell(block),
                title=found.title,
                is_fragment=block.is_cut or (found.evidence == "rows" and not piece.headed.header_rows),
                recognition=found,
                above=above,
            )
        )
    prose.extend(waiting)
    return Layout(tables, prose)


def _is_rest(found: Recognition, piece: Piece) -> bool:
    """Whether a table right after another may be the rest of it, on columns that could not be told: without a title or a
    heading, and no form by itself."""
    return found.form_id is None and found.title is None and not piece.headed.header_rows


def _title_texts(piece: Piece) -> list[str]:
    return [a.text for row in piece.headed.title_rows for a in piece.cover.anchors(row)]


def _split_above(waiting: list[Line]) -> tuple[list[Line], list[Line]]:
    """Prose, and the lines directly above a table that belong to it: its title and what stands between title and grid.

    Without a title the lines of a table are those that name its unit or its publisher.
    """
    for i in range(len(waiting) - 1, max(-1, len(waiting) - 9), -1):
        if title_among([waiting[i].text]):
            start = i
            while start > 0 and re.match(
                r"^(附件|附表|表)\s*[\d一二三四五六七八九十]*\s*[:：]?$", waiting[start - 1].text
            ):
                start -= 1
            return waiting[:start], waiting[start:]
    cut = len(waiting)
    while cut > 0 and (_UNIT.search(labels.fold(waiting[cut - 1].text)) or _PAGE_NUMBER.match(waiting[cut - 1].text)):
        cut -= 1
    return waiting[:cut], waiting[cut:]


def _unit(texts: Sequence[str]) -> str | None:
    """The unit of money a table states above or in its headings (单位：万元); none where it does not."""
    for text in reversed(texts):
        if found := _UNIT.search(labels.fold(text)):
            return found[1]
    for text in texts:
        if found := re.search(r"[(（](元|千元|万元|亿元)[)）]$", labels.fold(text)):
            return found[1]
    return None


def _unit_in_a_cell(grid: Grid) -> str | None:
    """The unit a table states in a cell that holds nothing else, in brackets: the second line of a label (资金 / （元）)."""
    found = (re.fullmatch(r"[(（](元|千元|万元|亿元)[)）]", labels.fold(cell.text)) for cell in grid.cells)
    return next((match[1] for match in found if match), None)
