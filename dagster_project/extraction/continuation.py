"""Tables that go on over a page break: whether a grid continues the table before it, and which row labels the break cut.

Final accounts repeat no heading and go on in the middle of a class; budgets often repeat all of it. The format lays a
piece on the columns of the table it may continue; here its words decide.
"""

from __future__ import annotations

from collections.abc import Callable

from dagster_project.extraction import labels
from dagster_project.extraction.classification import code_by_name
from dagster_project.extraction.form_definitions import forms, line_item
from dagster_project.extraction.headings import Headed, is_figure
from dagster_project.extraction.pieces import LogicalTable, Piece


def continued(previous: LogicalTable, piece: Piece, titled: tuple[str, str | None] | None) -> Piece | None:
    """The piece on the columns of the table it goes on with, or none where it begins a table of its own.

    `titled` is the title directly above the grid with its form, if there is one.
    """
    last = previous.pieces[-1]
    if previous.form_id and forms()[previous.form_id].kind == "performance":
        goes_on = not begins_performance(piece) or (
            piece.headed.is_certain() and _same_headings(piece, previous.pieces[0])  # a list repeats its headings
        )
        return piece if titled is None and goes_on else None
    if piece.headed.is_certain():
        if titled and (titled[1] != previous.form_id or (titled[1] is None and titled[0] != previous.title)):
            return None
        same = piece.headed.grid.columns == last.headed.grid.columns and _same_headings(piece, previous.pieces[0])
        return piece if same and not (_has_total(previous) and (titled or _has_total_row(piece))) else None
    if titled:
        return None
    first = previous.pieces[0]
    if piece.headed.grid.columns != first.headed.grid.columns:
        return None
    headed = Headed(piece.headed.grid, (), (), 1, first.headed.paths)
    return Piece(headed, piece.cover, first.panels)


def begins_performance(piece: Piece) -> bool:
    """Whether a grid opens with the first row of a performance form (the project's name)."""
    first = {labels.fold(w) for f in forms().values() if f.kind == "performance" for w in f.components[:1]}
    return any(labels.fold(a.text) in first for row in (1, 2, 3) for a in piece.cover.anchors(row))


def _same_headings(piece: Piece, first: Piece) -> bool:
    """Whether the columns have the same headings; where a format does not tell how far a heading reaches over others,
    the lowest ones alone."""
    told = piece.headed.grid.spans_known and first.headed.grid.spans_known
    return [_heading(path, told) for path in piece.headed.paths] == [_heading(p, told) for p in first.headed.paths]


def _heading(path: tuple[str, ...], told: bool) -> tuple[str, ...]:
    return tuple(labels.heading(element) for element in (path if told else path[-1:]))


def _has_total(table: LogicalTable) -> bool:
    return any(_has_total_row(piece) for piece in table.pieces)


def _has_total_row(piece: Piece) -> bool:
    return any(
        line_item(a.text, None) == "total"
        for row in range(piece.headed.first_data_row, piece.headed.grid.rows + 1)
        for a in piece.cover.anchors(row)
    )


def mend_cut_labels(previous: LogicalTable, piece: Piece, function_class: Callable[[str], str | None]) -> None:
    """Labels the page break cut: where the first row overleaf holds no figure and its text completes the last label
    before the break to a known one, the label is whole on the page of its figure and the rest is no row."""
    last = previous.pieces[-1]
    row = piece.headed.first_data_row
    texts = [a.text for a in piece.cover.anchors(row)]
    if piece.headed.header_rows or not texts or any(is_figure(t) for t in texts):
        return
    end = last.headed.grid.rows
    mended = {}
    for number, panel in enumerate(piece.panels):
        for column in panel.with_role("label"):
            rest, begun = piece.cover.text(row, column), last.cover.text(end, column)
            if rest and begun and _completes(begun, rest, previous.form_id, function_class):
                mended[end, number] = labels.squeeze(rest)
    if mended:
        last.cut_labels.update(mended)
        piece.skipped_rows = frozenset({row})


def _completes(begun: str, rest: str, form_id: str | None, function_class: Callable[[str], str | None]) -> bool:
    def known(text: str) -> bool:
        return bool(
            line_item(text, form_id)
            or function_class(text)
            or code_by_name("function", labels.line(text)[0])
            or code_by_name("economic", labels.line(text)[0])
        )

    whole = labels.squeeze(begun) + labels.squeeze(rest)
    return known(whole) and not known(rest)
