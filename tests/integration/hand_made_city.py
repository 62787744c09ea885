"""The figures of a small city: what its departments print, form by form.

The first department prints the figures of the reference document; the second has two units and three funds and prints
in 元; one disclosure was replaced by a later version.
"""

from __future__ import annotations

from decimal import Decimal

from dagster_project.raw_tables import FormRow
from dagster_project.records import Passage, Project, stable_id
from tests.integration.hand_made_tables import Row, Warehouse

FORMS = [
    *(
        "budget_summary",
        "revenue_summary",
        "expenditure_summary",
        "appropriation_summary",
        "general_budget_expenditure",
    ),
    *("basic_expenditure_by_economic", "expenditure_by_economic", "three_public", "government_fund_expenditure"),
    *("state_capital_expenditure", "department_performance", "project_performance", "operating_expenses"),
    *("procurement", "narrative", "unrecognised"),
]
EXPENDITURE = [
    *("total", "basic", "basic_wages", "basic_individuals", "basic_goods_services"),
    *("project", "project_general", "project_special", "project_other"),
]
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
        *fund_types[1:],
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
    warehouse.tables["forms"] = [FormRow(form, form, form) for form in FORMS]
    reference(warehouse)
    three_funds(warehouse, 2020, scale=2)
    three_funds(warehouse, 2021, scale=3, is_current=False, known_to="2021-04-01T00:00:00Z")
    three_funds(warehouse, 2021, version=2, known_from="2021-04-01T00:00:00Z")
    three_funds(warehouse, 2021, level="unit", is_additive=False)
    return warehouse
