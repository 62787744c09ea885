"""The statements of one sentence: every number with its subject, measure, direction, year and basis.

The sentence is read from left to right; a number without a subject of its own speaks of what was spoken of before it.
Nothing here knows where a sentence stands on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dagster_project.extraction.bases import amount_basis, comparison_base, completion_base, year_of
from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.sentences import Token
from dagster_project.extraction.topics import Situation, Subject, named, subject_after, subject_before

_CLAUSE = re.compile(r"[,;:。]")


@dataclass(slots=True)
class Memory:
    """What has been said so far in a paragraph: the subject, the last change, and the date things are counted at."""

    subject: Subject
    as_of: int | None = None
    direction: str = "none"
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One number and what it states; `measure`, `direction` and `base` as in `Claim`."""

    token: Token
    subject: Subject
    measure: str
    direction: str = "none"
    base: str | None = None
    year: int | None = None
    basis: str = "initial"
    is_reason: bool = False


@dataclass(slots=True)
class _Sentence:
    """A sentence under way: `text` as written, `plain` with what must not be taken for a subject blanked out."""

    text: str
    plain: str
    reasons: list[tuple[int, int]]
    comparisons: list[re.Match[str]]
    situation: Situation
    fiscal_year: int | None
    memory: Memory
    statements: list[Statement] = field(default_factory=list)
    taken: int = 0  # up to where the words belong to a number


def statements(
    text: str,
    tokens: list[Token],
    situation: Situation,
    fiscal_year: int | None,
    memory: Memory,
    is_threshold: Callable[[Token], bool],
) -> list[Statement]:
    """What each token that states something says; updates `memory` for the next sentence of the paragraph."""
    comparisons = [m for m in terms().comparison.finditer(text) if m["what"] or m[0].startswith("同比")]
    sentence = _Sentence(
        text, _plain(text, tokens, comparisons), _reasons(text), comparisons, situation, fiscal_year, memory
    )
    memory.direction, memory.base = "none", None
    if as_of := terms().as_of.search(text):
        memory.as_of = int(as_of["year"])
    if not any(t.not_statement is None for t in tokens):
        _opening(sentence)
    for token in tokens:
        if token.not_statement or token.fault:
            continue
        if is_threshold(token):
            _take_threshold(sentence, token)
        else:
            _take(sentence, token)
    return sentence.statements


def _plain(text: str, tokens: list[Token], comparisons: list[re.Match[str]]) -> str:
    """The sentence with blanks for asides, purposes, comparisons and for numbers that state nothing."""
    characters = list(text)
    spans = [m.span() for m in (*terms().asides.finditer(text), *terms().purpose.finditer(text), *comparisons)]
    spans += [(t.start, t.end) for t in tokens if t.not_statement]
    spans += [
        m.span() for kind, p in terms().not_statements if kind in ("year", "date", "ordinal") for m in p.finditer(text)
    ]
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def _reasons(text: str) -> list[tuple[int, int]]:
    """Where the sentence gives reasons: from the word for it to the next semicolon, unless 二是 goes on behind it."""
    found: list[tuple[int, int]] = []
    for match in terms().reason.finditer(text):
        end = match.start()
        while True:
            cut = text.find(";", end + 1)
            end = len(text) if cut < 0 else cut
            if cut < 0 or not terms().reason_goes_on.match(text[cut + 1 :]):
                break
        found.append((match.start(), end))
    return found


def _opening(sentence: _Sentence) -> None:
    """A sentence without numbers may name the subject of the next: 一般公共服务支出（类）…（项）。年初预算为…"""
    first = _CLAUSE.split(sentence.plain)[0].strip()
    if first and (found := named(first, Token(0, 0, "", None, 0, "", "money"), sentence.situation)):
        sentence.memory.subject = found


def _take_threshold(sentence: _Sentence, token: Token) -> None:
    subject = Subject(terms().threshold_topics.get(sentence.situation.section or ""), None, token.printed)
    year = _year(sentence, token)
    sentence.statements.append(Statement(token, subject, "amount", base="threshold", year=year))
    sentence.taken = token.end


def _take(sentence: _Sentence, token: Token) -> None:
    memory = sentence.memory
    in_reason = any(start <= token.start < end for start, end in sentence.reasons)
    measure, direction, base, lead_end = _measure(sentence, token, in_reason)
    lead = sentence.plain[sentence.taken : lead_end]
    taken = token.end
    if in_reason and token.quantity == "flat":
        return
    if in_reason:
        base = None
        subject = Subject(None, None, _CLAUSE.split(sentence.text[: token.start])[-1])
    else:
        subject, taken = _subject(sentence, token, lead, measure)
        memory.subject = subject
    sentence.taken = taken
    if measure in ("change_amount", "change_percent"):
        memory.direction, memory.base = direction, base
    year = sentence.fiscal_year if measure.startswith("change") else _year(sentence, token)
    words = sentence.text[_before(sentence, token) : token.start]
    stage = sentence.situation.stage
    basis = amount_basis(
        "" if measure.startswith("change") else _without_comparison(words), year, sentence.fiscal_year, stage
    )
    sentence.statements.append(Statement(token, subject, measure, direction, base, year, basis, in_reason))


def _subject(sentence: _Sentence, token: Token, lead: str, measure: str) -> tuple[Subject, int]:
    """The subject of a number and where the words that belong to it end."""
    situation, memory = sentence.situation, sentence.memory
    subject = subject_before(lead, token, situation, memory.subject)
    taken = token.end
    if token.quantity == "count" and measure == "count":
        own = named(lead.split(";")[-1], token, situation)
        if own is None and (after := subject_after(sentence.text, token, situation)):
            subject, taken = after
        elif own is None and memory.subject.topic and not _counts(memory.subject, sentence):
            subject = subject if subject.topic is None else replace(subject, topic=None)
    if terms().planned.search(sentence.text) and subject.topic in terms().planned_topics:
        subject = replace(subject, topic=terms().planned_topics[subject.topic])
    return subject, taken


def _counts(subject: Subject, sentence: _Sentence) -> bool:
    """Whether an inherited subject may be counted: only one that the words of this sentence named for a count."""
    return any(s.measure == "count" and s.subject.topic == subject.topic for s in sentence.statements) or (
        subject.topic in terms().threshold_topics.values()
    )


def _measure(sentence: _Sentence, token: Token, in_reason: bool) -> tuple[str, str, str | None, int]:
    """Measure, direction, base, and where the words about the subject end (before the verb, before 占)."""
    change, text, memory = terms().change, sentence.text, sentence.memory
    before = text[sentence.taken : token.start]
    offset = sentence.taken
    base = _comparison(sentence, token)
    if token.quantity == "flat":
        return "change_amount", "flat", base, token.start
    if token.quantity == "percent":
        if share := terms().share.search(before):
            return "share_percent", "none", _whole(share["whole"], sentence, token), offset + share.start()
        if completed := terms().completion.search(before):
            return "share_percent", "none", completion_base(completed["budget"]), offset + completed.start()
    quantity = {"percent": "change_percent", "count": "change_amount"}.get(token.quantity, "change_amount")
    if not change.to.search(before):
        if verb := change.verb.search(before):
            direction = "none" if verb["residue"] else "up" if verb["up"] else "down"
            return (
                quantity,
                _settled(token, direction, bool(verb["residue"])),
                base or memory.base,
                offset + verb.start(),
            )
        if versus := change.versus.search(before):
            direction = "up" if versus["more"] else "down"
            base = comparison_base(versus["what"], sentence.fiscal_year)
            return quantity, _settled(token, direction), base, offset + versus.start()
        if in_reason and token.quantity in ("money", "percent") and (verb := _reason_verb(before)):
            return quantity, _settled(token, verb), base, token.start
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


def _comparison(sentence: _Sentence, token: Token) -> str | None:
    """The base of the last comparison before a number, within the words since the number before it."""
    for match in reversed(sentence.comparisons):
        if sentence.taken <= match.start() <= token.start:
            return comparison_base(match["what"], sentence.fiscal_year)
    return None


def _whole(words: str, sentence: _Sentence, token: Token) -> str | None:
    """The topic of a share's denominator, where the sentence names it."""
    if not words:
        return None
    found = named(words, replace(token, quantity="money", unit=""), sentence.situation)
    return found.topic if found else None


def _before(sentence: _Sentence, token: Token) -> int:
    """Where the words of a number begin: behind the number before it that states something."""
    return max((s.token.end for s in sentence.statements if s.token.end <= token.start), default=0)


def _without_comparison(words: str) -> str:
    return terms().comparison.sub("", words)


def _year(sentence: _Sentence, token: Token) -> int | None:
    """The year a number speaks of: the last named before it in the sentence, what it is compared with left out."""
    words = terms().asides.sub("", _without_comparison(sentence.text[: token.start]))
    for start, end in sentence.reasons:
        if end <= token.start:
            words = words.replace(sentence.text[start:end], "")
    return year_of(words, sentence.fiscal_year) or sentence.memory.as_of or sentence.fiscal_year
