"""What a number without a subject of its own refers back to: the whole behind its parts, what stood before a bracket.

Belongs here: how `Memory` changes while a sentence is read. The words that name a subject are `topics`.
"""

from __future__ import annotations

import re

from dagster_project.extraction.classification import official_name
from dagster_project.extraction.clauses import Memory, Spoken
from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.sentences import Token
from dagster_project.extraction.topics import Subject, is_neutral, named, subject_of

_CODED = re.compile(r"(?P<name>[^,;。:()\d]*)\((?P<code>2\d\d(?:\d\d){0,2})\)$")
_CLAUSES = re.compile(r"[,;:。]|—{2,}")


def begin(memory: Memory, text: str) -> None:
    """Before a sentence is read: a change said before it is over, and so is a bracket it does not close."""
    memory.direction, memory.base, memory.item = "none", None, None
    if not text.startswith(")"):
        memory.outer = None
    if as_of := terms().as_of.search(text):
        memory.as_of = int(as_of["year"])


def move_on(sentence: Spoken, token: Token) -> None:
    """Past the words before a number: behind a bracket, what stood before it is spoken of again; behind 其中 come parts."""
    memory, words = sentence.memory, sentence.text[sentence.taken : token.start]
    before = terms().change.verb.sub("", sentence.plain[: token.start].split(";")[-1])
    if not sentence.statements and memory.whole and is_neutral(before):
        memory.subject = memory.whole
    if not sentence.statements:
        memory.whole = None
    for character in words:
        if character == "(":
            memory.outer = memory.outer or memory.subject
        elif character == ")" and memory.outer:
            memory.subject, memory.outer = memory.outer, None
    if terms().parts.search(words):
        if memory.whole is None and memory.subject.topic:
            memory.whole = memory.subject
        memory.item = memory.subject if sentence.statements and _is_item(memory.subject) else None


def _is_item(subject: Subject) -> bool:
    """Whether a subject is a functional item, known or, by its words, a name that no total has."""
    if subject.topic:
        return subject.topic == "function"
    return bool(subject.words) and not terms().no_item.search(subject.words)


def subject_before(lead: str, token: Token, sentence: Spoken) -> Subject:
    """The subject of a number by the words before it. Within a sentence the first clause may still belong to the number
    before, and a total (支出合计) is not what that number spoke of."""
    if coded := _coded(sentence.text[sentence.taken : sentence.taken + len(lead)]):
        return coded
    is_first = not sentence.statements
    if not is_first and terms().any_total.search(lead) and not named(lead, token, sentence.situation):
        return Subject(None, None, _CLAUSES.split(lead)[-1].strip())
    return subject_of(lead, token, sentence.situation, sentence.memory.subject, is_first)


def _coded(words: str) -> Subject | None:
    """A functional item with its code in brackets: 行政运行（2010101）."""
    found = _CODED.search(terms().coded_tail.sub("", words))
    if found and (name := official_name("function", found["code"])):
        return Subject("function", found["code"], found["name"] or name)
    return None


def aside_subject(sentence: Spoken, token: Token, lead_end: int) -> Subject | None:
    """The subject of the first number of an aside (含返还性收入 5 万元): what the aside names; none where it names nothing."""
    for aside in terms().asides.finditer(sentence.text):
        if aside.start() < token.start < aside.end() and aside.start() >= sentence.taken:
            words = terms().includes.sub("", sentence.text[aside.start() + 1 : max(lead_end, aside.start() + 1)])
            if not is_neutral(words):
                return named(words, token, sentence.situation) or Subject(None, None, words)
    return None


def scoped(subject: Subject, lead: str, memory: Memory) -> Subject:
    """The subject as that of the whole region (全县) or of one level of its government (县本级), where the words say so;
    a report that has spoken of these does not speak of a department's income and spending, nor do the parts of an item
    (住房公积金 5 万元，其中：基本支出 5 万元) speak of all."""
    whole = memory.whole
    if whole and subject.topic and subject.topic == whole.topic and subject.words != whole.words and not subject.code:
        return Subject(
            None, None, subject.words
        )  # behind 其中 even what is named alike is a part: 实有 9 人，其中：在职 8 人
    if memory.item and subject.topic in terms().parts_of_an_item:
        return Subject(None, None, f"{memory.item.words}{subject.words}")
    clause = _CLAUSES.split(lead)[-1]
    for scope in terms().scopes:
        if subject.topic in scope.topics and scope.words.search(clause):
            memory.scope = True
            return Subject(scope.topics[subject.topic], subject.code, subject.words)
    if memory.scope and subject.topic in terms().department_only:
        return Subject(None, None, subject.words)
    return subject
