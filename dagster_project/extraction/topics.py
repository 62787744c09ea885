"""What the words before a number say it is: a topic of the seeds, a functional item, the subject before it, or unknown.

Words that are not known make the topic unknown: a wrong topic would accuse a department, none only shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dagster_project.extraction.classification import function_class
from dagster_project.extraction.function_names import item_named, marked_item
from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.sentences import Token

HEADING = Token(0, 0, 0, "", None, 0, "", "money")  # what stands where a heading has no number
_CLAUSE = re.compile(r"[,:]")
_CLAUSES = re.compile(r"[;。]")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement speaks of. `words` are those it was taken from; a functional item without a code has no topic."""

    topic: str | None
    code: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What stands around a sentence: its section, the stage, and the class of expenditure of the heading above."""

    section: str | None
    stage: str | None
    class_code: str | None = None


def subject_of(lead: str, token: Token, situation: Situation, inherited: Subject, is_first: bool) -> Subject:
    """The subject of a number, from the words between the number before it and itself.

    The known words that end nearest to the number count, the longest of them; what stands between them and the number
    must add nothing. Only empty words inherit the subject of the statement before; what is left of the clause of the
    number before counts as empty, so not at the first number of a sentence.
    """
    nearest = _last_statement(lead)
    if found := named(nearest, token, situation):
        return found
    if is_neutral(nearest):
        return inherited
    rest = None if is_first else _behind_first_clause(nearest)
    if rest is not None and is_neutral(rest):
        return inherited
    return Subject(None, None, _CLAUSE.split(nearest)[-1].strip())


def named(words: str, token: Token, situation: Situation) -> Subject | None:
    """The subject that words name by themselves; none where they do not."""
    found: list[tuple[int, int, Subject]] = []
    quantity = "money" if token.quantity in ("bare", "flat") else token.quantity
    for entry in terms().topics:
        if not entry.counts_in(situation.section, quantity, token.unit, situation.stage):
            continue
        for pattern in entry.before:
            for match in pattern.finditer(words):
                if match.end() > match.start() and is_neutral(words[match.end() :]):
                    found.append((match.start(), match.end(), Subject(entry.topic, None, match[0].strip())))
    best = _nearest(found)
    item = marked_item(words, situation.class_code)
    if item and is_neutral(words[item[2] :]) and (best is None or best[1] <= item[2]):
        code, printed, _ = item
        return Subject("function" if code else None, code, printed)
    if best is None and situation.section in terms().function_sections:
        last = _CLAUSE.split(words)[-1].strip(" 、")
        return _class_alone(last) or _item_alone(last)
    return best[2] if best else None


def _nearest(found: list[tuple[int, int, Subject]]) -> tuple[int, int, Subject] | None:
    """The words nearest to the number, with all that runs into them: 财政专户管理资金收入 before 收入预算总计."""
    if not found:
        return None
    best = max(found, key=lambda f: (f[1], -f[0]))
    while earlier := [f for f in found if f[0] < best[0] < f[1]]:
        best = min(earlier, key=lambda f: (f[0], -f[1]))
    return best


def _class_alone(words: str) -> Subject | None:
    """A class of expenditure named without its mark, alone in its clause or at its end."""
    name = terms().class_tail.sub("", words)
    if len(name) >= 4 and (code := function_class(name)):
        return Subject("function", code, name)
    return None


def _item_alone(words: str) -> Subject | None:
    """A functional item named without its mark, alone in its clause, where one code bears the name."""
    name = terms().class_tail.sub("", words)
    code = item_named(name)
    return Subject("function", code, name) if code else None


def subject_after(text: str, token: Token, situation: Situation) -> tuple[Subject, int] | None:
    """The subject that follows its number (9个项目进行了绩效评价) and where its words end."""
    end = re.search(r"[,;。:、(]|$", text[token.end :])
    words = text[token.end : token.end + (end.start() if end else 0)]
    for entry in terms().topics:
        if not entry.after or not entry.counts_in(situation.section, token.quantity, token.unit, situation.stage):
            continue
        for pattern in entry.after:
            if match := pattern.search(words):
                return Subject(entry.topic, None, match[0]), token.end + match.end()
    return None


def is_neutral(words: str) -> bool:
    """Whether words add nothing: linking words, 预算数, 其中, punctuation."""
    return not terms().neutral.sub("", words)


def _last_statement(lead: str) -> str:
    return _CLAUSES.split(lead)[-1]


def _behind_first_clause(lead: str) -> str | None:
    """The lead without what still belongs to the number before it; none where there is only that."""
    cut = _CLAUSE.search(lead)
    return lead[cut.end() :] if cut else None
