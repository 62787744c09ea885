"""Real disclosures by careful readers: what the identities call an error is what was found by hand, and nothing else.

`labels/problems.csv` beside the disclosures lists the true mistakes; this table says which identity meets which of them.
A document that is not named here has no error at all.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dagster_project.reading import read_document
from dagster_project.records import Disclosure, DocumentRow
from expectations.confront import confront

pytestmark = pytest.mark.corpus

KNOWN = {
    "上海市普陀区万里街道办事处2023年度部门预算.pdf": {
        "change_in_percent_is_change_over_prior": 2,  # 314.82 for 289.12; 60.54 copied from the item above
        "increase_at_most_amount": 1,  # a fund of 0 that grew by 1421.25
        "narrative_function_equals_some_form": 1,  # 441.25 copied from the item above
        "repeated_statement_is_equal": 1,  # the same
        "project_amount_equals_forms": 1,  # 3328.13 for 3351.33
        "project_funds_sum_to_annual_total": 1,  # a part larger than its total
    },
    "上海市普陀区万里街道办事处2024年度部门预算.pdf": {
        "change_in_percent_is_change_over_prior": 1,  # follows from 350.35, not from the 352.67 stated beside it
        "narrative_function_equals_some_form": 1,
        "repeated_statement_is_equal": 1,
        "no_fund_statement_is_not_contradicted": 1,  # "empty" under a filled form
    },
    "上海市普陀区社会福利院2024年度单位预算.pdf": {
        "narrative_function_equals_some_form": 2
    },  # 738.66 for 696.48, twice
    "上海市普陀区财政局2024年度部门决算.pdf": {
        "share_is_part_of_whole": 1,  # 71.73 for 71.65
        "narrative_amount_equals_its_cell": 1,  # 0.3 for 2961.68
    },
    "江苏省人大办公厅2017年度预算公开.pdf": {"narrative_function_equals_some_form": 1},  # a class given as an item
    "江苏省人大办公厅2018年度预算公开.pdf": {"change_in_percent_is_change_over_prior": 1},  # 1312.56 for 1212.56
    "江苏省委办公厅2017年度部门预算.pdf": {"change_in_percent_is_change_over_prior": 1},  # 1.66 for 1.69
}
FAMILIES = ("putuo/*部门预算.pdf", "putuo/*单位预算.pdf", "putuo/*决算.pdf", "jiangsu/*.pdf")


def disclosures(folder: Path) -> list[Path]:
    found = sorted(path for pattern in FAMILIES for path in folder.glob(pattern) if "空白" not in path.name)
    assert len(found) >= 17
    return found


def test_errors_are_the_known_mistakes_and_no_others(disclosures_folder: Path) -> None:
    differing = {}
    for path in disclosures(disclosures_folder):
        reading = read_document(path.read_bytes(), path.name)
        said = reading.identity
        disclosure = Disclosure(
            path.stem,
            path.stem,
            None,
            said.department_name or "",
            said.fiscal_year,
            said.stage,
            said.level,
            documents=[DocumentRow(reading.document_id, reading.sha256, path.name, reading.format, reading.page_count)],
            cells=reading.cells,
            claims=reading.claims,
            projects=reading.projects,
            indicators=reading.indicators,
            passages=reading.passages,
        )
        confrontation = confront(disclosure)
        errors = Counter(r.identity_id for r in confrontation.results if r.verdict == "fails" and r.severity == "error")
        if dict(errors) != KNOWN.get(path.name, {}):
            differing[path.name] = dict(errors)
    assert not differing
