"""The reference document against every row of its ground truth: both sides and the verdict, and the root causes.

Each row of the ground truth takes one result of its own, so that no result answers for two rows. Projects are judged
by form: the three rows of the other convention (`*-NAMES`) are not ours.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.reading import read_document
from dagster_project.records import Confrontation, Disclosure, DocumentRow
from expectations.confront import confront

pytestmark = pytest.mark.corpus

OTHER_CONVENTION = {"PERF-COUNT-NAMES", "PERF-100-COUNT-NAMES", "PERF-100-AMT-NAMES"}
IDENTITIES = [  # id of a row of the ground truth -> the identity that judges it
    (r"T[35]-ROW-TOT-", "basic_and_project_sum_to_total"),
    (r"T[35]-ROW-BAS-", "basic_kinds_sum_to_basic"),
    (r"T[35]-ROW-PRJ-", "project_kinds_sum_to_project"),
    (r"T[35]-COL-", "top_level_rows_sum_to_total"),
    (r"T[35]-UNIT-", "units_sum_to_total"),
    (r"X-T3T5-", "expenditure_equals_general_budget_where_it_is_the_only_fund"),
    (r"NT-CLS-", "narrative_class_equals_general_budget_class"),
    (r"DERIV-KUAN-", "unprinted_levels_are_implied"),
    (r"T4-BAL", "income_equals_expenditure"),
    (r"T4-SUMROW-合计|T4-ROW-\d+-ab", "funds_sum_to_total"),
    (r"T4-SUMROW-一般公共预算|T4-ROW-\d+-bc", "appropriation_part_at_most_general_public_budget"),
    (r"X-T4T5-2", "appropriation_class_equals_general_budget_class"),
    (r"NT4-2", "narrative_class_equals_appropriation_class"),
    (r"T4-COL-IMPLIED", "lost_lines_equal_the_other_form"),
    (r"X-T4T5-TOT", "appropriation_general_budget_equals_its_form"),
    (r"X-T4T3-TOT", "appropriation_at_most_expenditure"),
    (r"N1-BAL", "narrative_income_equals_expenditure"),
    (r"N1-N2", "narrative_revenue_equals_overall_total"),
    (r"N1-N3", "narrative_expenditure_equals_overall_total"),
    (r"N2-SUM", "narrative_revenue_parts_sum_to_revenue"),
    (r"N3-SUM", "narrative_basic_and_project_sum_to_expenditure"),
    (r"N4-N2", "narrative_general_budget_equals_its_income"),
    (r"N5-N4", "narrative_general_budget_expenditure_equals_its_total"),
    (r"N5-SUM", "narrative_functions_sum_to_general_budget"),
    (r"N6-SUM", "narrative_personnel_and_public_sum_to_basic"),
    (r"N6-N3", "narrative_general_budget_basic_at_most_basic"),
    (r"N4-SUM", "narrative_funds_sum_to_revenue"),
    (r"N3-PCT-100", "shares_of_expenditure_add_to_hundred"),
    (r"N5-PCT-100", "shares_of_functions_add_to_hundred"),
    (r"N[35]-PCT-", "share_is_part_of_whole"),
    (r"YOY-GPB-AMT", "narrative_fund_changes_sum_to_change"),
    (r"YOY-TOTAL-RATIO|SG-YOY-RATIO", "stated_change_is_the_ratio_of_the_two_years"),
    (r"YOY-PRIOR-TOTAL|OPEX-PRIOR|SG-PRIOR", "prior_amount_is_implied"),
    (r"YOY-.*PCT|YOY-GOVFUND|SG-.*PCT|OPEX-YOY", "change_in_percent_is_change_over_prior"),
    (r"SG-SUM", "narrative_three_public_parts_sum_to_total"),
    (r"SG-YOY-COMP", "three_public_changes_sum_to_change"),
    (r"SG-LE-TOTAL", "three_public_at_most_general_budget"),
    (r"SG-REC-LE-GOODS", "receptions_at_most_goods_and_projects"),
    (r"T7-SUM", "three_public_components_sum_to_total"),
    (r"T7-CAR", "vehicle_purchase_and_operation_sum_to_vehicles"),
    (r"NT4-INC", "appropriation_income_at_most_stated_income"),
    (r"NT\d-|PERF-PROJ$", "narrative_amount_equals_its_cell"),
    (r"OPEX-PUBLIC", "operating_expenses_equal_public_funds"),
    (r"OPEX-LE-PUBLIC", "operating_expenses_at_most_public_funds"),
    (r"PROC-SUM", "narrative_procurement_kinds_sum_to_total"),
    (r"PERF-TOTAL", "performance_parts_sum_to_performance_total"),
    (r"PERF-PERS", "performance_personnel_equals_personnel"),
    (r"PERF-PUB", "performance_public_equals_public_funds"),
    (r"PERF-FORMS-SUM", "project_forms_sum_to_project_expenditure"),
    (r"PERF-COUNT-FORMS", "project_count_equals_forms"),
    (r"PERF-100-COUNT-FORMS", "large_project_count_equals_forms"),
    (r"PERF-100-AMT-FORMS", "large_project_amount_equals_forms"),
    (r"PERF-2\d+", "project_forms_make_up_function_rows"),
    (r"PERF-F\d-ANN", "project_funds_sum_to_annual_total"),
    (r"PERF-F\d-MID", "project_funds_sum_to_mid_term_total"),
    (r"PERF-F\d-3Y", "mid_term_funds_are_three_annual_funds"),
    (r"PERF-F45-COST", "joint_cost_target_is_the_sum_of_the_forms"),
    (r"PERF-F\d-COST", "cost_target_equals_funds"),
    (r"PERF-TGT-", "mid_term_targets_are_three_annual_targets"),
    (r"PREV-PERF-LE", "evaluated_projects_at_most_prior_total"),
    (r"ASSET-CARS", "vehicles_by_use_sum_to_vehicles"),
    (r"ASSET-VALUE", "fixed_assets_at_least_their_parts"),
    (r"CAR-PLAUS", "vehicles_held_cost_something"),
    (r"COMPLETE-TABLES", "announced_forms_are_present"),
]
IN_TARGET_UNIT = {"PERF-TGT-F3 省内资金 亿元": 10**8, "PERF-TGT-F3 省外资金 亿元": 10**8}


@pytest.fixture(scope="module")
def rows(disclosures_folder: Path) -> list[dict[str, str]]:
    with (disclosures_folder / "luoyang" / "ground_truth.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def confrontation(disclosures_folder: Path) -> Confrontation:
    (path,) = sorted((disclosures_folder / "luoyang").glob("*.txt"))
    reading = read_document(path.read_bytes(), path.name)
    identity = reading.identity
    return confront(
        Disclosure(
            "reference",
            "department",
            None,
            identity.department_name or "",
            identity.fiscal_year,
            identity.stage,
            identity.level,
            documents=[DocumentRow(reading.document_id, reading.sha256, path.name, reading.format, reading.page_count)],
            cells=reading.cells,
            claims=reading.claims,
            projects=reading.projects,
            indicators=reading.indicators,
            passages=reading.passages,
        )
    )


def unanswered(rows: list[dict[str, str]], confrontation: Confrontation) -> list[str]:
    """The rows of the ground truth that no result of their identity answers."""
    free: dict[str, list] = {}
    for result in confrontation.results:
        free.setdefault(result.identity_id, []).append(result)
    missing = []
    for row in rows:
        if row["id"] in OTHER_CONVENTION:
            continue
        identity = next((name for pattern, name in IDENTITIES if re.match(pattern, row["id"])), None)
        candidates = free.get(identity or "", [])
        found = next((r for r in candidates if answers(row, r)), None)
        if found is None:
            seen = [
                (r.instance, r.reported_yuan, r.computed_yuan, r.reported, r.computed, r.verdict) for r in candidates
            ]
            missing.append(f"{row['id']}: {row['lhs']} / {row['rhs']} {row['contract_verdict']}: {identity} {seen[:6]}")
        else:
            candidates.remove(found)
    return missing


def answers(row: dict[str, str], result: object) -> bool:
    """Whether a result has the two sides and the verdict of the row; a derived value has its computed side alone."""
    expected = row["contract_verdict"]
    verdict = result.verdict  # type: ignore[attr-defined]
    same_verdict = {
        "holds": verdict.startswith("holds"),
        "fails": verdict == "fails",
        "incomplete": verdict == "incomplete",
        "derived": verdict == "undecided",
        "notice": verdict == "undecided" and result.severity == "notice",  # type: ignore[attr-defined]
    }[expected]
    money = result.computed_yuan is not None  # type: ignore[attr-defined]
    factor = IN_TARGET_UNIT.get(row["id"], 10_000) if money else 1
    reported = result.reported_yuan if money else result.reported  # type: ignore[attr-defined]
    computed = result.computed_yuan if money else result.computed  # type: ignore[attr-defined]
    if computed is None:
        return False
    lhs, rhs = Decimal(row["lhs"]) * factor, Decimal(row["rhs"]) * factor
    if expected == "derived":
        return same_verdict and reported is None and computed == rhs
    if expected == "notice":
        return same_verdict and reported == lhs and computed == 0 and bool(result.explanation_code)  # type: ignore[attr-defined]
    sides = (
        {(reported, computed), (computed, reported)} if lhs == rhs or expected == "holds" else {(reported, computed)}
    )
    return same_verdict and (lhs, rhs) in sides


def test_every_row_is_answered(rows: list[dict[str, str]], confrontation: Confrontation) -> None:
    assert len(rows) == 311
    assert not unanswered(rows, confrontation)


def test_nothing_else_fails(confrontation: Confrontation) -> None:
    verdicts = [r.verdict for r in confrontation.results]
    assert verdicts.count("fails") == 10
    assert verdicts.count("incomplete") == 3


def test_the_findings_have_ten_root_causes(rows: list[dict[str, str]], confrontation: Confrontation) -> None:
    causes = {row["root_cause"] for row in rows if row["root_cause"]}
    assert {r.fault_group for r in confrontation.results if r.fault_group} == causes
    assert len(causes) == 10


def test_severities_are_those_of_the_ground_truth(rows: list[dict[str, str]], confrontation: Confrontation) -> None:
    expected = {(row["root_cause"], row["severity"]) for row in rows if row["root_cause"]}
    assert {(r.fault_group, r.severity) for r in confrontation.results if r.fault_group} == expected
