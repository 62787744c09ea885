"""Forms as a whole: announced and not there, said to be empty and filled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from expectations.book import Book
from expectations.identity import FAILS, HOLDS, INCOMPLETE, SCALE, Judgement
from expectations.relations.outcome import Outcome, Term, Unevaluated, decided
from expectations.selectors import Identity
from expectations.vocabulary import vocabulary


def present_forms(book: Book) -> set[str]:
    """Forms of which anything is printed."""
    present = set(book.forms_with_cells)
    present.update(p.form_id for p in book.disclosure.passages if p.kind == "empty_form" and p.form_id)
    if book.projects:
        present.add("project_performance")
    return present


def said_empty(book: Book) -> list[str]:
    """Forms of which the text says that they hold nothing, in the order in which it says so."""
    words = vocabulary().empty_statements
    said = [
        p.form_id
        for p in book.disclosure.passages
        if p.kind == "empty_statement"
        and p.form_id
        and (p.form_id in words["forms"] or any(word in p.text for word in words["words"]))
    ]
    return list(dict.fromkeys(said))


def quoted(book: Book, form: str) -> str:
    """The words that say the form is empty: from the word for it to the end of the clause, else the sentence."""
    words = vocabulary().empty_statements["words"]
    for passage in book.disclosure.passages:
        if passage.kind == "empty_statement" and passage.form_id == form:
            clause = re.split("[，,。；;]", passage.text.strip(" 。；;"))[-1]
            found = next((w for w in words if w in clause), None)
            return clause[clause.index(found) :] if found else passage.text
    return ""


def announced_forms(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Every form of the table of contents is there, or the text says why it is not; reported = announced, computed =
    present."""
    lacking = Unevaluated(identity)
    announced = [p.form_id for p in book.disclosure.passages if p.kind == "announced_form" and p.form_id]
    announced = list(dict.fromkeys(announced))
    if not announced:
        lacking.add("nothing_announced")
    elif not present_forms(book):
        lacking.add("only_narrative")  # its tables are a file of their own that is not at hand; coverage counts them
    elif any(refusal.code == "truncated" for refusal in book.disclosure.refusals):
        lacking.add("document_truncated")  # what is missing may stand on the pages that did not reach us
    else:
        present = present_forms(book)
        explained = set(said_empty(book))
        absent = [form for form in announced if form not in present]
        unread = {p.form_id for p in book.disclosure.passages if p.kind == "unread_form"}
        missing = [form for form in absent if form not in explained and form not in unread]
        if unread & set(absent) and not missing:
            lacking.add("form_not_read")  # printed, and not taken for a table: our gap, not the publisher's
            yield from lacking.outcomes()
            return
        there = len(announced) - len(absent)
        verdict = INCOMPLETE if missing else HOLDS
        judgement = Judgement(verdict, Fraction(len(announced) * SCALE), Fraction(there * SCALE), Fraction(0))
        outcome = decided(identity, "contents", judgement, [], "count", decimals=0, linear=False)
        if missing:
            outcome.explanation = identity.explanation
        outcome.facts = {
            "missing": missing,
            "explained": [form for form in absent if form in explained],
            "announced": len(announced),
            "present": there,
        }
        yield outcome
    yield from lacking.outcomes()


def empty_statement(identity: Identity, book: Book) -> Iterable[Outcome]:
    """A form said to be empty holds no money other than zero."""
    lacking = Unevaluated(identity)
    forms = said_empty(book)
    for form in forms:
        cells = [f for f in book.figures if f.source == "cell" and f.form == form and f.quantity == "money"]
        filled = [f for f in cells if f.printed.atoms]
        computed = sum(abs(f.printed.atoms) for f in filled)
        judgement = Judgement(FAILS if filled else HOLDS, Fraction(0), Fraction(computed), Fraction(0))
        terms = [Term(f, 1, "computed") for f in filled]
        outcome = decided(identity, form, judgement, terms, linear=False)
        outcome.subject, outcome.subject_kind = form, "form"
        outcome.facts["quote"] = quoted(book, form)
        yield outcome
    if not forms:
        lacking.add("nothing_said_empty")
    yield from lacking.outcomes()
