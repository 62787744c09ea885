"""A sheet to what is read from it: lines of prose and tables, from top to bottom.

Page numbers, numbering over pages and page breaks belong to the format's own module.
"""

from __future__ import annotations

from dagster_project.formats.columns import unruled_tables
from dagster_project.formats.lines import TextLine, group_lines
from dagster_project.formats.sheet import Sheet
from dagster_project.formats.tables import Table, ruled_tables


def arrange(sheet: Sheet) -> list[TextLine | Table]:
    """The lines and tables of a sheet in reading order."""
    tables, outside, level_rules = ruled_tables(sheet)
    more, lines = unruled_tables(group_lines(outside), level_rules)
    blocks: list[tuple[float, TextLine | Table]] = [(line.baseline - 0.5 * line.size, line) for line in lines]
    blocks += [(table.top, table) for table in tables + more]
    blocks.sort(key=lambda block: block[0])
    return [block for _, block in blocks]
