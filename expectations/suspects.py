"""Rows of suspected figures, and the names of their groups.

Belongs here: making `SuspectCell` rows for one figure, and for a percentage that disagrees with its amounts. Does not
belong here: which results belong together (`localise.py`).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dagster_project.records import SuspectCell
from expectations.explain import UNEXPLAINED, is_definite, of_suspect
from expectations.figures import Figure
from expectations.identity import SCALE, half_up
from expectations.misreading import SURE, is_one_glyph_apart
from expectations.printing import as_printed
from expectations.relations.outcome import Outcome
from expectations.repair import System, percentage_holds, percentage_under
from expectations.wording import in_unit

# Kinds of slips, the most telling first: a tie between repairs is broken by them.
LIKELY = (
    *(
        "row_twice",
        "neighbours_swapped",
        "shifted_column",
        "last_year_figure",
        "other_basis_figure",
        "copied_from_neighbour",
    ),
    *("performance_total", "large_project_amount", "operating_expenses_scope", "subtotal_in_leaf"),
    "total_copied_into_parts",
    *("total_equals_one_part", "unit_slip", "decimal_point", "transposed_digits", "doubled_digit", "lost_digit"),
    *("one_digit", "sign_lost"),
    *("last_digit", "unexplained", "figure_missing"),
)


class Names:
    """Names of fault groups: the code of the explanation, numbered from the second root cause of one kind."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}

    def new(self, code: str) -> str:
        self.used[code] = self.used.get(code, 0) + 1
        return code if self.used[code] == 1 else f"{code}-{self.used[code]}"


def of_reported(outcome: Outcome, disclosure_id: str | None) -> list[SuspectCell]:
    """The stated figure itself, where the explanation says how it came about."""
    term = next((t for t in outcome.terms if t.side == "reported" and t.coefficient), None)
    if term is None or outcome.computed is None or ("budget" in outcome.facts and "whole" not in outcome.facts):
        return []  # nothing says what it should be
    right = outcome.computed * term.coefficient
    code = outcome.explanation or UNEXPLAINED
    group = outcome.fault_group or code
    sure = code != UNEXPLAINED and not outcome.facts.get("ambiguous")
    return [suspect_row(term.figure, right, code, group, 1, 1, sure, disclosure_id)]


def of_reversed(outcome: Outcome, disclosure_id: str | None) -> list[SuspectCell]:
    """The statements whose word of direction is reversed: each as it is printed, the other way."""
    group, sure = outcome.fault_group or "direction_reversed", not outcome.facts.get("ambiguous")
    figures: list[Figure] = outcome.facts["reversed"]  # type: ignore[assignment]
    return [
        suspect_row(f, Fraction(-f.printed.atoms), "direction_reversed", group, 1, 1, sure, disclosure_id)
        for f in figures
    ]


def of_percentage(outcome: Outcome, system: System, names: Names, disclosure_id: str | None) -> list[SuspectCell]:
    """A percentage and its amounts disagree, and nothing else speaks: the percentage, or the change in money that
    would give it, the more telling slip first."""
    code = outcome.explanation or UNEXPLAINED
    change = outcome.facts.get("change")
    candidates: list[tuple[int, str, Figure, Fraction]] = []
    claim = outcome.terms[0].figure
    computed = outcome.computed
    if any(t.figure.place in system.mended for t in outcome.terms):  # an amount it was worked out from is put right
        computed = percentage_under(outcome, system.mended)
    if computed is not None and outcome.terms[0].side == "reported":
        candidates.append((LIKELY.index(code) if code in LIKELY else 0, code, claim, computed))
    if isinstance(change, Figure) and change.measure == "change_amount" and code in LIKELY:
        right = change_giving(outcome, change)
        changes = {} if right is None else {change.place: right - change.printed.atoms}
        if right is not None and percentage_holds(outcome, changes) and not system.broken(changes):
            kind = of_suspect(change, right, [outcome])
            candidates.append((LIKELY.index(kind), kind, change, right))
    candidates.sort(key=lambda c: c[0])
    outcome.explanation = candidates[0][1] if candidates else code
    outcome.fault_group = names.new(outcome.explanation)
    if candidates:
        outcome.facts["suspect"] = (candidates[0][2], candidates[0][3])
    # A slip in a percentage proves little: a wrong amount would look the same.
    unique = len(candidates) == 1 and (is_definite(code) or code == "last_digit")
    return [
        suspect_row(figure, right, kind, outcome.fault_group, rank, 1, unique, disclosure_id)
        for rank, (_, kind, figure, right) in enumerate(candidates, 1)
    ]


def change_giving(outcome: Outcome, change: Figure) -> Fraction | None:
    """The change in money that gives the stated percentage, rounded as it is printed: Δ = c·p / (1 + p), p signed."""
    claim, current = outcome.facts["claim"], outcome.facts["current"]
    stated = Fraction(claim.printed.atoms, 100 * SCALE)  # type: ignore[attr-defined]
    down = change.sign < 0
    base = 1 - stated if down else 1 + stated
    if base <= 0:
        return None
    exact = Fraction(current.printed.atoms * stated, base)  # type: ignore[attr-defined]
    unit = change.printed.unit or 1
    return Fraction(half_up(exact.numerator, exact.denominator * unit) * unit)


def proposal(figure: Figure, right: Fraction) -> Decimal:
    """The value in the unit and the decimals of print."""
    return in_unit(as_printed(figure, right), figure.unit_name, figure.quantity)


def is_misreading(figure: Figure, proposed: Decimal) -> bool:
    """Whether a figure was read from an image and the mistake may be ours: read without certainty, or one glyph away
    from what mends the identities. Such a finding never reaches a department."""
    if figure.confidence is None:
        return False
    return figure.confidence < SURE or is_one_glyph_apart(figure.text, proposed)


def suspect_row(
    figure: Figure,
    right: Fraction,
    kind: str,
    group: str,
    rank: int,
    explained: int,
    unique: bool,
    disclosure_id: str | None,
) -> SuspectCell:
    """A row of `fct_suspect_cell`; a figure read from an image may be our own reading."""
    proposed = proposal(figure, right)
    return SuspectCell(
        disclosure_id=disclosure_id,
        cell_id=figure.record_id if figure.source == "cell" else figure.cell_id,
        claim_id=figure.record_id if figure.source == "claim" else None,
        printed_text=figure.text,
        proposed_value=proposed,
        fault_kind=kind,
        blame="extraction" if is_misreading(figure, proposed) else "publisher",
        rank=rank,
        fault_group=group,
        identities_explained=explained,
        is_unique=unique,
        indicator_id=figure.record_id if figure.source == "indicator" else None,
    )
