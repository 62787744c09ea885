"""Which statement another refers to: "减少 X 万元, 下降 Y%" speaks of the amount stated before it.

Belongs here: nearest amounts, changes and denominators among the claims of one section. Does not belong here:
comparing them (`changes.py`, `shares.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from expectations.book import Book
from expectations.figures import Figure
from expectations.selectors import parse_selector
from expectations.vocabulary import vocabulary


def claims_of(book: Book, measure: str) -> list[Figure]:
    """All claims of one measure with a topic, in document order."""
    return [f for f in book.figures if f.source == "claim" and f.measure == measure and f.topic]


def nearest(claim: Figure, candidates: Iterable[Figure]) -> Figure | None:
    """The last candidate before the claim, else the first after it; one of the same sentence comes first."""
    before = after = same = None
    for candidate in candidates:
        if candidate is claim:
            continue
        if candidate.order < claim.order:
            before = candidate
            if candidate.sentence == claim.sentence:
                same = candidate
        elif after is None:
            after = candidate
    return same or before or after


def of_topic(book: Book, claim: Figure, topic: str | None, measure: str, years_back: int = 0) -> list[Figure]:
    """Claims of a topic in the section of `claim`, about the same code where the topic is the same: those of the year
    of the claim, or of so many before. A report on the year before has claims of two earlier years."""
    return [
        f
        for f in claims_of(book, measure)
        if f.topic == topic
        and f.section == claim.section
        and _is_of_year(f, claim, years_back)
        and f.base != "threshold"
        and (f.topic != claim.topic or f.code == claim.code)
    ]


def _is_of_year(figure: Figure, claim: Figure, years_back: int) -> bool:
    if claim.period == "current" and not years_back:
        return figure.period == "current"
    if figure.period != "prior" or (claim.period == "current" and None in (figure.year, claim.year)):
        return figure.period == "prior"
    return figure.year is not None and claim.year is not None and figure.year == claim.year - years_back


def amount_meant(book: Book, claim: Figure) -> Figure | None:
    """The amount a share or change refers to: same topic and section, else a topic that states the same."""
    for topic in (claim.topic, *vocabulary().kin.get(claim.topic or "", [])):
        if found := nearest(claim, on_its_basis(claim, of_topic(book, claim, topic, "amount"))):
            return found
    return None


def change_meant(book: Book, claim: Figure) -> Figure | None:
    """The change in money a change in percent refers to: one of another sentence only where both are measured against
    the same."""
    changes = of_topic(book, claim, claim.topic, "change_amount")
    return nearest(claim, [f for f in changes if f.sentence == claim.sentence or f.base == claim.base])


def on_its_basis(claim: Figure, amounts: list[Figure]) -> list[Figure]:
    """The amounts of the budget or account a claim speaks of, all of them where none is: 决算 20, 完成预算 25 的 80%."""
    return [f for f in amounts if f.basis == claim.basis] or amounts


def wholes(book: Book, claim: Figure) -> list[Figure]:
    """The denominators a share may have, the likeliest first: what the sentence says, else what is usual."""
    usual = vocabulary().share_of.get(claim.topic or "", [])
    topics = [claim.base] if claim.base and claim.base != claim.topic else list(usual)
    if claim.topic == "function" and not claim.base:
        topics = [t for t in topics if of_topic(book, claim, t, "amount")] or topics
    found = [nearest(claim, on_its_basis(claim, of_topic(book, claim, topic, "amount"))) for topic in topics]
    stated = [f for f in found if f is not None]
    return stated or [cell for topic in topics if (cell := cell_stating(book, claim, topic))]


def cell_stating(book: Book, claim: Figure, topic: str) -> Figure | None:
    """The cell that states what a topic means, on the basis of the claim, where the text does not."""
    for alternative in vocabulary().topic_cells.get(topic, []):
        if isinstance(alternative, dict):
            for figure in book.select(parse_selector(alternative, "vocabulary.yml")):
                if figure.basis == claim.basis:
                    return figure
    return None
