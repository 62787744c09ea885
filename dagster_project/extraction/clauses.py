"""A sentence under way: its text, what in it must not be taken for a subject, and what has been said so far.

Nothing is concluded here; `measures` and `statements` read from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.sentences import Token
from dagster_project.extraction.topics import Situation, Subject


@dataclass(slots=True)
class Memory:
    """What has been said so far in a paragraph: the subject, the last change, and the date things are counted at.

    `year` is the year the heading above names, `whole` what the parts behind 其中 are parts of, `item` the same where it is
    a functional item, `outer` what was spoken of before a bracket opened, `recent` the subjects of the amounts of the
    sentence before, `scope` whether the whole region or one level of its government has been spoken of."""

    subject: Subject
    as_of: int | None = None
    direction: str = "none"
    base: str | None = None
    year: int | None = None
    whole: Subject | None = None
    outer: Subject | None = None
    item: Subject | None = None
    recent: tuple[Subject, ...] = ()
    scope: bool = False


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
class Spoken:
    """A sentence read from left to right: `text` as written, `plain` the same with blanks for what names no subject."""

    text: str
    plain: str
    reasons: list[tuple[int, int]]
    comparisons: list[re.Match[str]]
    situation: Situation
    fiscal_year: int | None
    memory: Memory
    statements: list[Statement] = field(default_factory=list)
    taken: int = 0  # up to where the words belong to a number
    share_of: tuple[int, str | None] | None = (
        None  # where the figure ends of which a share follows, and the share's base
    )
    dealt: list[Subject] = field(default_factory=list)  # whose the numbers of the row under way are


def spoken(text: str, tokens: list[Token], situation: Situation, fiscal_year: int | None, memory: Memory) -> Spoken:
    """A sentence before its first number is read."""
    comparisons = [m for p in (terms().comparison, terms().comparison_with) for m in p.finditer(text) if m["what"]]
    comparisons.sort(key=lambda m: m.start())
    plain = _plain(text, tokens, comparisons)
    return Spoken(text, plain, _reasons(text), comparisons, situation, fiscal_year, memory)


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
    """Where the sentence gives reasons: from the word for it to the next semicolon or numbered point, unless 二是 goes
    on behind it."""
    found: list[tuple[int, int]] = []
    for match in terms().reason.finditer(text):
        end = match.start()
        while True:
            cut = terms().reason_ends.search(text, end + 1)
            end = cut.start() if cut else len(text)
            if cut is None or not terms().reason_goes_on.match(text[end + 1 :]):
                break
        found.append((match.start(), end))
    return found
