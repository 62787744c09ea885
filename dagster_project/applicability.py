"""Which identities a disclosure offers: the denominator of what was judged, and what should have been and was not.

Belongs here: counting over the results of one disclosure. Does not belong here: what a gap is (`expectations/offers.py`),
wording.
"""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.records import Confrontation, IdentityResult
from expectations.offers import NOT_MATCHED


@dataclass(frozen=True, slots=True)
class Applicability:
    """Identities that apply (judged at least once, or a gap), those judged, and the gaps: all of them our own."""

    applies: int
    judged: int
    gaps: tuple[IdentityResult, ...]


def applicability(confrontation: Confrontation) -> Applicability:
    """What applies to a disclosure, from its results."""
    judged = {r.identity_id for r in confrontation.results if r.verdict != "undecided"}
    gaps = tuple(r for r in confrontation.results if r.explanation_code == NOT_MATCHED)
    return Applicability(len(judged | {r.identity_id for r in gaps}), len(judged), gaps)
