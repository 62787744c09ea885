"""Names and years that are out of date: a classification called as it was years ago, last year's text left standing.

Belongs here: remarks on what the publisher took over from an earlier document. Does not belong here: codes that do not
fit their names (`remarks.py`), figures equal to last year's (`explain.py`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from expectations.book import Book
from expectations.figures import Figure
from expectations.names import plain_name
from expectations.relations.outcome import Outcome, Term, Unevaluated
from expectations.relations.remarks import nothing_to_remark, remark
from expectations.selectors import Identity
from expectations.vocabulary import SEEDS

_ORDINAL = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]")


@lru_cache(maxsize=1)
def renames() -> tuple[Mapping[str, tuple[str, str, int]], frozenset[str]]:
    """Old name -> (code, the name it has now, since which year), of functional items that kept their code; and every name
    that some item bears today, which is nobody's old name."""
    old: dict[str, tuple[str, str, int]] = {}
    with (SEEDS / "classification_renames.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            same = row["old_code"] == row["new_code"] and row["old_name"] != row["new_name"]
            if (
                row["classification"] == "function"
                and same
                and row["confidence"] == "high"
                and row["from_year"].isdigit()
            ):
                old.setdefault(plain_name(row["old_name"]), (row["new_code"], row["new_name"], int(row["from_year"])))
    with (SEEDS / "function_classification.csv").open(encoding="utf-8", newline="") as file:
        current = frozenset(plain_name(row["name"]) for row in csv.DictReader(file))
    return old, current


def outdated_names(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Rows and statements that name a functional item as it was called before the year of the document, where the document
    itself prints the name of the year too: one finding a name and form. One that keeps to the older names throughout
    follows the form its region hands out, which accuses no department."""
    year = book.disclosure.fiscal_year
    old, current = renames()
    lacking = Unevaluated(identity)
    seen: set[tuple] = set()
    named = [f for f in book.figures if f.source in ("cell", "claim") and f.label and (f.code or f.row_kind == "class")]
    if not named or year is None:
        lacking.add("nothing_listed")
    of_the_year = {_name(figure) for figure in named}
    for figure in named if year is not None else ():
        name = _name(figure)
        if name not in old or name in current or (figure.form, name) in seen:
            continue
        code, new, since = old[name]
        if plain_name(new) not in of_the_year:
            continue
        if year is not None and since <= year and figure.code in (None, code):
            seen.add((figure.form, name))
            page = page_of(figure, book)
            yield remark(identity, f"{figure.form}/{code}/{name}", page, name, new, [Term(figure, 1, "reported")])
    if named and not seen:
        yield nothing_to_remark(identity)
    yield from lacking.outcomes()


def _name(figure: Figure) -> str:
    """The item a figure is of, without its ordinal and the items above it."""
    return plain_name(_ORDINAL.sub("", (figure.label or "").split(" / ")[-1]))


def page_of(figure: Figure, book: Book) -> int:
    records = book.disclosure.cells if figure.source == "cell" else book.disclosure.claims
    return next(
        (r.page for r in records if figure.record_id in (getattr(r, "cell_id", 0), getattr(r, "claim_id", 0))), 0
    )


def years_left(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Matters that the text states for the year before and nowhere for its own year: last year's text left standing. What
    may well be stated as of last year's end (assets, vehicles held, staff, evaluations) is not asked in a budget."""
    own = book.disclosure.fiscal_year
    sections = set(identity.parameters["sections"])  # type: ignore[call-overload]
    at_the_end = set(identity.parameters["sections_of_a_final_account"])  # type: ignore[call-overload]
    if book.disclosure.stage == "final":
        sections |= at_the_end
    lacking = Unevaluated(identity)
    by_matter: dict[tuple, list] = {}
    for claim in book.disclosure.claims:
        stated = claim.measure == "amount" or (claim.measure == "count" and claim.section in at_the_end)
        if claim.section in sections and claim.topic and stated and claim.fiscal_year is not None:
            by_matter.setdefault((claim.section, claim.topic, claim.classification_code), []).append(claim)
    if not by_matter or own is None:
        lacking.add("nothing_listed")
    found: dict[tuple[int, int], list] = {}
    for claims in by_matter.values() if own is not None else ():
        if own is not None and {c.fiscal_year for c in claims} == {own - 1} and not any(c.base for c in claims):
            found.setdefault((claims[0].page, claims[0].sentence), []).extend(claims)
    figures = {f.record_id: f for f in book.figures if f.source == "claim"}
    for (page, sentence), claims in sorted(found.items()):
        terms = [Term(figures[c.claim_id], 1, "reported") for c in claims if c.claim_id in figures]
        words = claims[0].quote.strip() or claims[0].printed_text
        about = f"{claims[0].fiscal_year}"
        yield remark(identity, f"p{page}/s{sentence}", page, words[:40], about, terms)
    if by_matter and not found:
        yield nothing_to_remark(identity)
    yield from lacking.outcomes()
