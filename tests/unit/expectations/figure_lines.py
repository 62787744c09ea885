"""Figures as lines of text, for the cases of the identities.

expenditure_summary 2010101@101: total=10.00 basic= project=6.00     a row of a form: code or line item, @unit
budget_summary>expenditure 201: total=1.00                           > side, ! fragment, ?variant
@overall: revenue_total amount 10.00; …                              statements of a section
project 1 甲: annual=1.00 mid_term=3.00 fiscal=1.00                   a project form
indicator 1 annual cost 1: 5 万元                                     a numeric target of a form
weight 1 annual 1: 40                                                 the weight of an indicator of a form
passage empty_statement government_fund_expenditure          with its text and title behind, where they matter
expenditure_summary 2101102[71102]: total=1.00                [printed code]
expenditure_summary 2101102(name): total=1.00                 (printed name)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dagster_project.records import Disclosure
from tests.unit.expectations.disclosure_builder import FACTORS, cell, claims, disclosure, indicator, passage, project

ROW = re.compile(
    r"(?P<form>\w+)(?:>(?P<side>\w+))?(?P<fragment>!)?(?:\?(?P<variant>\w+))? (?P<head>\S+): (?P<figures>.*)"
)
LEVELS = {3: "class", 5: "group", 7: "item"}


def disclosure_of(lines: Iterable[str], fragment: bool = False, **fields: object) -> Disclosure:
    """The disclosure that prints these lines, in their order."""
    cells, statements, projects, indicators, passages = [], [], [], [], []
    for n, line in enumerate(lines, 1):
        word, _, rest = line.partition(" ")
        if line.startswith("@"):
            section, _, text = line[1:].partition(": ")
            statements += claims(section, text)
        elif word == "project":
            head, _, figures = rest.partition(": ")
            ordinal, name = head.split()
            amounts = dict(part.split("=") for part in figures.split())
            mid_term = amounts.pop("mid_term_fiscal", None)
            projects.append(project(int(ordinal), name, **amounts))
            if mid_term:
                projects[-1].mid_term_fiscal_yuan = project(0, "", mid_term).annual_total_yuan
        elif word == "indicator":
            head, _, target = rest.partition(": ")
            form, horizon, kind, ordinal = head.split()
            indicators.append(indicator(int(form), horizon, kind, int(ordinal), *target.split()))
        elif word == "weight":
            head, _, text = rest.partition(": ")
            form, horizon, row = head.split()
            count = {"measure": f"{horizon}_weight", "quantity": "count", "unit": "", "form_ordinal": int(form)}
            cells.append(cell("project_performance", int(row), 1, text, is_fragment=fragment, **count))
        elif word == "passage":
            kind, form, *words = rest.split(" ")
            passages.append(passage(kind, form, n, *words))
        else:
            cells += row_of(line, n, fragment)
    return disclosure(cells, statements, projects, indicators, passages, **fields)


def row_of(line: str, n: int, fragment: bool) -> list:
    found = ROW.fullmatch(line)
    assert found, f"not a line of figures: {line}"
    head, _, code = found["head"].partition("[")
    head, _, name = head.partition("(")
    head, _, unit_code = head.partition("@")
    row: dict[str, object] = {"side": found["side"], "is_fragment": fragment or bool(found["fragment"])}
    row |= {"unit_code": unit_code or None, "row_label": head, "form_variant": found["variant"]}
    if name:
        row["row_label"] = name.rstrip(")")
    if code:
        row["economic_code" if "economic" in found["form"] else "function_code"] = code.rstrip("]")
    if head.startswith("unit:"):
        row |= {"row_kind": "unit", "line_item": "unit", "unit_code": head[5:]}
    elif head.isdigit():
        row |= {"row_kind": LEVELS[len(head)], "line_item": "function", "classification_code": head}
    else:
        row |= {"row_kind": "total" if head == "total" else "line", "line_item": head}
    made = []
    for column, part in enumerate(found["figures"].split(), 1):
        measure, _, text = part.partition("=")
        unit = next((u for u in sorted(FACTORS, key=len, reverse=True) if text.endswith(u)), None)
        text = text.removesuffix(unit or "")
        made.append(cell(found["form"], n, column, text, measure=measure, unit=unit or "万元", **row))
    return made
