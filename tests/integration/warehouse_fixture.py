"""A small warehouse by hand: records of four disclosures, and the Parquet files dbt reads.

Only test data and its writer belong here; nothing of how documents are read. The first department prints the figures of
the reference document; the second has two units and three funds and prints in 元; one disclosure was replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dagster_project import records
from dagster_project.records import Cell, Claim, Disclosure, DocumentRow, Passage, Project, stable_id

UNITS = {"元": 1, "万元": 10000}
RAW = {
    "documents": records.DocumentRow,
    "disclosures": records.Disclosure,
    "cells": records.Cell,
    "claims": records.Claim,
    "projects": records.Project,
    "indicators": records.Indicator,
    "passages": records.Passage,
    "refusals": records.Refusal,
    "identity_results": records.IdentityResult,
    "identity_terms": records.IdentityTerm,
    "suspect_cells": records.SuspectCell,
}
PLAIN = {
    "identities": "identity_id family statement_zh statement_en severity ground advice_zh advice_en".split(),
    "forms": ["form_id", "title_zh", "title_en"],
    "changes": "change_id publication_id mart row_key column_name old_value new_value cause department_id".split(),
}
FORMS = """budget_summary revenue_summary expenditure_summary appropriation_summary general_budget_expenditure
basic_expenditure_by_economic expenditure_by_economic three_public government_fund_expenditure state_capital_expenditure
department_performance project_performance operating_expenses procurement narrative unrecognised""".split()


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

    tables: dict[str, list] = field(default_factory=lambda: {name: [] for name in [*RAW, *PLAIN]})

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
        """Writes one Parquet file a table, with the types records.py declares; the columns are there without rows too."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, record in RAW.items():
            schema = pa.schema([(f.name, _arrow_type(f)) for f in fields(record) if not str(f.type).startswith("list")])
            rows = [{n: _exact(schema.field(n).type, getattr(r, n)) for n in schema.names} for r in self.tables[name]]
            pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / f"{name}.parquet")
        for name, columns in PLAIN.items():
            schema = pa.schema([(column, pa.string()) for column in columns])
            schema = schema.append(pa.field("fiscal_year", pa.int64())) if name == "changes" else schema
            pq.write_table(pa.Table.from_pylist(self.tables[name], schema=schema), folder / f"{name}.parquet")


def _arrow_type(declared) -> pa.DataType:
    kind = str(declared.type).split(" | ")[0]
    if kind == "Decimal":
        return pa.decimal128(*records.DECIMAL_TYPES.get(declared.name, records.MONEY_TYPE))
    return {"str": pa.string(), "int": pa.int64(), "bool": pa.bool_()}[kind]


def _exact(kind: pa.DataType, value):
    return value.quantize(Decimal(1).scaleb(-kind.scale)) if isinstance(value, Decimal) else value


EXPENDITURE = (
    "total basic basic_wages basic_individuals basic_goods_services project project_general project_special project_other"
).split()
REFERENCE = """2010302|380.00|||||380.00|380.00||
2011301|225.07|225.07|204.27|0.05|20.75||||
2011308|30.00|||||30.00|30.00||
2080505|18.20|18.20|18.20||||||
2080506|3.64|3.64|3.64||||||
2101101|16.33|16.33|16.33||||||
2160699|137.94|||||137.94|82.33|55.61|
2210201|18.13|18.13|18.13||||||"""
REFERENCE_TOTAL = "829.31|281.37|260.57|0.05|20.75|547.94|492.33|55.61|"


def reference_rows() -> list[Row]:
    """The expenditure form of the reference document: total row, unit row, eight items."""
    total = dict(zip(EXPENDITURE, REFERENCE_TOTAL.split("|"), strict=True))
    rows = [Row("total", total), Row("unit", total, unit_code="101039")]
    for line in REFERENCE.splitlines():
        code, *texts = line.split("|")
        rows.append(Row("item", dict(zip(EXPENDITURE, texts, strict=True)), code, "function", "101039"))
    return rows


def reference(warehouse: Warehouse, department: str = "reference") -> str:
    """The figures of the reference document as far as the models need them."""
    d = warehouse.disclosure(department, 2021)
    warehouse.form(d, "expenditure_summary", reference_rows())
    warehouse.form(d, "general_budget_expenditure", reference_rows())
    lines = {"three_public_total": "14.00", "overseas_trips": "10.00", "receptions": "4.00"}
    lines |= {"vehicles": "", "vehicle_operation": "", "vehicle_purchase": ""}
    warehouse.form(d, "three_public", [Row("line", {"total": t}, line_item=i) for i, t in lines.items()])
    warehouse.claim(d, "revenue_total", "829.31")
    warehouse.claim(d, "revenue_general_public_budget", "829.31")
    warehouse.claim(d, "revenue_government_fund", "0")
    warehouse.claim(d, "operating_expenses", "4.2")
    warehouse.claim(d, "operating_expenses", "4.2")
    warehouse.claim(d, "vehicles_held", "2", "count", "辆")
    for ordinal, amount in enumerate(["360", "20", "30", "55.61", "82.33"], 1):
        money = Decimal(amount) * 10000
        key = stable_id(d, "project", ordinal)
        funds = (None, None, None, money, money, None)
        warehouse.tables["projects"].append(
            Project(key, d, ordinal, f"project {min(ordinal, 4)}", "continuing", "2021-01", "2021-12", None, *funds, d)
        )
    warehouse.tables["passages"].append(
        Passage(stable_id(d, "empty"), d, "empty_statement", 1, None, "none", 1, 1, "government_fund_expenditure", d)
    )
    return d


def three_funds(warehouse: Warehouse, year: int = 2021, version: int = 1, scale: int = 1, **known) -> str:
    """A department with two units and three funds in 元, all levels 类款项 printed, and the income by function item."""
    d = warehouse.disclosure("102", year, version=version, **known)

    def money(*amounts: int) -> list[str]:
        return [str(a * scale) if a else "" for a in amounts]

    def rows(columns: list[str], table: list[tuple]) -> list[Row]:
        return [Row(k, dict(zip(columns, money(*v), strict=True)), c, i, u) for k, c, i, u, v in table]

    types = ["total", "basic", "basic_personnel", "basic_wages", "basic_individuals", "basic_public", "project"]
    classes = [
        ("total", None, None, None, (900, 500, 400, 350, 50, 100, 400)),
        ("class", "205", "function", None, (600, 500, 400, 350, 50, 100, 100)),
        ("group", "20502", "function", None, (600, 500, 400, 350, 50, 100, 100)),
        ("item", "2050203", "function", "102001", (350, 300, 250, 200, 50, 50, 50)),
        ("item", "2050203", "function", "102002", (250, 200, 150, 150, 0, 50, 50)),
        ("class", "212", "function", None, (200, 0, 0, 0, 0, 0, 200)),
        ("group", "21208", "function", None, (200, 0, 0, 0, 0, 0, 200)),
        ("item", "2120803", "function", "102001", (200, 0, 0, 0, 0, 0, 200)),
        ("class", "223", "function", "102002", (100, 0, 0, 0, 0, 0, 100)),  # printed no finer: itself a leaf
    ]
    fund_types = ["total", "basic", "project"]
    warehouse.form(d, "expenditure_summary", rows(types, classes), "元")
    general = [(k, c, i, u, v[:2] + v[-1:]) for k, c, i, u, v in classes[1:5]]
    total = ("total", None, None, None, (600, 500, 100))
    warehouse.form(d, "general_budget_expenditure", rows(fund_types, [*general, total]), "元")
    fund_columns = [
        "opening_carry_over",
        "current_revenue",
        "current_expenditure",
        "basic",
        "project",
        "closing_carry_over",
    ]
    fund = [(k, c, i, u, (30, 220, 200, 0, 200, 50)) for k, c, i, u, _ in [classes[0], *classes[5:8]]]
    warehouse.form(d, "government_fund_expenditure", rows(fund_columns, fund), "元")
    state = [("total", None, None, None, (100, 0, 100)), ("class", "223", "function", "102002", (100, 0, 100))]
    warehouse.form(d, "state_capital_expenditure", rows(fund_types, state), "元")
    sources = ["total", "appropriation", "general_public_budget", "government_fund", "state_capital"]
    income = [
        ("total", None, None, None, (900, 900, 600, 200, 100)),
        ("item", "2050203", "function", "102001", (350, 350, 350, 0, 0)),
        ("item", "2050203", "function", "102002", (250, 250, 250, 0, 0)),
        ("item", "2120803", "function", "102001", (200, 200, 0, 200, 0)),
        ("item", "2230105", "function", "102002", (100, 100, 0, 0, 100)),
    ]
    warehouse.form(d, "revenue_summary", rows(sources, income), "元")
    summary = [("revenue_general_public_budget", 600), ("revenue_government_fund", 200), ("revenue_grand_total", 900)]
    warehouse.form(
        d,
        "budget_summary",
        [Row("line", {"total": str(a * scale)}, line_item=i, side="revenue") for i, a in summary],
        "元",
    )
    economic = [
        ("total", None, None, None, (500,)),
        ("class", "301", "economic", None, (350,)),
        ("group", "30101", "economic", None, (350,)),
        ("class", "302", "economic", None, (100,)),
        ("class", "303", "economic", None, (50,)),
    ]
    warehouse.form(d, "basic_expenditure_by_economic", rows(["total"], economic), "元")
    return d


def small_city() -> Warehouse:
    """The warehouse the integration tests build: two departments, a year before, and a version that was replaced."""
    warehouse = Warehouse()
    warehouse.tables["forms"] = [{"form_id": f, "title_zh": f, "title_en": f} for f in FORMS]
    warehouse.tables["changes"] = []
    reference(warehouse)
    three_funds(warehouse, 2020, scale=2)
    three_funds(warehouse, 2021, scale=3, is_current=False, known_to="2021-04-01T00:00:00Z")
    three_funds(warehouse, 2021, version=2)
    three_funds(warehouse, 2021, level="unit", is_additive=False)
    return warehouse
