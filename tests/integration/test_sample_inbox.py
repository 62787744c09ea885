"""The sample inbox written by hand, file by file: what it states, what in it is wrong, and that nothing else is.

The figures and faults are those of `samples/README.md`, written down apart from the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.assembly import assemble
from dagster_project.departments import load
from dagster_project.disclosures import Arrival
from dagster_project.formats.document import UnreadableError
from dagster_project.reading import read_document
from dagster_project.records import Confrontation, Disclosure

CITY = "云澜市"
BUDGET = "年度部门预算"
CORRECTED = "云澜市市场监督管理局2022年度部门预算（更正）.txt"
UNREADABLE = "云澜市档案馆2022年度部门预算.txt"

# total, basic, project expenditure, general public budget, government fund, 三公, in 万元; number of project forms
HEADLINES = {
    ("财政局", 2021): ("1297.70", "917.60", "380.10", "1297.70", "0", "13.00", 4),
    ("财政局", 2022): ("1302.60", "957.10", "345.50", "1302.60", "0", "12.20", 3),
    ("教育局", 2021): ("5949.86", "5156.96", "792.90", "5763.46", "0", "19.80", 4),
    ("教育局", 2022): ("6060.38", "5356.88", "703.50", "5868.38", "0", "18.40", 4),
    ("市场监督管理局", 2021): ("2598.12", "2146.12", "452.00", "2598.12", "0", "54.00", 4),
    ("市场监督管理局", 2022): ("2753.62", "2209.82", "543.80", "2753.62", "0", "50.00", 4),
    ("文化广电和旅游局", 2021): ("973.79", "517.59", "456.20", "973.79", "0", "18.00", 4),
    ("文化广电和旅游局", 2022): ("991.62", "532.22", "459.40", "991.62", "0", "9.40", 4),
    ("水利局", 2021): ("2737.88", "602.58", "2135.30", "1877.88", "860.00", "14.40", 5),
    ("水利局", 2022): ("2853.42", "621.32", "2232.10", "1933.42", "920.00", "35.70", 5),
    ("改革协调局", 2021): ("829.31", "281.37", "547.94", "829.31", "0", "14.00", 5),
}


@dataclass(slots=True)
class Inbox:
    """All that was read: disclosures by department and year (the current version), and what was refused."""

    disclosures: list[Disclosure]
    confrontations: dict[str, Confrontation]
    refused: dict[str, UnreadableError] = field(default_factory=dict)

    def current(self, name: str, year: int, stage: str = "budget") -> Disclosure:
        """The version that counts."""
        wanted = (CITY + name, year, stage, True)
        (found,) = [d for d in self.disclosures if (d.department_name, d.fiscal_year, d.stage, d.is_current) == wanted]
        return found

    def findings(self, disclosure: Disclosure, with_narrative: bool = True) -> list[tuple[str, str | None]]:
        """(identity, fault group) of what fails or is incomplete; without what rests on a claim of the narrative, if asked."""
        confrontation = self.confrontations[disclosure.disclosure_id]
        told = {t.identity_result_id for t in confrontation.terms if t.claim_id}
        return sorted(
            (r.identity_id, r.fault_group)
            for r in confrontation.results
            if r.verdict in ("fails", "incomplete") and (with_narrative or r.identity_result_id not in told)
        )


@pytest.fixture(scope="module")
def inbox(repository: Path) -> Inbox:
    """The whole inbox, read and confronted as a night does it."""
    arrivals, refused = [], {}
    for path in sorted(p for p in (repository / "samples" / "inbox").iterdir() if p.is_file()):
        try:
            arrivals.append(Arrival(read_document(path.read_bytes(), path.name), path.name))
        except UnreadableError as error:
            refused[path.name] = error
    assembled = assemble(arrivals, load(), [])
    return Inbox(assembled.disclosures, assembled.confrontations, refused)


def _yuan(disclosure: Disclosure, form_id: str, measure: str, item: str = "total") -> Decimal | None:
    """The amount of the one total row of a form; none where it prints none."""
    found = [c.amount_yuan for c in disclosure.cells if (c.form_id, c.measure, c.line_item) == (form_id, measure, item)]
    return found[0] if len(found) == 1 else None


@pytest.mark.parametrize(("name", "year"), sorted(HEADLINES))
def test_the_totals_of_every_disclosure_to_the_cent(inbox: Inbox, name: str, year: int) -> None:
    total, basic, project, general, fund, three_public, _ = (Decimal(v) * 10000 for v in HEADLINES[name, year])
    disclosure = inbox.current(name, year)
    assert _yuan(disclosure, "expenditure_summary", "total") == total
    assert _yuan(disclosure, "expenditure_summary", "basic") == basic
    assert _yuan(disclosure, "expenditure_summary", "project") == project
    assert _yuan(disclosure, "general_budget_expenditure", "total") == general
    assert (_yuan(disclosure, "government_fund_expenditure", "total") or 0) == fund
    assert _yuan(disclosure, "three_public", "total", "three_public_total") == three_public


@pytest.mark.parametrize(("name", "year"), sorted(HEADLINES))
def test_the_project_forms_add_to_the_projects(inbox: Inbox, name: str, year: int) -> None:
    disclosure = inbox.current(name, year)
    assert len(disclosure.projects) == HEADLINES[name, year][-1]
    assert sum(p.annual_total_yuan for p in disclosure.projects) == Decimal(HEADLINES[name, year][2]) * 10000
    assert all(p.attribute and p.period_start and p.period_end and p.basis for p in disclosure.projects)
    assert {i.project_id for i in disclosure.indicators} >= {p.project_id for p in disclosure.projects}


def test_every_form_of_the_complete_disclosures_is_there_and_nothing_is_refused(inbox: Inbox) -> None:
    for disclosure in inbox.disclosures:
        forms = {c.form_id for c in disclosure.cells}
        announced = 9 if disclosure.stage == "final" else 11
        assert len(forms) == (5 if disclosure.department_name.endswith("改革协调局") else announced)
        assert [r for r in disclosure.refusals if "个表" in r.place] == []


def test_one_file_is_unreadable_and_costs_no_other_anything(inbox: Inbox) -> None:
    assert set(inbox.refused) == {UNREADABLE}
    assert len(inbox.disclosures) == 14


@pytest.mark.parametrize(("name", "year"), sorted(set(HEADLINES) - {("文化广电和旅游局", 2022), ("改革协调局", 2021)}))
def test_where_nothing_is_planted_no_form_fails(inbox: Inbox, name: str, year: int) -> None:
    assert inbox.findings(inbox.current(name, year), with_narrative=False) == []


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("教育局", 2021),
        ("教育局", 2022),
        ("实验中学", 2021),
        ("市场监督管理局", 2021),
        ("市场监督管理局", 2022),
        ("文化广电和旅游局", 2021),
        ("财政局", 2021),
        ("财政局", 2022),
        ("水利局", 2021),
        ("水利局", 2022),
    ],
)
def test_the_narrative_agrees_with_the_forms_and_with_the_year_before(inbox: Inbox, name: str, year: int) -> None:
    disclosure = inbox.current(name, year)
    assert inbox.findings(disclosure) == []
    results = inbox.confrontations[disclosure.disclosure_id].results
    held = {r.identity_id for r in results if r.verdict.startswith("holds")}
    assert {"narrative_amount_equals_its_cell", "change_in_percent_is_change_over_prior"} <= held
    if year == 2022:
        assert "implied_prior_equals_prior_disclosure" in held


def test_the_narrative_of_a_final_account_agrees_with_its_forms(inbox: Inbox) -> None:
    [final] = [d for d in inbox.disclosures if d.stage == "final"]
    assert inbox.findings(final) == []


def test_the_transposed_digit_is_found_in_its_cell_and_its_value_restored(inbox: Inbox) -> None:
    disclosure = inbox.current("文化广电和旅游局", 2022)
    assert [identity for identity, _ in inbox.findings(disclosure)] == [
        "expenditure_equals_general_budget_where_it_is_the_only_fund",
        "items_sum_to_unit",
        "project_kinds_sum_to_project",
        "top_level_rows_sum_to_total",
    ]
    suspects = [s for s in inbox.confrontations[disclosure.disclosure_id].suspects if s.cell_id]
    assert [(s.printed_text, s.proposed_value, s.fault_kind, s.is_unique) for s in suspects] == [
        ("162.40", Decimal("126.40"), "transposed_digits", True)
    ]
    (cell,) = [c for c in disclosure.cells if c.cell_id == suspects[0].cell_id]
    assert (cell.form_id, cell.function_code, cell.measure) == ("expenditure_summary", "2070109", "project_general")
    assert disclosure.status == "held"


def test_the_reference_figures_keep_their_mistakes(inbox: Inbox) -> None:
    disclosure = inbox.current("改革协调局", 2021)
    assert inbox.findings(disclosure) == [
        ("announced_forms_are_present", "forms_missing"),
        ("change_in_percent_is_change_over_prior", "ratio_for_change"),
        ("change_in_percent_is_change_over_prior", "ratio_for_change"),
        ("change_in_percent_is_change_over_prior", "ratio_for_change"),
        *[("cost_target_equals_funds", "joint_cost_target")] * 3,
        ("large_project_amount_equals_forms", "large_project_amount"),
        ("operating_expenses_equal_public_funds", "operating_expenses_scope"),
        ("performance_parts_sum_to_performance_total", "performance_total"),
        ("project_count_equals_forms", "project_count"),
        ("shares_of_functions_add_to_hundred", "share_missing"),
        ("three_public_changes_sum_to_change", "vehicle_change_missing"),
    ]


def test_the_final_account_ties_from_opening_to_closing_and_to_its_budget(inbox: Inbox) -> None:
    final = inbox.current("财政局", 2021, "final")
    assert inbox.findings(final, with_narrative=False) == []
    amounts = {
        (c.form_id, c.line_item): c.amount_yuan
        for c in final.cells
        if c.form_id in ("budget_summary", "appropriation_summary") and c.measure == "total"
    }
    assert amounts["budget_summary", "opening_carry_over"] == Decimal("246000")
    assert amounts["budget_summary", "closing_carry_over"] == Decimal("188500")
    assert amounts["appropriation_summary", "closing_carry_over"] == Decimal("149500")
    assert _yuan(final, "expenditure_summary", "total") == Decimal("13182000")
    assert _yuan(final, "general_budget_expenditure", "total") == Decimal("13132000")
    three_public = {
        c.amount_basis == "final": c.amount_yuan
        for c in final.cells
        if (c.form_id, c.line_item) == ("three_public", "three_public_total")
    }
    budget = _yuan(inbox.current("财政局", 2021), "three_public", "total", "three_public_total")
    assert three_public == {True: Decimal("123000"), False: budget}


def test_the_correction_replaces_the_first_version_and_both_are_kept(inbox: Inbox) -> None:
    versions = sorted(
        (d.version, d.is_current, d.documents[0].file_name, _yuan(d, "expenditure_summary", "total"))
        for d in inbox.disclosures
        if d.department_name.endswith("市场监督管理局") and d.fiscal_year == 2022
    )
    assert versions == [
        (1, False, "云澜市市场监督管理局2022年度部门预算.txt", Decimal("27256200")),
        (2, True, CORRECTED, Decimal("27536200")),
    ]


def test_the_units_of_a_department_add_to_it(inbox: Inbox) -> None:
    cells = [
        c
        for c in inbox.current("教育局", 2022).cells
        if (c.form_id, c.measure, c.row_kind) == ("expenditure_summary", "total", "unit")
    ]
    assert {c.unit_code: c.amount_yuan for c in cells} == {
        "102001": Decimal("10005000"),
        "102002": Decimal("46554900"),
        "102003": Decimal("4043900"),
    }


def test_a_units_own_disclosure_states_its_row_of_the_department_and_is_never_added_to_it(inbox: Inbox) -> None:
    unit, department = inbox.current("实验中学", 2021), inbox.current("教育局", 2021)
    assert (unit.level, unit.is_additive, department.is_additive) == ("unit", False, True)
    assert inbox.findings(unit) == []
    (row,) = [
        c.amount_yuan
        for c in department.cells
        if (c.form_id, c.measure, c.row_kind, c.unit_code) == ("expenditure_summary", "total", "unit", "102002")
    ]
    assert _yuan(unit, "expenditure_summary", "total") == row == Decimal("45987900")


def test_zero_dash_and_blank_stay_apart(inbox: Inbox) -> None:
    states = {
        name: {c.value_state for c in inbox.current(name, 2022).cells if c.form_id == "state_capital_expenditure"}
        for name in ("市场监督管理局", "文化广电和旅游局", "水利局")
    }
    assert states == {"市场监督管理局": {"zero"}, "文化广电和旅游局": {"dash"}, "水利局": {"blank"}}


def test_one_file_is_gb18030(repository: Path) -> None:
    content = (repository / "samples" / "inbox" / f"云澜市水利局2021{BUDGET}.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert "二〇二一年三月" in content.decode("gb18030")


def test_no_person_stands_in_the_samples(repository: Path) -> None:
    for path in (repository / "samples" / "inbox").iterdir():
        if path.name == UNREADABLE or path.is_dir():
            continue
        content = path.read_bytes()
        text = content.decode("gb18030" if "水利局2021" in path.name else "utf-8")
        assert re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text) is None
        for label in ("项目负责人", "联系电话"):
            behind = [line.split(label, 1)[1].strip() for line in text.splitlines() if label in line]
            assert set(behind) == (set() if "决算" in path.name else {"（略）"})


def test_the_registry_knows_every_body_that_publishes(inbox: Inbox, repository: Path) -> None:
    lines = (repository / "samples" / "departments.txt").read_text(encoding="utf-8").splitlines()[1:]
    listed = {line.split("\t")[1]: line.split("\t")[0] for line in lines}
    for disclosure in inbox.disclosures:
        assert disclosure.department_code == listed[disclosure.department_name]
