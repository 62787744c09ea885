"""A web page as content systems of governments put it out: paragraphs and ruled tables with merged cells."""

from __future__ import annotations

from html import escape

from dagster_project.simulator.document import Cell, PageBreak, Paragraph, Place, Printed, Table, broken

_STYLE = (
    "body{font-family:SimSun,serif}table{border-collapse:collapse;margin:0 auto}"
    "td,th{border:1px solid #000;padding:2px 6px}h1,h2,.c{text-align:center}.r{text-align:right}"
)


def write(printed: Printed) -> tuple[bytes, dict[int, list[Place]]]:
    parts = [
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(printed.name)}</title>'
        f"<style>{_STYLE}</style></head><body>"
    ]
    places: dict[int, list[Place]] = {}
    tables = 0
    for block in printed.blocks:
        if isinstance(block, Paragraph):
            tag = f"h{min(block.heading, 4)}" if block.heading else "p"
            side = ' class="c"' if block.centered else ""
            parts.append(f"<{tag}{side}>{escape(block.text)}</{tag}>")
        elif not isinstance(block, PageBreak):
            tables += 1
            places[id(block)] = [Place(1, tables, row) for row in range(1, len(block.head) + len(block.body) + 1)]
            parts.append(_table(block))
    parts.append("</body></html>\n")
    return "\n".join(parts).encode(), places


def _table(table: Table) -> str:
    parts = [f"<p>{escape(table.number)}</p>"] if table.number else []
    parts.append(f"<h2>{escape(table.title)}</h2>")
    for left, right in table.above:
        parts.append(f'<p>{escape(left)}</p><p class="r">{escape(right)}</p>')
    parts.append("<table>")
    for row in (*table.head, *table.body):
        parts.append("<tr>" + "".join(_cell(cell, table) for cell in row if cell) + "</tr>")
    parts.append("</table>")
    parts += [f"<p>{escape(note)}</p>" for note in table.notes]
    return "\n".join(parts)


def _cell(cell: Cell, table: Table) -> str:
    spans = "".join(
        f' {name}="{span}"' for name, span in (("rowspan", cell.row_span), ("colspan", cell.column_span)) if span > 1
    )
    text = escape(broken(cell, table, "\n")).replace("\n", "<br/>")
    tag = "th" if cell.role == "heading" else "td"
    side = ' class="r"' if cell.role == "figure" else ""
    return f"<{tag}{spans}{side}>{text}</{tag}>"
