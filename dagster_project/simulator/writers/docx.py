"""A word-processor document: headings by style, ruled tables with merged cells."""

from __future__ import annotations

import io

from dagster_project.office_archive import without_clock
from dagster_project.simulator.document import PageBreak, Paragraph, Place, Printed, Table, broken


def write(printed: Printed) -> tuple[bytes, dict[int, list[Place]]]:
    import datetime

    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = Document()
    stamp = datetime.datetime(printed.year, 1, 1)  # noqa: DTZ001
    document.core_properties.created = document.core_properties.modified = stamp
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    places: dict[int, list[Place]] = {}
    tables = 0
    for block in printed.blocks:
        if isinstance(block, PageBreak):
            document.add_page_break()
        elif isinstance(block, Paragraph):
            if block.heading:
                document.add_heading(block.text, min(block.heading, 4))
            else:
                added = document.add_paragraph(block.text)
                if block.centered:
                    added.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            tables += 1
            places[id(block)] = [Place(1, tables, row) for row in range(1, len(block.head) + len(block.body) + 1)]
            _table(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue()), places


def _table(document, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if table.number:
        document.add_paragraph(table.number)
    document.add_heading(table.title, 2)
    for left, right in table.above:
        document.add_paragraph(f"{left}\t{right}")
    drawn = document.add_table(0, 0)
    drawn.style = "Table Grid"
    element = drawn._tbl
    grid = element.find(qn("w:tblGrid"))
    for _ in range(table.columns):
        grid.append(OxmlElement("w:gridCol"))
    rows = (*table.head, *table.body)
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for number, cells in enumerate(rows):
        row = OxmlElement("w:tr")
        column = 0
        while column < table.columns:
            cell = cells[column] if column < len(cells) else None
            from_above = covered.get((number, column))
            width = cell.column_span if cell else from_above[0] if from_above else 1
            lines = broken(cell, table, "\n").split("\n") if cell else []
            row.append(_cell(OxmlElement, qn, cell, lines, width, from_above is not None))
            if cell and cell.row_span > 1:
                for below in range(1, cell.row_span):
                    covered[(number + below, column)] = (width, 0)
            column += width
        element.append(row)
    for note in table.notes:
        document.add_paragraph(note)


def _cell(make, qn, cell, lines: list[str], width: int, continued: bool):
    """One w:tc of these lines, merged to the right by gridSpan and downward by vMerge."""
    element = make("w:tc")
    properties = make("w:tcPr")
    if width > 1:
        span = make("w:gridSpan")
        span.set(qn("w:val"), str(width))
        properties.append(span)
    if continued or (cell and cell.row_span > 1):
        merge = make("w:vMerge")
        if not continued:
            merge.set(qn("w:val"), "restart")
        properties.append(merge)
    element.append(properties)
    paragraph = make("w:p")
    if cell and cell.text and not continued:
        run = make("w:r")
        for number, line in enumerate(lines):
            if number:
                run.append(make("w:br"))
            text = make("w:t")
            text.text = line
            run.append(text)
        paragraph.append(run)
    element.append(paragraph)
    return element
