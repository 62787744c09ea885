"""How a number is said: an amount, a count, a share of a whole, or a change with its direction and base.

What it is said of is `topics`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dagster_project.extraction.bases import comparison_base, completion_base, stated_basis
from dagster_project.extraction.clauses import Spoken
from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.sentences import Token
from dagster_project.extraction.topics import is_neutral, named

_CLAUSE = re.compile(r"[,;:。]")
_SHARE_OF_FIGURE = re.compile(r"的(?:比例|比重|百分比)?[约为]*")


def measure_of(sentence: Spoken, token: Token, in_reason: bool) -> tuple[str, str, str | None, int]:
    """Measure, direction, base, and where the words about the subject end (before the verb, before 占)."""
    change, text, memory = terms().change, sentence.text, sentence.memory
    before = change.bracketed.sub(r"\g<verb>", text[sentence.taken : token.start])
    offset = sentence.taken
    compared, base = _comparison(sentence, token)
    if token.quantity == "flat":
        return "change_amount", "flat", base, token.start
    if token.quantity == "percent":
        if sentence.share_of and sentence.share_of[0] == offset and _SHARE_OF_FIGURE.fullmatch(before):
            return "share_percent", "none", sentence.share_of[1], token.start
        if share := terms().share.search(before):
            return "share_percent", "none", _whole(share["whole"], sentence, token), offset + share.start()
        if completed := terms().completion.search(before):
            base = completion_base(completed["budget"] or completed["of_budget"] or "")
            return "share_percent", "none", base, offset + completed.start()
    quantity = {"percent": "change_percent", "count": "change_amount"}.get(token.quantity, "change_amount")
    if not change.to.search(before):
        if verb := change.verb.search(before):
            direction = "none" if verb["residue"] else "up" if verb["up"] else "down"
            return (
                quantity,
                _settled(token, direction, bool(verb["residue"])),
                base if compared else memory.base,
                offset + verb.start(),
            )
        if versus := change.versus.search(before):
            direction = "up" if versus["more"] else "down"
            base = comparison_base(versus["what"], sentence.fiscal_year)
            return quantity, _settled(token, direction), base, offset + versus.start()
        if in_reason and token.quantity in ("money", "percent") and (said := _reason_verb(before)):
            return quantity, _settled(token, said), base, token.start
    if token.quantity == "percent":
        if memory.direction != "none" and not re.search(r"[\u4e00-\u9fff]{3,}", before):
            return "change_percent", memory.direction, memory.base, token.start
        return "share_percent", "none", None, token.start
    return ("count" if token.quantity == "count" else "amount"), "none", None, token.start


def _settled(token: Token, direction: str, is_residue: bool = False) -> str:
    """A change of zero is flat, whatever the verb; a verb with its opposite left standing says no direction."""
    if token.value == 0:
        return "flat"
    return "none" if is_residue else direction


def _reason_verb(before: str) -> str | None:
    """In a reason the verb may stand before the thing: 增加综合管理费209万元."""
    verbs = list(terms().change.anywhere.finditer(_CLAUSE.split(before)[-1]))
    if not verbs:
        return None
    return "up" if verbs[-1]["up"] else "down"


def _comparison(sentence: Spoken, token: Token) -> tuple[bool, str | None]:
    """Whether a number is compared, within the words since the number before it, and the base of the last comparison."""
    for match in reversed(sentence.comparisons):
        if sentence.taken <= match.start() <= token.start:
            return True, comparison_base(match["what"], sentence.fiscal_year)
    return False, None


def _whole(words: str, sentence: Spoken, token: Token) -> str | None:
    """The topic of a share's denominator, where the sentence names it."""
    if not words:
        return None
    found = named(words, replace(token, quantity="money", unit=""), sentence.situation)
    if found is None and is_neutral(words) and (stated := stated_basis(words)) in ("initial", "adjusted"):
        return stated  # 占调整预算的 98%
    return found.topic if found else None
