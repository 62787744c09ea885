"""Mistakes of the text: percentages worked out in a wrong way, directions reversed, another definition.

Belongs here: one function a kind, given the disclosure and the statements that some identity covers.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from dagster_project.records import Claim, Disclosure
from tests.planted.record import Covered, Fault, put
from tests.planted.slips import also


def percentages(disclosure: Disclosure, measure: str, covered: Covered) -> list[Claim]:
    """The covered percentages of which no mistake could pass for right (50 of 100 is half both ways)."""
    pool = [c for c in disclosure.claims if c.measure == measure and c.value and c.claim_id in covered]
    return [c for c in pool if c.value not in (50, 100)]


def complement(disclosure: Disclosure, covered: Covered, random: Random) -> list[Fault]:
    """100 less the right percentage."""
    pool = percentages(disclosure, "share_percent", covered) + percentages(disclosure, "change_percent", covered)
    same = {"complement_percent", "ratio_for_change"}  # of a decrease, this year over last is the complement
    return reprinted(
        random, [(c, 100 - c.value, same if c.direction == "down" else {"complement_percent"}) for c in pool]
    )


def ratio_for_change(disclosure: Disclosure, covered: Covered, random: Random) -> list[Fault]:
    """This year over last instead of the change."""
    pool = [c for c in percentages(disclosure, "change_percent", covered) if c.direction in ("up", "down")]
    return reprinted(
        random,
        [
            (c, 100 + c.value, {"ratio_for_change"})
            if c.direction == "up"
            else (c, 100 - c.value, {"ratio_for_change", "complement_percent"})
            for c in pool
        ],
    )


def wrong_base(disclosure: Disclosure, covered: Covered, random: Random) -> list[Fault]:
    """The change divided by this year's amount."""
    found = []
    for claim in percentages(disclosure, "change_percent", covered):
        amount, change = beside(disclosure, claim, "amount"), beside(disclosure, claim, "change_amount")
        if amount and change and amount.amount_yuan and change.amount_yuan:
            wrong = (100 * change.amount_yuan / amount.amount_yuan).quantize(claim.value, ROUND_HALF_UP)
            if not rounding_allows(wrong, claim, amount, change):
                found.append((claim, wrong, {"wrong_base"}))
    return reprinted(random, found)


def rounding_allows(wrong: Decimal, claim: Claim, amount: Claim, change: Claim) -> bool:
    """Whether the change, rounded as it is printed, may give the percentage rightly: then it is no mistake anyone sees."""
    half = Decimal(5000).scaleb(-change.decimals)  # of 万元, in yuan
    half_percent = Decimal("0.5").scaleb(-claim.decimals)
    sign = -1 if change.direction == "down" else 1
    bounds = []
    for moved in (-half, half):
        delta = change.amount_yuan + moved  # type: ignore[operator]
        for shifted in (-half, half):
            prior = amount.amount_yuan + shifted - sign * delta  # type: ignore[operator]
            bounds.append(100 * delta / prior if prior > 0 else Decimal(0))
    return min(bounds) - half_percent <= wrong <= max(bounds) + half_percent


def reprinted(random: Random, choices: list[tuple[Claim, Decimal, set[str]]]) -> list[Fault]:
    """One of the statements printed otherwise; those that would be printed as they are, or below nothing, are left out."""
    choices = [(c, wrong, kinds) for c, wrong, kinds in choices if wrong != c.value and wrong > 0]
    if not choices:
        return []
    claim, wrong, kinds = random.choice(choices)
    right = claim.value
    put(claim, wrong)
    return [Fault(claim.claim_id, right, frozenset(kinds) | also(wrong, right))]


def beside(disclosure: Disclosure, claim: Claim, measure: str) -> Claim | None:
    """The amount or the change of the same matter that stands before a percentage, no further than a sentence away."""
    before = [
        c
        for c in disclosure.claims
        if (c.document_id, c.topic, c.measure) == (claim.document_id, claim.topic, measure)
        and c.classification_code == claim.classification_code
        and (claim.sentence - 1, 0) <= (c.sentence, c.position) <= (claim.sentence, claim.position)
    ]
    return max(before, key=lambda c: (c.sentence, c.position), default=None)


def direction_reversed(disclosure: Disclosure, covered: Covered, random: Random) -> list[Fault]:
    """增加 for a decrease, or the reverse, on the change in money and on the percentage: one mistake, in either word."""
    pairs = []
    for claim in percentages(disclosure, "change_percent", covered):
        change = beside(disclosure, claim, "change_amount")
        amount = beside(disclosure, claim, "amount")
        told = claim.direction in ("up", "down") and change and change.direction == claim.direction and change.value
        if told and amount and not seems_right_reversed(claim, amount, change):
            pairs.append((change, claim))
    if not pairs:
        return []
    change, claim = random.choice(pairs)
    for statement in (change, claim):
        statement.direction = "down" if statement.direction == "up" else "up"
    return [Fault(s.claim_id, -s.value, frozenset({"direction_reversed"})) for s in (claim, change)]


def seems_right_reversed(claim: Claim, amount: Claim, change: Claim) -> bool:
    """Whether the percentage is right both ways: a change so small that the base does not matter."""
    turned = replace(change, direction="down" if change.direction == "up" else "up")
    return rounding_allows(claim.value, claim, amount, turned)


def other_definition(disclosure: Disclosure, covered: Covered, random: Random) -> list[Fault]:
    """Operating expenses counted otherwise than the public funds of the form: a difference of definition, no slip."""
    pool = [c for c in disclosure.claims if c.topic == "operating_expenses" and c.measure == "amount" and c.value]
    rule = {"operating_expenses_equal_public_funds", "operating_expenses_at_most_public_funds"}
    pool = [c for c in pool if c.decimals and covered.identities.get(c.claim_id, set()) & rule]
    if not pool:
        return []
    right = pool[0].value
    share = Decimal(random.randint(30, 70)) / 100
    wrong = (right * share).quantize(right)
    for claim in pool:
        if claim.value == right:
            put(claim, wrong)
    others = frozenset(c.claim_id for c in pool)
    return [Fault(pool[0].claim_id, right, frozenset({"operating_expenses_scope"}), others)]


ONCE = {
    "complement_percent": complement,
    "ratio_for_change": ratio_for_change,
    "wrong_base": wrong_base,
    "direction_reversed": direction_reversed,
    "operating_expenses_scope": other_definition,
}
