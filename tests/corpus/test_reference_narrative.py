"""The narrative of the reference document: every figure of its ten sections with its address, and nothing else.

Each row was checked by eye against the printed sentence: line, section, topic or functional code, measure, value and
unit (+ up, - down, = flat), and where they differ from the rule the year and the base.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from dagster_project.extraction.ledger import unaccounted
from dagster_project.extraction.narrative import NarrativeContext, Prose, read_prose
from dagster_project.formats import text
from dagster_project.formats.document import Line

pytestmark = pytest.mark.corpus

SIGNS = {"none": "", "up": "+", "down": "-", "flat": "="}
STATED = """
46 | profile | offices | count | 4个
62 | overall | revenue_total | amount | 829.31万元
62 | overall | expenditure_total | amount | 829.31万元
62 | overall | revenue_and_expenditure_total | change_amount | -1088.87万元
62 | overall | revenue_and_expenditure_total | change_percent | -43.23%
66 | revenue | revenue_total | amount | 829.31万元
66 | revenue | revenue_general_public_budget | amount | 829.31万元
66 | revenue | revenue_government_fund | amount | 0万元
66 | revenue | revenue_state_capital | amount | 0万元
66 | revenue | revenue_other | amount | 0万元
70 | expenditure | expenditure_total | amount | 829.31万元
70 | expenditure | basic_expenditure | amount | 281.37万元
70 | expenditure | basic_expenditure | share_percent | 33.93%
70 | expenditure | project_expenditure | amount | 547.94万元
70 | expenditure | project_expenditure | share_percent | 66.07%
74 | appropriation | general_public_budget_total | amount | 829.31万元
74 | appropriation | government_fund_total | amount | 0万元
76 | appropriation | general_public_budget_total | change_amount | -1088.87万元
76 | appropriation | general_public_budget_total | change_percent | -43.23%
76 | appropriation | government_fund_total | change_amount | =0万元
76 | appropriation | government_fund_total | change_percent | =0%
80 | general_public_budget | general_public_budget_expenditure | amount | 829.31万元
80 | general_public_budget | 201 | amount | 635.07万元
80 | general_public_budget | 201 | share_percent | 76.58%
80 | general_public_budget | 208 | amount | 21.84万元
80 | general_public_budget | 208 | share_percent | 2.63%
80 | general_public_budget | 210 | amount | 16.33万元
80 | general_public_budget | 210 | share_percent | 1.97%
80 | general_public_budget | 216 | amount | 137.94万元
80 | general_public_budget | 221 | amount | 18.13万元
80 | general_public_budget | 221 | share_percent | 2.19%
84 | basic_expenditure | general_public_budget_basic | amount | 281.37万元
84 | basic_expenditure | basic_personnel | amount | 260.62万元
84 | basic_expenditure | basic_public | amount | 20.75万元
96 | three_public | three_public_total | amount | 14万元
96 | three_public | three_public_total | change_amount | -14.4万元 | prior_budget
96 | three_public | three_public_total | change_percent | -49.3% | prior_budget
100 | three_public | overseas_trips | amount | 10万元
100 | three_public | overseas_trips | change_amount | -10万元
100 | three_public | overseas_trips | change_percent | -50%
102 | three_public | vehicles | amount | 0万元
104 | three_public | receptions | amount | 4万元
104 | three_public | receptions | change_amount | +0.35万元 | prior_budget
104 | three_public | receptions | change_percent | +9.59% | prior_budget
110 | operating_expenses | operating_expenses | amount | 4.2万元
110 | operating_expenses | operating_expenses | change_amount | -12.8万元
110 | operating_expenses | operating_expenses | change_percent | -75.3%
114 | procurement | procurement_total | amount | 0万元
114 | procurement | procurement_goods | amount | 0万元
114 | procurement | procurement_works | amount | 0万元
114 | procurement | procurement_services | amount | 0万元
118 | performance | performance_evaluated_projects | count | 9个 | 2020
118 | performance | performance_evaluated_projects | amount | 1108.68万元 | 2020
118 | performance | performance_total | amount | 547.94万元
118 | performance | performance_personnel | amount | 260.62万元
118 | performance | performance_public | amount | 20.75万元
118 | performance | performance_projects | count | 4个
118 | performance | performance_projects | amount | 547.94万元
118 | performance | performance_large_projects | amount | 100万元 | threshold
118 | performance | performance_large_projects | count | 1个
118 | performance | performance_large_projects | amount | 200万元
122 | state_assets | assets_fixed | amount | 249.94万元 | 2020
122 | state_assets | assets_buildings | amount | 0万元 | 2020
122 | state_assets | assets_vehicles | amount | 40.77万元 | 2020
122 | state_assets | vehicles_held | count | 2辆 | 2020
122 | state_assets | vehicles_general | count | 2辆 | 2020
122 | state_assets | vehicles_enforcement | count | 0辆 | 2020
122 | state_assets | equipment_general | count | 0台(套) | 2020
122 | state_assets | equipment_special | count | 0台(套) | 2020
"""


@pytest.fixture(scope="module")
def document(disclosures_folder: Path) -> list[Line]:
    """The lines of prose of the reference document."""
    (path,) = sorted((disclosures_folder / "luoyang").glob("*.txt"))
    return [block for block in text.read(path.read_bytes()).blocks if isinstance(block, Line)]


@pytest.fixture(scope="module")
def prose(document: list[Line]) -> Prose:
    """What is read from them."""
    return read_prose(document, NarrativeContext("reference", 2021, "budget"))


def test_every_figure_of_the_narrative_is_a_claim(prose: Prose) -> None:
    told = []
    for c in prose.claims:
        value = f"{SIGNS[c.direction]}{c.value}{c.unit}"
        more = " ".join(str(x) for x in (c.fiscal_year if c.fiscal_year != 2021 else None, c.base) if x)
        parts = [str(c.line), c.section, c.classification_code or c.topic, c.measure, value, more]
        told.append(" | ".join(str(p) for p in parts).rstrip(" |"))
    assert told == STATED.strip().splitlines()


def test_quotes_are_the_sentences_as_printed(prose: Prose) -> None:
    quotes = "\n".join(c.quote for c in prose.claims)
    assert hashlib.sha256(quotes.encode()).hexdigest()[:16] == "f9a3fd89ab31d835"


def test_no_number_is_lost_and_none_is_unexplained(document: list[Line], prose: Prose) -> None:
    assert unaccounted(document, prose.ledger) == []
    assert prose.refusals == []
    reasons = Counter(e.reason for e in prose.ledger)
    assert reasons.pop(None) == len(prose.claims)
    assert set(reasons) == {"year", "date", "ordinal", "threshold"}
    assert reasons["threshold"] == 3  # the second half of one limit of projects, two of equipment


def test_what_holds_no_figure(prose: Prose) -> None:
    kinds = Counter(p.kind for p in prose.passages)
    assert kinds == {
        "announced_form": 11,
        "office": 4,
        "duty": 1,
        "unit": 1,
        "empty_statement": 2,
        "purpose": 3,  # what an item is said to be used for
        "listed_items": 1,  # the items the public funds are said to hold
        "glossary": 8,
        "note": 1,
    }
    forms = [p.form_id for p in prose.passages if p.kind == "announced_form"]
    assert forms == [
        "budget_summary",
        "revenue_summary",
        "expenditure_summary",
        "appropriation_summary",
        "general_budget_expenditure",
        "expenditure_by_economic",
        "three_public",
        "government_fund_expenditure",
        "state_capital_expenditure",
        "department_performance",
        "project_performance",
    ]
    empty = [(p.line, p.form_id) for p in prose.passages if p.kind == "empty_statement"]
    assert empty == [(88, "government_fund_expenditure"), (92, "state_capital_expenditure")]
