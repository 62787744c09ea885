"""When a proposal may be called the only one: false certainty costs a department more than an open question.

Belongs here: taking back `is_unique` where another explanation is at hand. Does not belong here: finding explanations.
"""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.records import SuspectCell
from expectations.explain import UNEXPLAINED
from expectations.figures import Figure
from expectations.identity import FAILS
from expectations.relations.outcome import Outcome
from expectations.repair import System


def record_of(figure: Figure) -> str | None:
    """The id under which a suspect names a figure."""
    return figure.cell_id if figure.source in ("project", "indicator") else figure.record_id


# Kinds that say how a wrong figure came about and nothing of the right one: that rests on the results alone.
SILENT = frozenset({UNEXPLAINED, "figure_missing", "other_basis_figure", "last_year_figure", "copied_from_neighbour"})


def take_back(suspects: Sequence[SuspectCell], outcomes: Sequence[Outcome], system: System) -> None:
    """A proposal is not the only one where it rests on a figure that is itself suspected, or of which a percentage speaks
    that disagrees for no known reason; where it rests on which projects reach an amount, and a project's amount is
    suspected; and where a single result speaks for it while no slip of the pen explains it, a blank that is filled
    included: two mistakes may then look like one."""
    groups_of: dict[str, set[str]] = {}
    for suspect in suspects:
        groups_of.setdefault(suspect.cell_id or suspect.claim_id or "", set()).add(suspect.fault_group)
    for outcome in outcomes:
        if outcome.verdict == FAILS and not outcome.linear and outcome.explanation == UNEXPLAINED:
            for term in outcome.terms:
                groups_of.setdefault(record_of(term.figure) or "", set()).add(outcome.fault_group or UNEXPLAINED)
    projects = {record_of(f) for f in system.figures.values() if f.source == "project"}
    by_group: dict[str | None, list[Outcome]] = {}
    for outcome in outcomes:
        by_group.setdefault(outcome.fault_group, []).append(outcome)
    for suspect in suspects:
        explained = by_group.get(suspect.fault_group, [])
        rests_on = {record_of(t.figure) for o in explained for t in o.terms}
        if any("threshold" in o.identity.parameters for o in explained):
            rests_on |= projects
        doubted = any(groups_of.get(one or "", set()) - {suspect.fault_group} for one in rests_on)
        lonely = suspect.identities_explained < 2 and suspect.fault_kind in SILENT
        if doubted or lonely:
            suspect.is_unique = False
