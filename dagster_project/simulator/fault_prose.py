"""Faults of the narrative: directions, percentages and their bases, repetitions, what the template or last year left."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from dagster_project.simulator.document import Paragraph, Printed, Statement
from dagster_project.simulator.fault_figures import _point, _transposed
from dagster_project.simulator.faults import Fault, Planter
from dagster_project.simulator.narrative import prose
from dagster_project.simulator.numbers import percent


def statements(printed: Printed) -> Iterator[tuple[Paragraph, int, Statement]]:
    """The untouched figures of the prose with their paragraph and position in it."""
    for paragraph in printed.paragraphs():
        for position, part in enumerate(paragraph.parts):
            if isinstance(part, Statement) and part.text == part.right:
                yield paragraph, position, part


def _changes(printed: Printed) -> list[tuple[Paragraph, int, Statement, Statement, Statement]]:
    """(paragraph, position of the amount, amount, change, rate) of complete statements of change."""
    found = []
    for paragraph, position, rate in statements(printed):
        if rate.measure != "change_percent":
            continue
        earlier = [(i, p) for i, p in enumerate(paragraph.parts[:position]) if isinstance(p, Statement)]
        change = next((p for _, p in reversed(earlier) if p.measure == "change_amount"), None)
        amount = next(((i, p) for i, p in reversed(earlier) if p.measure == "amount" and p.topic == rate.topic), None)
        if change and amount and change.topic == rate.topic and amount[1].amount and change.amount:
            found.append((paragraph, amount[0], amount[1], change, rate))
    return found


def _altered(kind: str, alter: Callable[[str, random.Random], str | None]) -> Planter:
    def plant(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
        found = [(p, s) for p, _, s in statements(printed) if s.measure == "amount" and s.amount and len(s.text) > 3]
        for _ in range(20 if found else 0):
            paragraph, statement = draw.choice(found)
            text = alter(statement.text, draw)
            if text and text != statement.text:
                return [_replaced(kind, paragraph, statement, text)]
        return []

    return plant


def _replaced(kind: str, paragraph: Paragraph, statement: Statement, text: str) -> Fault:
    statement.text = text
    return Fault(kind, text, statement.right, paragraph=paragraph, statement=statement)


def _ratio(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """This year over last year, printed as the change."""
    for paragraph, _, amount, change, rate in _shuffled(_changes(printed), draw):
        prior = _prior(amount, change)
        if prior > 0 and (text := percent(amount.amount or 0, prior)) != rate.text:
            return [_replaced("ratio_for_change", paragraph, rate, text)]
    return []


def _base(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """The change divided by this year's amount."""
    for paragraph, _, amount, change, rate in _shuffled(_changes(printed), draw):
        text = percent(change.amount or 0, amount.amount or 1)
        if text != rate.text:
            return [_replaced("wrong_base", paragraph, rate, text)]
    return []


def _prior(amount: Statement, change: Statement) -> int:
    delta = change.amount or 0
    return (amount.amount or 0) - (delta if change.direction == "up" else -delta)


def _shuffled(items: list, draw: random.Random) -> list:
    draw.shuffle(items)
    return items


def _direction(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """增加 for a decrease, or the reverse, on both words."""
    words = prose()["direction"]
    for paragraph, _, _, change, rate in _shuffled(_changes(printed), draw):
        here, there = words[change.direction], words["down" if change.direction == "up" else "up"]
        first, last = paragraph.parts.index(change), paragraph.parts.index(rate)
        places = [i for i in range(max(0, first - 2), last) if paragraph.parts[i] in here]
        if len(places) != 2:
            continue
        for i in places:
            paragraph.parts[i] = there[here.index(str(paragraph.parts[i]))]
        printed_text, right = f"{there[0]}{change.text}", f"{here[0]}{change.text}"
        return [Fault("direction_word", printed_text, right, paragraph=paragraph, statement=change)]
    return []


def _repetition(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """The second statement of one matter differs from the first."""
    seen: set[tuple[str, str, str]] = set()
    again = []
    for paragraph, _, statement in statements(printed):
        key = (statement.topic, statement.code, statement.right)
        if statement.measure == "amount" and statement.amount:
            if key in seen and len(statement.text) > 4:
                again.append((paragraph, statement))
            seen.add(key)
    for paragraph, statement in _shuffled(again, draw):
        if text := _transposed(statement.text, draw):
            return [_replaced("contradictory_repetition", paragraph, statement, text)]
    return []


def _residue(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """Words of the template that were to be chosen from or filled in."""
    words = prose()["direction"]
    for paragraph, _, _, change, _ in _shuffled(_changes(printed), draw):
        first = paragraph.parts.index(change)
        for i in range(max(0, first - 2), first):
            if paragraph.parts[i] in words[change.direction]:
                right = str(paragraph.parts[i])
                both = f"{words['up'][0]}（{words['down'][0]}）"
                paragraph.parts[i] = both
                return [Fault("template_residue", both, right, paragraph=paragraph, statement=change)]
    return []


def _last_year_text(printed: Printed, before: Printed, draw: random.Random) -> list[Fault]:
    """A paragraph of last year's text, year words and all."""
    old = {_frame(p): p for p in before.paragraphs() if any(isinstance(x, Statement) for x in p.parts)}
    found = [p for p in printed.paragraphs() if str(printed.year) in p.text and _frame(p) in old]
    found = [p for p in found if all(s.text == s.right for s in p.parts if isinstance(s, Statement))]
    for paragraph in _shuffled(found, draw):
        left = old[_frame(paragraph)]
        mine = [p for p in paragraph.parts if isinstance(p, Statement)]
        its = [p for p in left.parts if isinstance(p, Statement)]
        if len(mine) != len(its) or paragraph.text == left.text:
            continue
        right = paragraph.text
        for here, there in zip(its, mine, strict=True):
            here.right = there.right
        paragraph.parts = list(left.parts)
        return [Fault("last_year_text", left.text, right, paragraph=paragraph)]
    return []


def _frame(paragraph: Paragraph) -> str:
    """The words of a paragraph without figures and years."""
    return re.sub(r"\d{4}", "", "".join(p for p in paragraph.parts if isinstance(p, str)))[:14]


PLANTERS: dict[str, Planter] = {
    "ratio_for_change": _ratio,
    "wrong_base": _base,
    "direction_word": _direction,
    "contradictory_repetition": _repetition,
    "template_residue": _residue,
    "last_year_text": _last_year_text,
    "narrative_transposed_digits": _altered("narrative_transposed_digits", _transposed),
    "narrative_decimal_point": _altered("narrative_decimal_point", _point),
}
