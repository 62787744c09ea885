"""Numbers given in a row for things named in a row: 收、支总计各为 10 万元、8 万元; 分别减少 1 万元、2 万元.

Belongs here: which numbers stand in such a row, the unit they share, and whose they are. What one number states does
not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.sentences import Token
from dagster_project.extraction.topics import Subject

_BETWEEN = re.compile(r"[、,和及与]{1,2}")
_NAMES = re.compile(r"[、和及与]")
_END = re.compile(r"[,;:。]")


def rows_of(text: str, tokens: Sequence[Token]) -> list[list[Token]]:
    """The runs of two or more numbers with nothing but 、 or 和 between them, behind a word that deals them out."""
    rows: list[list[Token]] = []
    run: list[Token] = []
    for token in tokens:
        if run and _BETWEEN.fullmatch(text[run[-1].end : token.start]) and token.quantity != "flat":
            run.append(token)
            continue
        rows.append(run)
        run = [] if token.not_statement or token.fault or token.quantity == "flat" else [token]
    rows.append(run)
    return [r for r in rows if len(r) > 1 and terms().dealt_out.search(text[: r[0].start])]


def with_shared_units(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The same numbers; one without a unit in such a row has that of the last of the row: 各为 10、8 万元."""
    shared = {}
    for row in rows_of(text, tokens):
        last = row[-1]
        if last.quantity in ("money", "percent", "count"):
            shared.update({t: replace(t, unit=last.unit, quantity=last.quantity) for t in row if t.quantity == "bare"})
    return [shared.get(t, t) for t in tokens]


def subjects_of(
    row: Sequence[Token], lead: str, recent: Sequence[Subject], name: Callable[[str], Subject | None]
) -> list[Subject]:
    """Whose each number of a row is: the things named before it where they are as many, else the things last spoken of;
    no topic where neither fits. `lead` is the words before the row, `recent` the subjects of the sentence before."""
    words = terms().dealt_out.sub("", lead)
    clause = next((c for c in reversed(_END.split(words)) if c.strip()), "").strip()
    whole = name(clause)
    if whole and len(row) == 2 and whole.topic in terms().both_sides:
        return [replace(whole, topic=side) for side in terms().both_sides[whole.topic]]
    names = [n for n in _NAMES.split(clause) if n.strip()]
    if len(names) == len(row) and all(found := [name(n) for n in names]):
        return [s for s in found if s]
    if whole is None and len(recent) >= len(row) and not clause:
        return list(recent[-len(row) :])
    return [Subject(None, None, clause) for _ in row]
