"""The statements of one sentence: every number with its subject, measure, direction, year and basis.

The sentence is read from left to right; a number without a subject of its own speaks of what was spoken of before it.
Nothing here knows where a sentence stands on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from dagster_project.extraction.bases import amount_basis, year_of
from dagster_project.extraction.clauses import Memory, Spoken, Statement, spoken
from dagster_project.extraction.measures import measure_of
from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.sentences import Token
from dagster_project.extraction.topics import Situation, Subject, named, subject_after, subject_before

_CLAUSE = re.compile(r"[,;:。]")


def statements(
    text: str,
    tokens: list[Token],
    situation: Situation,
    fiscal_year: int | None,
    memory: Memory,
    is_threshold: Callable[[Token], bool],
) -> list[Statement]:
    """What each token that states something says; updates `memory` for the next sentence of the paragraph."""
    sentence = spoken(text, tokens, situation, fiscal_year, memory)
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


def _opening(sentence: Spoken) -> None:
    """A sentence without numbers may name the subject of the next: 一般公共服务支出（类）…（项）。年初预算为…"""
    first = _CLAUSE.split(sentence.plain)[0].strip()
    if first and (found := named(first, Token(0, 0, 0, "", None, 0, "", "money"), sentence.situation)):
        sentence.memory.subject = found


def _take_threshold(sentence: Spoken, token: Token) -> None:
    subject = Subject(terms().threshold_topics.get(sentence.situation.section or ""), None, token.printed)
    year = _year(sentence, token)
    sentence.statements.append(Statement(token, subject, "amount", base="threshold", year=year))
    sentence.taken = token.end


def _take(sentence: Spoken, token: Token) -> None:
    memory = sentence.memory
    in_reason = any(start <= token.start < end for start, end in sentence.reasons)
    measure, direction, base, lead_end = measure_of(sentence, token, in_reason)
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


def _subject(sentence: Spoken, token: Token, lead: str, measure: str) -> tuple[Subject, int]:
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
    if subject.topic == memory.subject.topic and subject.words == memory.subject.words:
        subject = replace(subject, topic=_counted_in(subject.topic, token))
    if terms().planned.search(sentence.text) and subject.topic in terms().planned_topics:
        subject = replace(subject, topic=terms().planned_topics[subject.topic])
    return subject, taken


def _counted_in(topic: str | None, token: Token) -> str | None:
    """The topic of the same matter that a number's unit counts, where a subject is taken over from the number before."""
    key = "money" if token.quantity == "money" else token.unit
    return next(
        (matter[key] for matter in terms().counted_together if topic in matter.values() and key in matter), topic
    )


def _counts(subject: Subject, sentence: Spoken) -> bool:
    """Whether an inherited subject may be counted: only one that the words of this sentence named for a count."""
    return any(s.measure == "count" and s.subject.topic == subject.topic for s in sentence.statements) or (
        subject.topic in terms().threshold_topics.values()
    )


def _before(sentence: Spoken, token: Token) -> int:
    """Where the words of a number begin: behind the number before it that states something."""
    return max((s.token.end for s in sentence.statements if s.token.end <= token.start), default=0)


def _without_comparison(words: str) -> str:
    return terms().comparison.sub("", words)


def _year(sentence: Spoken, token: Token) -> int | None:
    """The year a number speaks of: the last named before it in the sentence, what it is compared with left out."""
    words = terms().asides.sub("", _without_comparison(sentence.text[: token.start]))
    for start, end in sentence.reasons:
        if end <= token.start:
            words = words.replace(sentence.text[start:end], "")
    return year_of(words, sentence.fiscal_year) or sentence.memory.as_of or sentence.fiscal_year
