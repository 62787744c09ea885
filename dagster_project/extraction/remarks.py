"""What the words of a document give away, apart from its figures: residue, empty reasons, reasons against their change.

Belongs here: finding such places in sentences, by `forms/remarks.yml`. Whether one is a finding, and what is advised, is
an identity's file; whether a purpose or a list agrees with the forms is judged there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.extraction.clauses import Statement
from dagster_project.extraction.form_definitions import load
from dagster_project.extraction.narrative_terms import Pattern, any_of
from dagster_project.extraction.printed_text import PrintedText

DIRECTION = "reason_against_direction"
OTHER_BODY = "other_body_named"
PURPOSE = "purpose"
LISTED = "listed_items"


@dataclass(frozen=True, slots=True)
class RemarkTerms:
    """The vocabulary of `forms/remarks.yml`, compiled."""

    residue: tuple[tuple[str, Pattern], ...]
    other_body: Mapping[str, Pattern]  # level of a document -> how it would name a body of the other kind
    reason: Pattern
    not_of_change: Pattern
    in_parts: Pattern
    up: Pattern
    down: Pattern
    purpose: Pattern
    listed: Pattern


@dataclass(frozen=True, slots=True)
class Remark:
    """A place and its words, `start` and `end` in the compact sentence; `title` what the words are about."""

    kind: str
    start: int
    end: int
    title: str | None = None


@lru_cache(maxsize=1)
def remark_terms() -> RemarkTerms:
    """The vocabulary, read once a process."""
    y = load("remarks")
    return RemarkTerms(
        residue=tuple((kind, any_of(patterns)) for kind, patterns in y["residue"].items()),
        other_body={level: any_of(words) for level, words in y["other_body"].items()},
        reason=re.compile(y["reason"]),
        not_of_change=re.compile(y["not_a_reason_of_change"]),
        in_parts=re.compile(y["reason_in_parts"]),
        up=re.compile(f"(?:{any_of(y['up']).pattern}){y['ends']}"),
        down=re.compile(f"(?:{any_of(y['down']).pattern}){y['ends']}"),
        purpose=re.compile(y["purpose"]),
        listed=re.compile(y["listed"]),
    )


def residue(sentence: PrintedText, level: str | None = None) -> Iterator[Remark]:
    """What the template left, and what was left out, anywhere in a document; a department that calls itself a unit, or the
    reverse, where the document says which of the two it is (`level`)."""
    if other := remark_terms().other_body.get(level or ""):
        for match in other.finditer(sentence.compact):
            yield Remark(OTHER_BODY, match.start(), match.end())
    for kind, pattern in remark_terms().residue:
        for match in pattern.finditer(sentence.compact):
            yield Remark(kind, match.start(), match.end())


@dataclass(frozen=True, slots=True)
class Change:
    """The last change a sentence states: its direction, and its words as printed."""

    direction: str
    printed: str


def last_change(sentence: PrintedText, stated: Sequence[Statement], end: int | None = None) -> Change | None:
    """The last change stated before a place of the sentence (its end, unless told)."""
    limit = len(sentence.compact) if end is None else end
    said = [s for s in stated if s.token.end <= limit and s.measure.startswith("change_")]
    if not said:
        return None
    token = said[-1].token
    start = max(sentence.compact.rfind(mark, 0, token.start) for mark in ",。;:") + 1
    return Change(said[-1].direction, sentence.printed(start, token.end))


def reasons(sentence: PrintedText, stated: Sequence[Statement], before: Change | None) -> Iterator[Remark]:
    """A reason that points the other way than the change it explains: the last one of its sentence, else the last one
    of the sentence `before`. A reason in several parts may weigh one against the other."""
    text, words = sentence.compact, remark_terms()
    for match in words.reason.finditer(text):
        if words.not_of_change.search(text[: match.start()]) or words.in_parts.search(match["words"]):
            continue
        change = last_change(sentence, stated, match.start()) or before
        against = {"down": words.up, "up": words.down}.get(change.direction) if change else None
        if change and against and against.search(match["words"]):
            yield Remark(DIRECTION, match.start(), match.end(), change.printed)


def purposes(sentence: PrintedText) -> Iterator[Remark]:
    """What something is said to be for, and what a sum is said to consist of (title: the words before it)."""
    for match in remark_terms().purpose.finditer(sentence.compact):
        yield Remark(PURPOSE, match.start("words"), match.end("words"))
    start = 0
    for match in remark_terms().listed.finditer(sentence.compact):
        yield Remark(LISTED, match.start("words"), match.end("words"), sentence.compact[start : match.start()][-40:])
        start = match.end()
