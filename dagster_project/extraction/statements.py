"""The statements of one sentence: every number with its subject, measure, direction, year and basis.

The sentence is read from left to right; a number without a subject of its own speaks of what was spoken of before it.
Nothing here knows where a sentence stands on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from dagster_project.extraction.bases import (
    amount_basis,
    comparison_base,
    comparison_year,
    completion_base,
    stated_basis,
    year_of,
)
from dagster_project.extraction.clauses import Memory, Spoken, Statement, spoken
from dagster_project.extraction.measures import measure_of
from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.references import aside_subject, begin, move_on, scoped, subject_before
from dagster_project.extraction.respective import rows_of, subjects_of
from dagster_project.extraction.sentences import Token
from dagster_project.extraction.topics import HEADING, Situation, Subject, is_neutral, named, subject_after

_CLAUSE = re.compile(r"[,;:。]")
_ITS_SHARE = re.compile(r"的(?:比例|比重|百分比)?[约为]*\d[\d.,]*%")  # 占支出 50 万元的 20%


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
    begin(memory, text)
    rows = {id(t): row for row in rows_of(text, tokens) for t in row}
    if not any(t.not_statement is None for t in tokens):
        _opening(sentence)
    for token in tokens:
        if token.not_statement or token.fault:
            continue
        if is_threshold(token):
            _take_threshold(sentence, token)
        else:
            row = rows.get(id(token))
            move_on(sentence, token)
            if row and token is not row[0]:
                _take_next(sentence, token, row)
            elif not _take_earlier(sentence, token) and not _take_whole(sentence, token):
                _take(sentence, token, row)
    amounts = [s.subject for s in sentence.statements if s.measure == "amount" and not s.is_reason]
    memory.recent = tuple(dict.fromkeys(amounts)) or memory.recent
    return sentence.statements


def _opening(sentence: Spoken) -> None:
    """A sentence without numbers may name the subject of the next: 一般公共服务支出（类）…（项）。年初预算为…"""
    first = _CLAUSE.split(sentence.plain)[0].strip()
    if first and (found := named(first, HEADING, sentence.situation)):
        sentence.memory.subject = found


def _take_threshold(sentence: Spoken, token: Token) -> None:
    subject = Subject(terms().threshold_topics.get(sentence.situation.section or ""), None, token.printed)
    year = _year(sentence, token)
    sentence.statements.append(Statement(token, subject, "amount", base="threshold", year=year))
    sentence.taken = token.end


def _take_earlier(sentence: Spoken, token: Token) -> bool:
    """A figure that follows what it is compared with (比上年 30 万元减少 5 万元) is that of the year or budget named."""
    compared = next((m for m in sentence.comparisons if m.end() == token.start and m.start() >= sentence.taken), None)
    if compared is None or token.quantity == "flat":
        return False
    year = comparison_year(compared["what"], sentence.memory.year or sentence.fiscal_year)
    said = compared["what"]
    if not stated_basis(said) and not sentence.memory.year and not sentence.share_of:
        said = sentence.text[: compared.start()] + said  # 预算总额为 19 万元，较上年的 21 万元
    basis = amount_basis(said, year, sentence.fiscal_year, sentence.situation.stage)
    measure = {"money": "amount", "count": "count", "percent": "share_percent"}.get(token.quantity, "amount")
    subject = subject_before(sentence.plain[sentence.taken : token.start], token, sentence)
    subject = scoped(subject, sentence.plain[sentence.taken : token.start], sentence.memory)
    sentence.memory.subject = subject
    sentence.memory.base = comparison_base(compared["what"], sentence.fiscal_year)
    sentence.statements.append(Statement(token, subject, measure, year=year, basis=basis))
    sentence.taken = token.end
    return True


def _take_whole(sentence: Spoken, token: Token) -> bool:
    """The figure of which a share or completion is stated (完成预算 50 万元的 90%, 占支出 50 万元的 20%)."""
    lead = sentence.plain[sentence.taken : token.start]
    whole = terms().whole.search(lead)
    if whole is None or token.quantity not in ("money", "count") or not _ITS_SHARE.match(sentence.text, token.end):
        return False
    memory = sentence.memory
    if before := lead[: whole.start()].strip(" ,:;"):
        memory.subject = scoped(subject_before(before, token, sentence), before, memory)
    subject = named(whole["whole"], token, sentence.situation)
    base: str | None
    basis = amount_basis(whole["whole"], _year(sentence, token), sentence.fiscal_year, sentence.situation.stage)
    if subject is None:
        subject = memory.subject if is_neutral(whole["whole"]) else Subject(None, None, whole["whole"])
        base = completion_base(whole["whole"])
    else:
        base = subject.topic
    measure = "count" if token.quantity == "count" else "amount"
    sentence.statements.append(Statement(token, subject, measure, year=_year(sentence, token), basis=basis))
    sentence.taken = token.end
    sentence.share_of = (token.end, base)
    return True


def _take(sentence: Spoken, token: Token, row: list[Token] | None) -> None:
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
        aside = aside_subject(sentence, token, lead_end)
        subject, taken = (aside, token.end) if aside else _subject(sentence, token, lead, measure)
        if row:
            sentence.dealt = _dealt(sentence, row, lead)
            subject = sentence.dealt[0]
        else:
            subject = memory.subject = scoped(subject, lead, memory)
    sentence.taken = taken
    if measure in ("change_amount", "change_percent"):
        memory.direction, memory.base = direction, base
    year = _year(sentence, token) if memory.year or not measure.startswith("change") else sentence.fiscal_year
    words = sentence.text[_before(sentence, token) : token.start]
    stage = sentence.situation.stage
    basis = amount_basis(
        "" if measure.startswith("change") else _without_comparison(words), year, sentence.fiscal_year, stage
    )
    sentence.statements.append(Statement(token, subject, measure, direction, base, year, basis, in_reason))


def _subject(sentence: Spoken, token: Token, lead: str, measure: str) -> tuple[Subject, int]:
    """The subject of a number and where the words that belong to it end."""
    situation, memory = sentence.situation, sentence.memory
    subject = subject_before(lead, token, sentence)
    taken = token.end
    if token.quantity == "count" and measure == "count":
        own = named(lead.split(";")[-1], token, situation)
        if own is None and (after := subject_after(sentence.text, token, situation)):
            subject, taken = after
        elif own is None and memory.subject.topic and not _counts(memory.subject, sentence):
            subject = subject if subject.topic is None else replace(subject, topic=None)
    if subject.topic == memory.subject.topic and subject.words == memory.subject.words:
        subject = replace(subject, topic=_counted_in(subject.topic, token))
    subject = replace(
        subject, topic=terms().continued.get(memory.subject.topic or "", {}).get(subject.topic or "", subject.topic)
    )
    if terms().planned.search(sentence.text) and subject.topic in terms().planned_topics:
        subject = replace(subject, topic=terms().planned_topics[subject.topic])
    return subject, taken


def _dealt(sentence: Spoken, row: list[Token], lead: str) -> list[Subject]:
    """The subjects of a row of numbers, by the words before its first."""
    recent = [s.subject for s in sentence.statements if s.measure == "amount"] or sentence.memory.recent
    return subjects_of(row, lead, recent, lambda words: named(words, row[0], sentence.situation))


def _take_next(sentence: Spoken, token: Token, row: list[Token]) -> None:
    """A further number of a row says what the first says of its own thing."""
    place = next(i for i, t in enumerate(row) if t is token)
    subject = sentence.dealt[place] if place < len(sentence.dealt) else Subject(None)
    sentence.statements.append(replace(sentence.statements[-1], token=token, subject=subject))
    sentence.taken = token.end


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
    return terms().comparison_with.sub("", terms().comparison.sub("", words))


def _year(sentence: Spoken, token: Token) -> int | None:
    """The year a number speaks of: the last named before it in the sentence, what it is compared with left out."""
    words = terms().asides.sub("", _without_comparison(sentence.text[: token.start]))
    for start, end in sentence.reasons:
        if end <= token.start:
            words = words.replace(sentence.text[start:end], "")
    memory = sentence.memory
    named_year = year_of(words, sentence.fiscal_year)
    if named_year and memory.year:
        memory.year = named_year  # the sentences that follow speak of it, whatever the heading says
    return named_year or memory.as_of or memory.year or sentence.fiscal_year
