"""What evaluating one instance of an identity yields, before it becomes a row.

Belongs here: the outcome and the few ways of making one. Does not belong here: sentences (`wording.py`), explanations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from expectations.figures import Figure
from expectations.identity import INCOMPLETE, UNDECIDED, Judgement
from expectations.selectors import Identity


@dataclass(slots=True, eq=False)
class Term:
    """A figure's part: its integer coefficient (the sign of a stated decrease included) and the side it stands on."""

    figure: Figure
    coefficient: int
    side: str  # reported | computed


@dataclass(slots=True, eq=False)
class Outcome:
    """One evaluated instance. Sides are in atoms of `quantity` (money in yuan, percent, count)."""

    identity: Identity
    instance: str
    verdict: str
    severity: str
    quantity: str = "money"
    reported: Fraction | None = None
    computed: Fraction | None = None
    allowed: Fraction | None = None
    unit_name: str | None = None
    decimals: int = 2
    terms: list[Term] = field(default_factory=list)
    explanation: str | None = None
    reason: str | None = None  # key of a sentence, for undecided outcomes
    subject: str | None = None  # what the reason, the missing part or the derived figure is about: a label key
    subject_kind: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)  # numbers for the sentence of the explanation
    fault_group: str | None = None
    linear: bool = True  # reported and computed are weighted sums of the terms: the fault can be located

    @property
    def difference(self) -> Fraction | None:
        if self.reported is None or self.computed is None:
            return None
        return self.reported - self.computed

    @property
    def is_bound(self) -> bool:
        return self.identity.relation in ("at_most", "at_least", "increase_at_most_amount", "units_at_most_department")


def decided(
    identity: Identity,
    instance: str,
    judgement: Judgement,
    terms: Sequence[Term],
    quantity: str = "money",
    **more: object,
) -> Outcome:
    """An outcome from a judgement; unit and decimals are those of the reported figure, else of the first term."""
    shown = next((t.figure for t in terms if t.side == "reported" and t.figure.unit_name), None)
    shown = shown or next((t.figure for t in terms if t.figure.unit_name), None)
    settings: dict[str, object] = {
        "severity": identity.severity,
        "unit_name": shown.unit_name if shown else None,
        "decimals": max([t.figure.decimals for t in terms if t.figure.unit_name == (shown and shown.unit_name)] or [2]),
    } | more
    return Outcome(
        identity=identity,
        instance=instance,
        verdict=judgement.verdict,
        quantity=quantity,
        reported=judgement.reported,
        computed=judgement.computed,
        allowed=judgement.allowed,
        terms=list(terms),
        **settings,  # type: ignore[arg-type]
    )


def undecided(identity: Identity, instance: str, reason: str, **more: object) -> Outcome:
    """An outcome of which nothing can be said, with the key of the reason."""
    more.setdefault("severity", "notice")
    return Outcome(identity, instance, UNDECIDED, reason=reason, **more)  # type: ignore[arg-type]


def incomplete(outcome: Outcome, subject: str, subject_kind: str, explanation: str | None) -> Outcome:
    """Turns an outcome that does not tie into one that lacks a part: the difference is the implied value."""
    outcome.verdict = INCOMPLETE
    outcome.subject, outcome.subject_kind = subject, subject_kind
    outcome.explanation = explanation
    return outcome


class Unevaluated:
    """Collects why instances could not be evaluated: one undecided row for each reason, not one for each blank."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.reasons: dict[tuple[str, str | None, str | None], int] = {}

    def add(self, reason: str, subject: str | None = None, subject_kind: str | None = None) -> None:
        key = (reason, subject, subject_kind)
        self.reasons[key] = self.reasons.get(key, 0) + 1

    def outcomes(self) -> Iterable[Outcome]:
        for (reason, subject, kind), count in sorted(self.reasons.items(), key=lambda item: str(item[0])):
            yield undecided(
                self.identity,
                f"{reason}:{subject or ''}",
                reason,
                subject=subject,
                subject_kind=kind,
                facts={"instances": count},
            )
