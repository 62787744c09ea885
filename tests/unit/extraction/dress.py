"""Invented disclosures in the dresses of many provinces, kept as YAML and written out as text and as a web page.

`dresses/<name>.yml`: the lines of the cover; then tables (form, lines above, rows) and notes. A row is one line of cells
parted by `|`; `>n` behind a text merges it over n columns, `^n` over n rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

import yaml

DRESSES = Path(__file__).parent / "dresses"
_MERGED = re.compile(r"(?:>(?P<across>\d+))?(?:\^(?P<down>\d+))?$")


@dataclass(frozen=True)
class Placed:
    """A cell of a table with its place, counted from 1, and how far it is merged."""

    row: int
    column: int
    text: str
    across: int
    down: int


def dress(name: str) -> dict:
    return yaml.safe_load((DRESSES / f"{name}.yml").read_text(encoding="utf-8"))


def tables(content: dict) -> list[dict]:
    return [block for block in content["blocks"] if "rows" in block]


def placed(rows: list[str]) -> list[Placed]:
    taken: set[tuple[int, int]] = set()
    found = []
    for row, line in enumerate(rows, start=1):
        column = 1
        for cell in line.split("|"):
            merged = _MERGED.search(cell)
            across, down = int(merged["across"] or 1), int(merged["down"] or 1)
            while (row, column) in taken:
                column += 1
            found.append(Placed(row, column, cell[: merged.start()], across, down))
            taken |= {(r, c) for r in range(row, row + down) for c in range(column, column + across)}
            column += across
    return found


def as_text(content: dict) -> bytes:
    """Tables as lines parted by tabs, as they come out of a PDF: what is merged is not told."""
    lines = [*content["cover"], ""]
    for block in content["blocks"]:
        if "note" in block:
            lines.append(block["note"])
            continue
        cells = placed(block["rows"])
        width = max(c.column + c.across - 1 for c in cells)
        fields = {(c.row, c.column): c.text for c in cells}
        lines += [*block["above"], ""]
        rows = range(1, len(block["rows"]) + 1)
        lines += ["\t".join(fields.get((r, c), "") for c in range(1, width + 1)) for r in rows]
        lines.append("")
    return "\n".join(lines).encode()


def as_html(content: dict) -> bytes:
    out = ["<html><head><meta charset='utf-8'></head><body>", *(f"<p>{escape(t)}</p>" for t in content["cover"])]
    for block in content["blocks"]:
        if "note" in block:
            out.append(f"<p>{escape(block['note'])}</p>")
            continue
        out += [*(f"<p>{escape(t)}</p>" for t in block["above"]), "<table>"]
        cells = placed(block["rows"])
        for row in range(1, len(block["rows"]) + 1):
            out.append("<tr>")
            out += [f"<td colspan={c.across} rowspan={c.down}>{escape(c.text)}</td>" for c in cells if c.row == row]
            out.append("</tr>")
        out.append("</table>")
    return "".join([*out, "</body></html>"]).encode()
