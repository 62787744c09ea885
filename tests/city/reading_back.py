"""A simulated city read back: every figure and statement of its truth against what the reading makes of its documents."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

from dagster_project import departments
from dagster_project.assembly import assemble
from dagster_project.disclosures import Arrival
from dagster_project.reading import read_document
from dagster_project.records import Reading
from dagster_project.simulator.city import simulate
from dagster_project.simulator.plan import Plan


def truth(folder: Path, table: str) -> dict[str, list[dict[str, str]]]:
    """Rows of a table of the truth by document."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "truth" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            rows[row["document"]].append(row)
    return rows


def city(folder: Path, suffix: str, departments: int, units: int, years: tuple[int, int], families: tuple[str, ...]):
    """A faultless city in one format."""
    simulate(Plan(folder, departments, units, *years, families, (suffix,)))
    return folder


def readings(folder: Path) -> list[tuple[str, Reading]]:
    """(file name, reading) of every document of the city."""
    files = sorted((folder / "inbox").iterdir())
    assert files
    return [(path.name, read_document(path.read_bytes(), path.name)) for path in files]


def figures_that_differ(reading: Reading, rows: list[dict[str, str]]) -> list[str]:
    """Figures of the truth that the reading lacks or reads otherwise, and figures it reads that the truth lacks."""
    cells = {(c.page, c.table_number, c.row_number, c.column_number): c for c in reading.cells}
    wrong, seen = [], set()
    for row in rows:
        address = tuple(int(row[k]) for k in ("page", "table_number", "row_number", "column_number"))
        seen.add(address)
        cell = cells.get(address)
        amount = Decimal(row["amount_yuan"])
        name = f"{row['form_id']} {row['row_label']} {row['measure']} at {address}: {row['printed_text']!r}"
        if cell is None or (cell.amount_yuan or 0) != amount or cell.printed_text != row["printed_text"]:
            wrong.append(f"{name} read as {cell and cell.printed_text!r}")
            continue
        if not amount:
            continue  # what a blank would state, no text can tell where headings are merged over it
        stands_for = (cell.form_id, cell.measure, cell.amount_basis)
        if stands_for != (row["form_id"], row["measure"], row["amount_basis"]):
            wrong.append(f"{name} understood as {stands_for}")
        if row["line_item"] and cell.line_item != row["line_item"]:
            wrong.append(f"{name} understood as line {cell.line_item}")
        if row["classification_code"] and cell.classification_code != row["classification_code"]:
            wrong.append(f"{name} understood as code {cell.classification_code}")
    wrong += [f"{c.form_id} {c.row_label} {c.printed_text} was never printed" for a, c in cells.items()
              if a not in seen and c.amount_yuan]  # fmt: skip
    return wrong


def claims_that_differ(reading: Reading, rows: list[dict[str, str]]) -> list[str]:
    """Statements of the truth that the reading lacks (-), and those it has beyond the truth (+)."""
    true = Counter(
        (r["topic"], r["measure"], r["direction"], Decimal(r["value"]).normalize(), r["classification_code"])
        for r in rows
    )
    read = Counter(
        (c.topic, c.measure, c.direction, c.value.normalize(), c.classification_code or "") for c in reading.claims
    )
    return [f"-{key} x{n}" for key, n in (true - read).items()] + [f"+{key} x{n}" for key, n in (read - true).items()]


def failing(read: list[tuple[str, Reading]]) -> list[str]:
    """Identities that fail or are incomplete when the whole city is confronted with itself."""
    assembled = assemble([Arrival(reading, name) for name, reading in read], departments.load(), [])
    names = {d.disclosure_id: f"{d.department_name} {d.fiscal_year} {d.stage}" for d in assembled.disclosures}
    return [
        f"{names[key]}: {r.verdict} {r.identity_id} {r.instance} {r.message_zh}"
        for key, confrontation in assembled.confrontations.items()
        for r in confrontation.results
        if r.verdict in ("fails", "incomplete")
    ]
