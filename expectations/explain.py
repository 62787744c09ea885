"""What kind of mistake a failing result may be.

Belongs here: codes of explanation, found from the figures of one result or from one figure and the value it should
have. Does not belong here: which figure is wrong (`localise.py`) and how a sentence is put together (`wording.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import yaml

from expectations.elsewhere import Elsewhere
from expectations.figures import Figure
from expectations.identity import FAILS, HOLDS, INCOMPLETE, SCALE, Printed, growth, judge_percentage, quotient
from expectations.printing import as_printed
from expectations.relations.outcome import Outcome
from expectations.vocabulary import LOADER, vocabulary

UNEXPLAINED = "unexplained"
# Slips that hardly happen by chance: they go before what an identity suggests.
TELLING = frozenset({"sign_lost", "unit_slip", "decimal_point", "transposed_digits", "doubled_digit", "lost_digit"})


@lru_cache(maxsize=1)
def explanations() -> Mapping[str, Mapping[str, object]]:
    """Code -> its sentences and whether it is definite."""
    return yaml.load((Path(__file__).parent / "explanations.yml").read_bytes(), Loader=LOADER)


def is_definite(code: str | None) -> bool:
    """Read off the figures themselves: one root cause in a disclosure, however often it is repeated."""
    return bool(code and explanations()[code].get("definite"))


def diagnose(outcomes: Iterable[Outcome]) -> None:
    """Sets `explanation` where the figures of a result themselves tell it; others stay for the localisation."""
    outcomes = list(outcomes)
    joint = [o.facts["joint"] for o in outcomes if "joint" in o.facts]
    of_other_wholes = {o.terms[0].figure.place: o for o in outcomes if o.explanation == "other_whole"}
    for outcome in outcomes:
        if outcome.verdict != FAILS or outcome.explanation:
            continue
        if outcome.facts.get("stated"):
            outcome.explanation = outcome.facts["stated"]
            continue
        if outcome.identity.relation == "change_percent":
            outcome.explanation = of_change(outcome, [o for o in outcomes if o.verdict == FAILS])
        elif outcome.identity.relation == "implied_prior_equals_prior":
            outcome.explanation = of_implied_prior(outcome, outcomes)
        elif outcome.identity.relation == "share":
            outcome.explanation = of_share(outcome)
        elif outcome.identity.relation == "shares_sum":
            if found := next(
                (of_other_wholes[t.figure.place] for t in outcome.terms if t.figure.place in of_other_wholes), None
            ):
                outcome.explanation = "other_whole"  # the sum of the same shares: it says nothing of its own
                outcome.facts |= {"real": found.facts["real"], "suspect": (found.terms[0].figure, found.computed)}
        elif outcome.identity.relation == "cost_target":
            target = outcome.terms[0].figure
            if any(target.project in ids and target.printed.atoms == atoms for ids, atoms in joint):  # type: ignore[misc]
                outcome.explanation = "joint_cost_target"
        elif outcome.identity.relation in ("count_projects", "empty_statement"):
            outcome.explanation = outcome.identity.explanation


def of_change(outcome: Outcome, failing: Sequence[Outcome] = ()) -> str | None:
    """How a stated change in percent came about, from the current amount and the signed change. Where several ways give
    the printed percentage, nothing is sure (`facts["ambiguous"]`)."""
    claim: Figure = outcome.facts["claim"]  # type: ignore[assignment]
    current: Figure = outcome.facts["current"]  # type: ignore[assignment]
    delta: Printed = outcome.facts["delta"]  # type: ignore[assignment]
    prior = Printed(current.printed.atoms - delta.atoms, current.printed.unit + delta.unit)
    size = Printed(abs(delta.atoms), delta.unit)
    right = growth(current.printed, delta)
    tests = [
        ("direction_reversed", sizes(right)),
        ("ratio_for_change", quotient(current.printed, prior)),
        ("wrong_base", quotient(size, current.printed)),
        ("complement_percent", right and (1 - abs(right[0]), 1 - abs(right[0]), 1 - abs(right[0]))),
    ]
    found = [code for code, ratio in tests if ratio and is_printed(claim, ratio)]
    turned = reversed_words(outcome, failing, found)
    supported = outcome.facts.get("supported")
    if turned and (supported or found[:1] != ["direction_reversed"]):
        found = [turned, *(f for f in found if f != turned)] if supported else [*found, turned]
    elif found[:1] == ["direction_reversed"]:
        outcome.facts["reversed"] = [claim]
    outcome.facts["ambiguous"] = len(found) > 1 and not supported
    return found[0] if found else slip(claim.printed, abs(outcome.computed or Fraction(0)), claim)


def sizes(ratio: tuple[Fraction, ...] | None) -> tuple[Fraction, ...] | None:
    """A ratio and its bounds without their sign, the ratio itself first."""
    return ratio and tuple(sorted(map(abs, ratio), key=lambda x: (x != abs(ratio[0]), x)))


def is_printed(claim: Figure, ratio: tuple[Fraction, ...], within: bool = False) -> bool:
    """Whether the statement prints the ratio to the last digit, or `within` what rounding allows."""
    verdict = judge_percentage(claim.printed, ratio[0], min(ratio), max(ratio)).verdict
    return verdict == HOLDS or (within and verdict != FAILS)


def reversed_words(outcome: Outcome, failing: Sequence[Outcome], others: Sequence[str]) -> str | None:
    """Whether the percentage follows from the change taken the other way: its word is reversed, and that of the
    percentage too where it agrees with it. One unit in the last place proves nothing by itself."""
    claim, current, change = (outcome.facts[k] for k in ("claim", "current", "change"))
    delta: Printed = outcome.facts["delta"]  # type: ignore[assignment]
    if change.measure != "change_amount" or change.direction not in ("up", "down"):  # type: ignore[attr-defined]
        return None
    other_way = growth(current.printed, Printed(-delta.atoms, delta.unit))  # type: ignore[attr-defined]
    turned = {change.place: _turned(change)}  # type: ignore[attr-defined,arg-type]
    supported = any(o.linear and holds_with(o, turned) for o in failing)
    if not other_way or not is_printed(claim, sizes(other_way) or other_way, within=supported):  # type: ignore[arg-type]
        return None
    outcome.facts["supported"] = supported
    same_word = claim.direction == change.direction  # type: ignore[attr-defined]
    outcome.facts["reversed"] = [claim, change] if same_word else [change]
    off = abs(claim.printed.atoms - abs(outcome.computed or Fraction(0)))  # type: ignore[attr-defined]
    if supported or off > claim.printed.unit:  # type: ignore[attr-defined]
        return "direction_reversed"
    return None


def of_implied_prior(outcome: Outcome, outcomes: Sequence[Outcome]) -> str | None:
    """Whether the amount of the year before follows from the change taken the other way: its word is reversed, and that of
    the percentage beside it where it agrees with it."""
    change = outcome.terms[1].figure
    if change.direction not in ("up", "down") or not holds_with(outcome, {change.place: _turned(change)}):
        return None
    beside = [o.facts["claim"] for o in outcomes if o.facts.get("change") is change and "delta" in o.facts]
    outcome.facts["reversed"] = [change, *(claim for claim in beside if claim.direction == change.direction)]
    outcome.facts["suspect"] = (change, Fraction(-change.printed.atoms))
    outcome.facts["ambiguous"] = outcome.severity != "error"  # the earlier document may state another basis
    return "direction_reversed"


def _turned(figure: Figure) -> Fraction:
    """What must be added to a stated change for it to go the other way."""
    return Fraction(-2 * figure.printed.atoms)


def holds_with(outcome: Outcome, changes: Mapping[tuple[str, str], Fraction]) -> bool:
    """Whether a failing sum that has one of these figures would hold with them changed."""
    moved = Fraction(0)
    touched = False
    for term in outcome.terms:
        if term.figure.place in changes:
            touched = True
            moved += changes[term.figure.place] * (term.coefficient if term.side == "reported" else -term.coefficient)
    return touched and abs((outcome.difference or Fraction(0)) + moved) <= (outcome.allowed or Fraction(0))


def of_share(outcome: Outcome) -> str | None:
    claim: Figure = outcome.facts["claim"]  # type: ignore[assignment]
    if claim.printed.atoms == 100 * SCALE - (outcome.computed or 0):
        return "complement_percent"
    return slip(claim.printed, outcome.computed or Fraction(0), claim)


def slip(printed: Printed, right: Fraction, figure: Figure) -> str | None:
    """The slip of a pen that turns the right value into the printed one, or null."""
    if figure.is_blank:
        return "figure_missing"
    if printed.atoms == 0 or right == 0:
        return None
    if right == -printed.atoms:
        return "sign_lost"
    factor = Fraction(printed.atoms) / right
    if figure.quantity == "money":
        units = sorted(set(vocabulary().money_units.values()))
        ratios = {Fraction(a, b) for a in units for b in units if a != b and max(a, b) >= 1000 * min(a, b)}
        if factor in ratios:
            return "unit_slip"
    if factor in (10, 100, 1000, Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000)):
        return "decimal_point"
    step = printed.unit or 1
    if right.denominator != 1 or int(right) % step or (printed.atoms < 0) != (right < 0):
        return None
    seen, expected = str(abs(printed.atoms) // step), str(abs(int(right)) // step)
    if abs(printed.atoms - right) == step:
        return "last_digit"
    if (repeated := digit_more_or_less(seen, expected)) is not None:
        return repeated
    width = max(len(seen), len(expected))
    seen, expected = seen.rjust(width, "0"), expected.rjust(width, "0")
    differing = [n for n in range(width) if seen[n] != expected[n]]
    if len(differing) == 1:
        return "one_digit"
    if (
        len(differing) == 2
        and differing[1] == differing[0] + 1
        and seen[differing[0]] == expected[differing[1]]
        and seen[differing[1]] == expected[differing[0]]
    ):
        return "transposed_digits"
    return None


def digit_more_or_less(seen: str, expected: str) -> str | None:
    """Whether a digit was typed twice, or left out."""
    if len(seen) == len(expected) + 1:
        doubled = any(seen[n] == seen[n - 1] and seen[:n] + seen[n + 1 :] == expected for n in range(1, len(seen)))
        return "doubled_digit" if doubled else None
    if len(expected) == len(seen) + 1 and any(expected[:n] + expected[n + 1 :] == seen for n in range(len(expected))):
        return "lost_digit"
    return None


def from_elsewhere(figure: Figure, elsewhere: Elsewhere | None) -> str | None:
    """Whether the figure is what another place rightly prints: a total of its column, another basis or year, or the row or
    item beside it."""
    if elsewhere is None or not figure.printed.atoms:
        return None
    if any(other.printed.atoms == figure.printed.atoms for other in elsewhere.above(figure)):
        return "subtotal_in_leaf"
    for code, others in (
        ("last_year_figure", elsewhere.of_last_year(figure)),
        ("other_basis_figure", elsewhere.on_other_bases(figure)),
        ("copied_from_neighbour", elsewhere.beside(figure)),
    ):
        if any(other.printed.atoms == figure.printed.atoms and other.quantity == figure.quantity for other in others):
            return code
    return None


def of_suspect(figure: Figure, right: Fraction, outcomes: Iterable[Outcome], elsewhere: Elsewhere | None = None) -> str:
    """The kind of mistake in one figure that should be `right`, given the failing results it explains."""
    outcomes = list(outcomes)
    typed = slip(figure.printed, as_printed(figure, right), figure)
    if typed in TELLING or (typed == "one_digit" and figure.quantity == "money" and len(digits(figure)) >= 3):
        return copied(figure, outcomes) or typed
    for outcome in outcomes:
        code = outcome.identity.explanation
        reported = [t.figure for t in outcome.terms if t.side == "reported"]
        if code and outcome.verdict in (FAILS, INCOMPLETE) and reported and reported[0] is figure:
            return code
    return copied(figure, outcomes) or typed or from_elsewhere(figure, elsewhere) or UNEXPLAINED


def digits(figure: Figure) -> str:
    """The digits of a figure as printed, without point and noughts before."""
    return str(abs(figure.printed.atoms) // (figure.printed.unit or 1))


def copied(figure: Figure, outcomes: Iterable[Outcome]) -> str | None:
    """Whether the figure repeats another of the same result: a subtotal in a leaf, or a total that is one part."""
    if not figure.printed.atoms:
        return None
    for outcome in outcomes:
        if outcome.identity.relation not in ("sum", "hierarchy") or len(outcome.terms) < 3:
            continue
        own_side = next((t.side for t in outcome.terms if t.figure is figure), None)
        same = [t for t in outcome.terms if t.figure is not figure and t.figure.printed.atoms == figure.printed.atoms]
        sides = {t.side for t in same}
        if own_side == "computed" and "reported" in sides:
            in_row = all(t.figure.row == figure.row for t in same if t.side == "reported")
            return "total_copied_into_parts" if in_row and figure.source == "cell" else "subtotal_in_leaf"
        if own_side == "reported" and "computed" in sides:
            return "total_equals_one_part"
    return None
