"""A mistake in any figure that an identity rests on is caught by that identity: no rule is a rule in name alone.

From the case in which an identity holds, one figure after another is changed by far more than rounding; the identity must
fail for it. Identities of words and of other disclosures are shown to fail by their cases.
"""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal

import pytest

from dagster_project.records import Confrontation, Disclosure, IdentityTerm
from expectations.confront import confront
from expectations.identity import load_identities
from tests.planted.record import put
from tests.unit.expectations.figure_lines import disclosure_of
from tests.unit.expectations.test_identity_cases import cases, filled

FIGURES = {"sum", "hierarchy", "at_most", "at_least", "share", "change_percent", "claim_equals_cell", "repeated_claim",
           "sum_projects", "shares_sum", "cost_target", "weights_sum"}  # fmt: skip
WHOLE = {"sum", "hierarchy", "at_most", "at_least"}
BAD = ("fails", "incomplete")
JUDGED = [i for i in load_identities() if i.relation in FIGURES and i.severity != "notice" and not i.when.get("agree")]
HOLDING: dict[str, list[list[str]]] = {}
for _identity, _name, _content in cases():
    _alone = not _content.get("settings") and "neighbour" not in _content
    if _content["case"].get("expect", _name) == "holds" and _alone:
        HOLDING.setdefault(_identity, []).append(filled(_content["figures"], _content["case"]))


def spoilt(disclosure: Disclosure, term: IdentityTerm, up: bool) -> Disclosure:
    """A copy with the figure of a term far off."""
    copy = deepcopy(disclosure)
    change = (lambda v: v * 30 + 7) if up else (lambda v: (v / 30).quantize(Decimal("0.01")))
    for record in [*copy.cells, *copy.claims]:
        if term.cell_id == getattr(record, "cell_id", "") or term.claim_id == getattr(record, "claim_id", ""):
            was_blank = record.amount_yuan is None and record.value is None
            put(record, change(record.value or Decimal(0)))
            if was_blank:
                record.amount_yuan = (record.value or Decimal(0)) * 10_000
    for project in copy.projects:
        if term.project_id == project.project_id:
            for name in ("annual_total_yuan", "mid_term_total_yuan"):
                setattr(project, name, change(getattr(project, name) or Decimal(1)))
    for indicator in copy.indicators:
        if term.indicator_id == indicator.indicator_id and indicator.target_value is not None:
            indicator.target_value = change(indicator.target_value)
    return copy


def verdicts(confrontation: Confrontation, identity_id: str) -> set[str]:
    return {r.verdict for r in confrontation.results if r.identity_id == identity_id}


def missed(identity, lines: list[str]) -> tuple[int, list[str]]:
    """How many figures the identity rests on in a case, and those whose mistake it does not catch."""
    right = disclosure_of(lines)
    before = confront(right, withheld=())
    held = {
        r.identity_result_id
        for r in before.results
        if r.identity_id == identity.identity_id and r.verdict.startswith("holds")
    }
    terms = [t for t in before.terms if t.identity_result_id in held and t.coefficient]
    unseen = []
    for term in terms:
        caught = [
            verdicts(confront(spoilt(right, term, up), withheld=()), identity.identity_id) for up in (True, False)
        ]
        if not any(found & set(BAD) for found in caught):
            unseen.append(str(term.cell_id or term.claim_id or term.project_id or term.indicator_id))
    return len(terms), unseen


@pytest.mark.parametrize("identity", JUDGED, ids=lambda i: i.identity_id)
def test_a_wrong_figure_is_caught(identity) -> None:
    """Every figure of a sum; at least one where the total may be either of two (with or without what is carried over),
    or where a percentage is coarser than its amounts."""
    found = [missed(identity, lines) for lines in HOLDING.get(identity.identity_id, [])]
    assert found, "no case shows it hold by figures alone"
    every = identity.relation in WHOLE and len(identity.total) == 1
    assert any(count and (not unseen or (not every and len(unseen) < count)) for count, unseen in found), found
