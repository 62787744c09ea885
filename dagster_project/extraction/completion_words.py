"""Words that compare the final account with the budget, against what was carried out: 完成预算的100%, 决算数大于预算数.

Belongs here: finding a contradiction within a paragraph. Does not belong here: the percentage against its amounts (an
identity), words of reasons (`remarks.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.extraction.clauses import Statement
from dagster_project.extraction.form_definitions import load
from dagster_project.extraction.narrative_terms import Pattern
from dagster_project.extraction.printed_text import PrintedText
from dagster_project.extraction.remarks import Remark

KIND = "completion_against_words"
BASES = ("initial", "adjusted")


@dataclass(frozen=True, slots=True)
class Terms:
    """The vocabulary of `forms/remarks.yml` for these words, compiled."""

    compared: Pattern
    budget_of: Mapping[str, str]
    opens: Pattern


@dataclass(frozen=True, slots=True)
class Completion:
    """What a sentence says of one budget carried out: `sign` is that of the final amount less the budget, by the two
    amounts where both are stated, else by the percentage and 100."""

    base: str
    sign: int
    printed: str


@lru_cache(maxsize=1)
def completion_terms() -> Terms:
    """The vocabulary, read once a process."""
    y = load("remarks")
    return Terms(re.compile(y["budget_compared"]), y["budget_of"], re.compile(y["opens_a_clause"]))


def completion(sentence: PrintedText, stated: Sequence[Statement]) -> Completion | None:
    """The one percentage of completion a sentence states; null where it states none or several, of several things."""
    found = [s for s in stated if s.measure == "share_percent" and s.base in BASES]
    if len(found) != 1:
        return None
    percent = found[0]
    final, budget = (_amount(percent, stated, basis) for basis in ("final", percent.base))
    if final is not None and budget is not None and final.token.unit == budget.token.unit:
        left, right = final.token.value, budget.token.value
    else:
        left, right = percent.token.value, type(percent.token.value)(100) if percent.token.value is not None else None
    if left is None or right is None:
        return None
    start = max(sentence.compact.rfind(mark, 0, percent.token.start) for mark in ",。;:") + 1
    return Completion(str(percent.base), (left > right) - (left < right), sentence.printed(start, percent.token.end))


def _amount(percent: Statement, stated: Sequence[Statement], basis: str | None) -> Statement | None:
    """The last amount on a basis before the percentage, of the same matter."""
    same = [
        s
        for s in stated
        if s.measure == "amount" and s.basis == basis and s.token.start < percent.token.start
        if s.subject.topic == percent.subject.topic
    ]
    return same[-1] if same else None


def contradictions(sentence: PrintedText, stated: Sequence[Statement], before: Completion | None) -> Iterator[Remark]:
    """Comparisons with the budget that what was carried out contradicts: of the sentence itself, else of the one before."""
    text, terms = sentence.compact, completion_terms()
    said = completion(sentence, stated) or before
    for match in terms.compared.finditer(text) if said else ():
        clause = max(text.rfind(mark, 0, match.start()) for mark in ",。;:") + 1
        signs = {"more": 1, "less": -1, "equal": 0, "flat": 0}
        named = [signs[name] for name in signs if match[name]]
        words = match["base"] or ""
        base = next((b for word, b in terms.budget_of.items() if words.startswith(word)), said.base if said else "")
        if said is None or len(named) != 1 or base != said.base or not terms.opens.search(text[clause : match.start()]):
            continue
        if named[0] != said.sign:
            yield Remark(KIND, match.start(), match.end(), said.printed)
