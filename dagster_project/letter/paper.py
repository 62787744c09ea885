"""The letter as a word-processor document: A4, the usual margins and type of official letters (GB/T 9704 in outline).

No clock is in it: its properties carry a fixed day, and the members of the archive no time.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from dagster_project.letter.annex import rows
from dagster_project.letter.content import Letter
from dagster_project.office_archive import without_clock

_DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a property of the file, not a moment
_BODY, _TITLE, _TABLE = 14, 20, 9  # points
_FACE, _HEADING_FACE = "FangSong", "SimHei"
_WIDTHS = (1.0, 2.2, 1.7, 5.7, 2.4, 2.6)  # centimetres of the annex's columns


def write(letter: Letter) -> bytes:
    """The bytes of the document: the same letter, the same bytes."""
    from docx import Document

    document = Document()
    document.core_properties.created = document.core_properties.modified = _DAY
    document.core_properties.title, document.core_properties.author = letter.title, ""
    _set_up(document)
    _title(document, letter.title)
    _paragraph(document, letter.addressee)
    for text in letter.opening:
        _paragraph(document, text, indent=True)
    for section in letter.sections:
        _heading(document, section.heading)
        for text in section.sentences:
            _paragraph(document, text, indent=True)
        for item in section.items:
            _item(document, letter, item)
        for text in section.after:
            _paragraph(document, text, indent=True)
    for text in letter.closing:
        _paragraph(document, text, indent=True)
    for text in (letter.words["signature"], letter.words["date"]):
        _paragraph(document, text, right=True)
    if found := rows(letter):
        _annex(document, letter, found)
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


def _set_up(document: Any) -> None:
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FACE, Pt(_BODY)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.5
    _east_asian(style.element, _FACE)


def _east_asian(element: Any, face: str) -> None:
    """Chinese characters have a face of their own in a run's properties."""
    from docx.oxml.ns import qn

    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)


def _title(document: Any, text: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(18)
    _run(paragraph, text, bold=True, points=_TITLE, face=_HEADING_FACE)


def _heading(document: Any, text: str) -> None:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.keep_with_next = True
    _run(paragraph, text, bold=True, face=_HEADING_FACE)


def _paragraph(document: Any, text: str, indent: bool = False, right: bool = False) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * _BODY)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph, text)
    return paragraph


def _run(paragraph: Any, text: str, bold: bool = False, points: int | None = None, face: str | None = None) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.bold = bold or None
    if points:
        run.font.size = Pt(points)
    if face:
        run.font.name = face
        _east_asian(run._element, face)


def _item(document: Any, letter: Letter, item: Any) -> None:
    from docx.shared import Pt

    words = letter.words
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(6)
    _run(paragraph, f"{words['number'].format(number=item.number)} [{item.severity}] ", bold=True)
    _run(paragraph, " ".join(t for t in (item.message, item.same_cause) if t))
    said = []
    for figure in item.figures:
        said += [
            (words["place"], figure.place),
            (words["printed"], figure.printed),
            (words["proposed"], (figure.proposed or words["unknown"]) + figure.note),
        ]
    said += [(words["advice"], item.advice)] if item.advice else []
    for label, text in said:
        line = document.add_paragraph()
        line.paragraph_format.left_indent = Pt(2 * _BODY)
        _run(line, f"{label}：" if letter.lang == "zh" else f"{label}: ", face=_HEADING_FACE)
        _run(line, text)


def _annex(document: Any, letter: Letter, found: list[list[str]]) -> None:
    from docx.shared import Cm

    document.add_page_break()
    _heading(document, letter.words["annex"])
    table = document.add_table(rows=0, cols=len(_WIDTHS))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)  # some programs go by the grid, some by the cells
    for number, texts in enumerate([letter.words["headings"], *found]):
        row = table.add_row()
        for cell, text, width in zip(row.cells, texts, _WIDTHS, strict=True):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = 1.0
            _run(paragraph, text, bold=number == 0, points=_TABLE)
    _repeat_first_row(table)


def _repeat_first_row(table: Any) -> None:
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
