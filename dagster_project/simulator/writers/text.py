"""Plain text in the dress in which text versions of PDFs circulate: headings marked, cells parted by tabs."""

from __future__ import annotations

from dagster_project.simulator.document import PageBreak, Paragraph, Place, Printed, Table, broken


def write(printed: Printed) -> tuple[bytes, dict[int, list[Place]]]:
    """The bytes, and where each row of each table stands (rows of the head included)."""
    lines: list[str] = []
    places: dict[int, list[Place]] = {}
    tables = 0
    for block in printed.blocks:
        if isinstance(block, PageBreak):
            lines += ["", ""]
        elif isinstance(block, Paragraph):
            mark = "#" * block.heading + " " if block.heading else "- " if block.item else ""
            lines += [mark + block.text] if block.item else [mark + block.text, ""]
        else:
            tables += 1
            places[id(block)] = [Place(1, tables, row) for row in range(1, len(block.head) + len(block.body) + 1)]
            lines += _table(block)
    return ("\n".join(lines) + "\n").encode(), places


def _table(table: Table) -> list[str]:
    lines = [*([table.number, ""] if table.number else []), f"## {table.title}", ""]
    for left, right in table.above:
        lines += [text for part in (left, right) if part for text in (part, "")]
    for row in (*table.head, *table.body):
        lines.append("\t".join(broken(cell, table, " ") if cell else "" for cell in row))
    lines.append("")
    for note in table.notes:
        lines += [note, ""]
    return lines
