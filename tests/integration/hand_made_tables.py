"""Raw tables by hand: records of printed forms, statements and disclosures, and the Parquet files dbt reads.

Only how test data is written down belongs here; which figures a city prints is in `hand_made_city`, and nothing of how
documents are read is in either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from dagster_project import raw_tables
from dagster_project.records import Cell, Claim, Disclosure, DocumentRow, stable_id

UNITS = {"元": 1, "万元": 10000}


@dataclass
class Row:
    """One printed row: its coordinates, and the texts of its columns by measure (None = no such cell)."""

    kind: str
    texts: dict[str, str | None]
    code: str | None = None
    line_item: str | None = None
    unit_code: str | None = None
    side: str | None = None


@dataclass
class Warehouse:
    """The raw tables, as lists of records."""

    tables: dict[str, list] = field(default_factory=lambda: {name: [] for name in raw_tables.TABLES})

    def disclosure(self, department: str, year: int, stage: str = "budget", level: str = "department", **known) -> str:
        """Adds a disclosure with its one document; returns its id. Ids of document and disclosure are the same text."""
        version = known.pop("version", 1)
        disclosure_id = stable_id(department, year, stage, level, version)
        self.tables["disclosures"].append(
            Disclosure(
                disclosure_id,
                department,
                department,
                known.pop("name", department),
                year,
                stage,
                level,
                version=version,
                is_current=known.pop("is_current", True),
                is_additive=known.pop("is_additive", True),
                known_from=known.pop("known_from", f"{year}-03-04T00:00:00Z"),
                known_to=known.pop("known_to", None),
                status="accepted",
            )
        )
        self.tables["documents"].append(
            DocumentRow(disclosure_id, disclosure_id * 4, f"{department}.txt", "text", 1, disclosure_id, None)
        )
        return disclosure_id

    def form(self, disclosure_id: str, form_id: str, rows: list[Row], unit: str = "万元", ordinal: int = 1) -> None:
        """Adds the cells of one printed form; a text is a number, a dash or empty."""
        table = len({(c.form_id, c.form_ordinal) for c in self.tables["cells"] if c.disclosure_id == disclosure_id}) + 1
        stage = next(d.stage for d in self.tables["disclosures"] if d.disclosure_id == disclosure_id)
        for number, row in enumerate(rows, 1):
            for column, (measure, text) in enumerate(row.texts.items(), 1):
                if text is None:
                    continue
                value = Decimal(text) if text not in ("", "-") else None
                state = {None: "dash" if text == "-" else "blank", Decimal(0): "zero"}.get(value, "printed")
                coded = row.kind in ("class", "group", "item")
                self.tables["cells"].append(
                    Cell(
                        stable_id(disclosure_id, 1, table, number, column),
                        disclosure_id,
                        form_id,
                        1,
                        table,
                        number,
                        column,
                        row.code or row.line_item or row.kind,
                        measure,
                        row.code if coded and "economic" not in form_id else None,
                        row.code if coded and "economic" in form_id else None,
                        measure,
                        None,
                        text,
                        value,
                        "money",
                        unit,
                        2,
                        None if value is None else value * UNITS[unit],
                        state,
                        row.kind == "total",
                        disclosure_id=disclosure_id,
                        form_ordinal=ordinal,
                        side=row.side,
                        row_kind=row.kind,
                        line_item=row.line_item or (row.kind if row.kind in ("total", "unit") else None),
                        classification_code=row.code,
                        unit_code=row.unit_code,
                        unit_name=row.unit_code,
                        amount_basis="final" if stage == "final" else "initial",
                    )
                )

    def claim(self, disclosure_id: str, topic: str, text: str, measure: str = "amount", unit: str = "万元") -> None:
        """Adds one statement of the narrative, in the order of calls."""
        position = len(self.tables["claims"])
        value = Decimal(text)
        self.tables["claims"].append(
            Claim(
                stable_id(disclosure_id, "claim", position),
                disclosure_id,
                1,
                position + 1,
                topic,
                measure,
                value,
                unit,
                "none",
                f"{topic} {text}",
                disclosure_id=disclosure_id,
                sentence=position,
                printed_text=text,
                amount_yuan=value * UNITS[unit] if unit in UNITS else None,
            )
        )

    def write(self, folder: Path) -> None:
        """Writes one Parquet file a table, as the nightly job does."""
        raw_tables.write(folder, self.tables)
