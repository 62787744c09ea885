"""What forms offer and nothing matched is a gap of ours: named, never a finding, never silence."""

from __future__ import annotations

import pytest

from dagster_project import check_text
from dagster_project.applicability import applicability
from dagster_project.check import Checked
from dagster_project.findings import findings
from dagster_project.records import Disclosure, IdentityResult
from expectations.confront import confront
from expectations.identity import load_identities
from expectations.offers import NOT_MATCHED, offers
from expectations.vocabulary import vocabulary
from tests.unit.expectations.figure_lines import disclosure_of
from tests.unit.expectations.reference_figures import reference

SUMMARY = [
    "budget_summary>revenue revenue_general_public_budget: total=10.00",
    "budget_summary>revenue revenue_grand_total: total=10.00",
    "budget_summary>expenditure 201: total=10.00",
    "budget_summary>expenditure expenditure_grand_total: total=10.00",
]


def gaps(disclosure: Disclosure) -> dict[str, IdentityResult]:
    return {r.identity_id: r for r in confront(disclosure).results if r.explanation_code == NOT_MATCHED}


def test_every_offer_names_forms_and_identities_that_exist() -> None:
    known = {i.identity_id for i in load_identities()}
    for offer in offers().offers:
        assert set(offer.identities) <= known
        assert set(offer.forms) <= vocabulary().known["form"]
    assert offers().own_words <= vocabulary().known["form"]


def test_a_summary_of_which_everything_was_read_has_no_gap() -> None:
    assert gaps(disclosure_of(SUMMARY)) == {}
    assert gaps(reference()) == {}


def test_labels_lost_from_one_half_of_a_two_sided_form_are_a_gap_and_no_finding() -> None:
    """The mistake that leaves a checker silent for good: the totals of the right half were not recognised."""
    lines = [*SUMMARY[:3], "budget_summary>expenditure total_of_a_kind_never_seen: total=10.00"]
    disclosure = disclosure_of(lines)
    found = gaps(disclosure)
    assert set(found) == {
        "income_equals_expenditure",
        "expenditure_lines_sum_to_current_total",
    }
    confrontation = confront(disclosure)
    for result in found.values():
        assert (result.verdict, result.severity, result.fault_group) == ("undecided", "notice", None)
        assert "本系统的缺口" in result.message_zh
        assert "gap of this system" in result.message_en
    assert findings(disclosure, confrontation, []) == []
    offered = applicability(confrontation)
    assert offered.applies == offered.judged + len({g.identity_id for g in offered.gaps})
    assert {g.identity_id for g in offered.gaps} >= {"income_equals_expenditure"}


@pytest.mark.parametrize(
    ("lines", "stage", "gap"),
    [
        (["expenditure_summary total: total=3.00", "expenditure_summary 201: total=3.00"], "budget", True),
        (["expenditure_summary total: total=3.00 basic=1.00 project=2.00"], "budget", False),
        (["expenditure_summary total: total=", "expenditure_summary 201: total="], "budget", False),  # an empty form
        (["expenditure_summary!? total: total=3.00"], "budget", False),
    ],
)
def test_a_form_with_figures_offers_its_sums(lines: list[str], stage: str, gap: bool) -> None:
    lines = [line.replace("!?", "?fiscal") for line in lines]  # a form over wider money is judged by its own
    found = gaps(disclosure_of(lines, stage=stage))
    assert ("basic_and_project_sum_to_total" in set(found)) is gap


@pytest.mark.parametrize(("stage", "gap"), [("final", True), ("budget", False)])
def test_an_offer_of_one_stage_is_none_of_the_other(stage: str, gap: bool) -> None:
    lines = [
        "general_budget_expenditure total: total=3.00",
        "general_budget_expenditure 201: total=3.00",
        "basic_expenditure_by_economic 301: total=3.00",
        "basic_expenditure_by_economic 30101: total=3.00",
    ]
    assert ("general_budget_basic_equals_economic_form" in gaps(disclosure_of(lines, stage=stage))) is gap


def test_a_table_that_lost_rows_offers_no_sums_of_columns() -> None:
    lines = ["general_budget_expenditure! total: total=3.00", "general_budget_expenditure! 201: total=1.00"]
    assert "top_level_rows_sum_to_total" not in gaps(disclosure_of(lines))


def test_a_row_that_nobody_understands_makes_a_gap_of_what_its_form_should_have_decided() -> None:
    lines = ["three_public three_public_total: total=3.00", "three_public receptions: total=3.00"]
    strange = "three_public never_seen_before: total=1.00"
    rule = "vehicle_purchase_and_operation_sum_to_vehicles"
    assert rule not in gaps(disclosure_of(lines))
    disclosure = disclosure_of([*lines, strange])
    next(c for c in disclosure.cells if c.row_label == "never_seen_before").line_item = None
    assert rule in gaps(disclosure)


@pytest.mark.parametrize(("lang", "words"), [("zh", "本系统的缺口"), ("en", "our own gap")])
def test_a_check_tells_what_applies_and_names_the_gaps_as_its_own(lang: str, words: str) -> None:
    for lines, expected in ((SUMMARY, False), ([*SUMMARY[:3], SUMMARY[3].replace("total=", "basic=")], True)):
        disclosure = disclosure_of(lines)
        confrontation = confront(disclosure)
        checked = Checked([disclosure], {disclosure.disclosure_id: confrontation})
        told = "\n".join(check_text.lines(checked, [], lang))
        offered = applicability(confrontation)
        counted = (
            f"{offered.applies} 条，已判断 {offered.judged} 条" if lang == "zh" else f"{offered.applies} identities"
        )
        assert counted in told
        assert (words in told.replace("\n    ", "")) is expected
        assert ("income_equals_expenditure" in told) is expected
