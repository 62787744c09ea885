"""Logical tables: the grids of a document, each recognised as a form, pieces over page breaks joined, and the lines of
prose that belong to none.

Physical addresses stay with the pieces; a logical table only says which pieces are one form and in what order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dagster_project.extraction import labels
from dagster_project.extraction.form_definitions import form_of_title, forms, line_item
from dagster_project.extraction.headings import Cover, Headed, read_headings
from dagster_project.extraction.panels import Panel, read_panels
from dagster_project.extraction.recognition import Recognition, recognise, title_among
from dagster_project.formats.document import Grid, Line

_UNIT = re.compile(r"单位[:：]?(?:人民币)?(元|千元|万元|亿元)(?![\u4e00-\u9fff])")
_PAGE_NUMBER = re.compile(r"^[-—–\s]*(第)?\s*\d{1,4}\s*(页)?(\s*[/／共]\s*\d{1,4}\s*(页)?)?[-—–\s]*$")


@dataclass(slots=True)
class Piece:
    """One physical grid of a logical table, with its headings and panels."""

    headed: Headed
    cover: Cover
    panels: list[Panel]


@dataclass(slots=True)
class LogicalTable:
    """One form as printed, over one or several pages. `ordinal` counts tables of the same form in the document."""

    form_id: str | None
    ordinal: int
    pieces: list[Piece]
    unit: str | None
    title: str | None
    is_fragment: bool  # its title and headings are lost
    recognition: Recognition
    above: list[Line] = field(default_factory=list)  # title, unit and other lines directly above


@dataclass(slots=True)
class Layout:
    """A document taken apart: its tables, and its prose without the tables' titles."""

    tables: list[LogicalTable]
    prose: list[Line]


def read_layout(blocks: Sequence[Line | Grid], function_class: Callable[[str], str | None]) -> Layout:
    """Tables and prose of a document. Deterministic; every grid ends in exactly one logical table."""
    tables: list[LogicalTable] = []
    prose: list[Line] = []
    waiting: list[Line] = []
    counts: dict[str | None, int] = {}
    for block in blocks:
        if isinstance(block, Line):
            waiting.append(block)
            continue
        piece = _piece(block)
        before, above = _split_above(waiting)
        prose.extend(before)
        waiting = []
        texts = [line.text for line in above] + _title_texts(piece)
        previous = tables[-1] if tables else None
        if previous and not before and _continues(previous, piece, texts):
            previous.pieces.append(_continued(previous, piece))
            previous.unit = previous.unit or _unit(texts)
            continue
        found = recognise(texts, piece.headed, piece.cover, piece.panels, function_class)
        counts[found.form_id] = counts.get(found.form_id, 0) + 1
        tables.append(
            LogicalTable(
                form_id=found.form_id,
                ordinal=counts[found.form_id],
                pieces=[piece],
                unit=_unit([*texts, *(e for p in piece.headed.paths for e in p)]),
                title=found.title,
                is_fragment=found.evidence == "rows" and not piece.headed.header_rows,
                recognition=found,
                above=above,
            )
        )
    prose.extend(waiting)
    return Layout(tables, prose)


def _piece(grid: Grid) -> Piece:
    headed, cover = read_headings(grid), Cover(grid)
    return Piece(headed, cover, read_panels(headed, cover))


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
    while cut > 0 and (
        _UNIT.search(labels.squeeze(waiting[cut - 1].text)) or _PAGE_NUMBER.match(waiting[cut - 1].text)
    ):
        cut -= 1
    return waiting[:cut], waiting[cut:]


def _unit(texts: Sequence[str]) -> str | None:
    """The unit of money a table states above or in its headings (单位：万元); none where it does not."""
    for text in reversed(texts):
        if found := _UNIT.search(labels.squeeze(text)):
            return found[1]
    for text in texts:
        if found := re.search(r"[(（](元|千元|万元|亿元)[)）]$", labels.squeeze(text)):
            return found[1]
    return None


def _continues(previous: LogicalTable, piece: Piece, texts: list[str]) -> bool:
    """Whether a grid goes on with the table before it: nothing but page numbers between, and its columns fit."""
    titled = title_among(texts)
    last = previous.pieces[-1]
    if previous.form_id and forms()[previous.form_id].kind == "performance":
        return titled is None and not _begins_performance(piece)
    same_columns = piece.headed.grid.columns == last.headed.grid.columns
    if not piece.headed.header_rows:
        return titled is None and same_columns
    same_headings = same_columns and piece.headed.paths == previous.pieces[0].headed.paths
    if titled and form_of_title(titled[0]) != previous.form_id:
        return False
    return same_headings and not (_has_total(last) and _has_total(piece)) and not (titled and _has_total(last))


def _begins_performance(piece: Piece) -> bool:
    """Whether a grid opens with the first row of a performance form (the project's name)."""
    first = {labels.fold(w) for f in forms().values() if f.kind == "performance" for w in f.components[:1]}
    return any(labels.fold(a.text) in first for row in (1, 2, 3) for a in piece.cover.anchors(row))


def _has_total(piece: Piece) -> bool:
    return any(
        line_item(a.text, None) == "total"
        for row in range(piece.headed.first_data_row, piece.headed.grid.rows + 1)
        for a in piece.cover.anchors(row)
    )


def _continued(previous: LogicalTable, piece: Piece) -> Piece:
    """A piece without headings takes those of the table it goes on with."""
    if piece.headed.header_rows or piece.headed.grid.columns != previous.pieces[0].headed.grid.columns:
        return piece
    first = previous.pieces[0]
    headed = Headed(piece.headed.grid, (), (), 1, first.headed.paths)
    return Piece(headed, piece.cover, first.panels)
