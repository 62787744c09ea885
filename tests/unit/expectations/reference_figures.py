"""The figures of the reference document as records, as a reading would hand them over (no sentence of it)."""

from __future__ import annotations

from dagster_project.records import Disclosure
from tests.unit.expectations.disclosure_builder import (
    claims,
    coded_form,
    disclosure,
    indicator,
    lines,
    passage,
    project,
)

MEASURES = [
    *["total", "basic", "basic_wages", "basic_individuals", "basic_goods_services"],
    *["project", "project_general", "project_special", "project_other"],
]
ROWS = [
    ("total", "829.31|281.37|260.57|0.05|20.75|547.94|492.33|55.61|"),
    ("unit:101039", "829.31|281.37|260.57|0.05|20.75|547.94|492.33|55.61|"),
    ("2010302", "380.00|||||380.00|380.00||"),
    ("2011301", "225.07|225.07|204.27|0.05|20.75||||"),
    ("2011308", "30.00|||||30.00|30.00||"),
    ("2080505", "18.20|18.20|18.20||||||"),
    ("2080506", "3.64|3.64|3.64||||||"),
    ("2101101", "16.33|16.33|16.33||||||"),
    ("2160699", "137.94|||||137.94|82.33|55.61|"),
    ("2210201", "18.13|18.13|18.13||||||"),
]
FUNDS = ["total", "general_public_budget", "general_public_budget_appropriation"]
ANNOUNCED = [
    *["budget_summary", "revenue_summary", "expenditure_summary", "appropriation_summary"],
    *["general_budget_expenditure", "expenditure_by_economic", "three_public", "government_fund_expenditure"],
    *["state_capital_expenditure", "department_performance", "project_performance"],
]


def cells() -> list:
    fragment = {"is_fragment": True, "side": "expenditure"}
    printed = [("216", "137.94|137.94|137.94"), ("217", "||"), ("221", "18.13|18.13|18.13"), ("229", "||")]
    appropriation = coded_form("appropriation_summary", FUNDS, printed, **fragment)
    for n, measure in enumerate(FUNDS, 1):
        total = lines("appropriation_summary", {"expenditure_grand_total": "829.31"}, measure, 20, **fragment)
        total[0].cell_id, total[0].column_number = f"appropriation_summary:20:{n}", n
        appropriation += total
    appropriation += lines("appropriation_summary", {"revenue_grand_total": "829.31"}, first_row=30, is_fragment=True)
    three_public = {
        "three_public_total": "14.00",
        "overseas_trips": "10.00",
        "receptions": "4.00",
        "vehicles": "",
        "vehicle_operation": "",
        "vehicle_purchase": "",
    }
    return [
        *coded_form("expenditure_summary", MEASURES, ROWS),
        *appropriation,
        *coded_form("general_budget_expenditure", MEASURES, ROWS),
        *lines("three_public", three_public),
    ]


def narrative() -> list:
    change = "change_amount 1088.87 down; {0} change_percent 43.23 down"
    return [
        *claims(
            "overall",
            "revenue_total amount 829.31; expenditure_total amount 829.31; revenue_and_expenditure_total "
            + change.format("revenue_and_expenditure_total"),
        ),
        *claims(
            "revenue",
            "revenue_total amount 829.31; revenue_general_public_budget amount 829.31; revenue_government_fund amount 0;"
            "revenue_state_capital amount 0; revenue_other amount 0",
        ),
        *claims(
            "expenditure",
            "expenditure_total amount 829.31; basic_expenditure amount 281.37; basic_expenditure share_percent 33.93;"
            "project_expenditure amount 547.94; project_expenditure share_percent 66.07",
        ),
        *claims(
            "appropriation",
            "general_public_budget_total amount 829.31",
            "government_fund_total amount 0; general_public_budget_total "
            + change.format("general_public_budget_total")
            + "; government_fund_total change_amount 0 up; government_fund_total change_percent 0 up",
        ),
        *claims(
            "general_public_budget",
            "general_public_budget_expenditure amount 829.31",
            "function:201 amount 635.07; function:201 share_percent 76.58; function:208 amount 21.84;"
            "function:208 share_percent 2.63; function:210 amount 16.33; function:210 share_percent 1.97;"
            "function:216 amount 137.94; function:221 amount 18.13; function:221 share_percent 2.19",
        ),
        *claims(
            "basic_expenditure",
            "general_public_budget_basic amount 281.37; basic_personnel amount 260.62; basic_public amount 20.75",
        ),
        *claims(
            "three_public",
            "three_public_total amount 14",
            "three_public_total change_amount 14.4 down; three_public_total change_percent 49.3 down",
            "overseas_trips amount 10",
            "overseas_trips change_amount 10 down; overseas_trips change_percent 50 down",
            "vehicles amount 0",
            "receptions amount 4",
            "receptions change_amount 0.35 up; receptions change_percent 9.59 up",
        ),
        *claims(
            "operating_expenses",
            "operating_expenses amount 4.2; operating_expenses change_amount 12.8 down;"
            "operating_expenses change_percent 75.3 down",
        ),
        *claims(
            "procurement",
            "procurement_total amount 0; procurement_goods amount 0; procurement_works amount 0;"
            "procurement_services amount 0",
        ),
        *claims(
            "performance",
            "performance_evaluated_projects count 9; performance_evaluated_projects amount 1108.68",
            year=2020,
        ),
        *claims(
            "performance",
            "",
            "performance_total amount 547.94; performance_personnel amount 260.62; performance_public amount 20.75;"
            "performance_projects count 4; performance_projects amount 547.94; performance_large_projects amount 100"
            " threshold; performance_large_projects count 1; performance_large_projects amount 200",
        ),
        *claims(
            "state_assets",
            "assets_fixed amount 249.94; assets_buildings amount 0; assets_vehicles amount 40.77",
            "vehicles_held count 2; vehicles_general count 2; vehicles_enforcement count 0;"
            "equipment_general count 0; equipment_special count 0",
            year=2020,
        ),
    ]


def reference() -> Disclosure:
    """The whole document: four forms (one a fragment), its narrative, five project forms, its table of contents."""
    joint = "互联网平台"
    return disclosure(
        cells=cells(),
        claims=narrative(),
        projects=[
            project(1, "课题经费", "360", "1080"),
            project(2, "工作经费", "20", "60"),
            project(3, "招商经费", "30", "90"),
            project(4, joint, "55.61", "166.83"),
            project(5, joint, "82.33"),
        ],
        indicators=[
            indicator(1, "annual", "quantity", 1, "1", "次"),
            indicator(1, "annual", "quantity", 2, "4", "次"),
            indicator(1, "mid_term", "quantity", 1, "3", "次"),
            indicator(1, "mid_term", "quantity", 2, "12", "次"),
            indicator(1, "annual", "cost", 5, "360", "万元"),
            indicator(2, "annual", "cost", 4, "20", "万元"),
            indicator(2, "mid_term", "cost", 4, "60", "万元"),
            indicator(3, "annual", "quantity", 1, "10", "亿元"),
            indicator(3, "annual", "quantity", 2, "25", "亿元"),
            indicator(3, "mid_term", "quantity", 1, "30", "亿元"),
            indicator(3, "mid_term", "quantity", 2, "75", "亿元"),
            indicator(3, "annual", "cost", 5, "30", "万元"),
            indicator(3, "mid_term", "cost", 5, "90", "万元"),
            indicator(4, "annual", "cost", 4, "137.94", "万元"),
            indicator(4, "mid_term", "cost", 4, "137.94", "万元"),
            indicator(5, "annual", "cost", 4, "137.94", "万元"),
            indicator(5, "mid_term", "cost", 4, "137.94", "万元"),
        ],
        passages=[
            *(passage("announced_form", form, n) for n, form in enumerate(ANNOUNCED, 1)),
            passage("empty_statement", "government_fund_expenditure"),
            passage("empty_statement", "state_capital_expenditure"),
        ],
    )
