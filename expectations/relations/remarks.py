"""Findings that are no sums: words left by a template, codes misprinted, lists and purposes that contradict the forms.

Belongs here: remarks on words and codes as outcomes, each with its place. Does not belong here: finding words in
sentences (`dagster_project/extraction/remarks.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dagster_project.records import Passage
from expectations.book import Book
from expectations.figures import Figure
from expectations.identity import FAILS, HOLDS
from expectations.names import item_names, plain_name
from expectations.relations.outcome import Outcome, Term, Unevaluated
from expectations.relations.statements import claims_of
from expectations.selectors import Identity

_SEPARATORS = re.compile("[、，,和及；;]")
LISTED, PURPOSE = "listed_items", "purpose"


def remark(
    identity: Identity, instance: str, page: int, text: str, about: str = "", terms: Iterable[Term] = ()
) -> Outcome:
    """A finding without two sides: the printed `text`, on its page, `about` something else printed."""
    return Outcome(
        identity,
        instance,
        FAILS,
        identity.severity,
        quantity="text",
        terms=list(terms),
        explanation=identity.explanation,
        facts={"remark": text, "page": page, "about": about},
        linear=False,
    )


def nothing_to_remark(identity: Identity, instance: str = "document") -> Outcome:
    return Outcome(identity, instance, HOLDS, identity.severity, quantity="text", facts={"remark": ""}, linear=False)


def of_kind(book: Book, kind: str) -> list[Passage]:
    order = {d.document_id: n for n, d in enumerate(book.disclosure.documents)}
    found = [p for p in book.disclosure.passages if p.kind == kind]
    return sorted(found, key=lambda p: (order.get(p.document_id, 0), p.document_id, p.page, p.line, p.ordinal))


def words_left(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Passages of one kind, the same words once with the number of their places."""
    found: dict[tuple[str, str | None], list[Passage]] = {}
    for passage in of_kind(book, str(identity.parameters["kind"])):
        found.setdefault((passage.text, passage.title), []).append(passage)
    if not found:
        yield nothing_to_remark(identity)
    for (text, title), passages in found.items():
        first = passages[0]
        outcome = remark(identity, f"p{first.page}.{first.line}/{first.ordinal}", first.page, text, title or "")
        outcome.facts["places"] = len(passages)
        yield outcome


def printed_code(identity: Identity, book: Book) -> Iterable[Outcome]:
    """The printed code of a row is the code its name stands for: one finding a row."""
    seen: set[tuple[str, str]] = set()
    rows = 0
    for cell in book.disclosure.cells:
        printed = cell.function_code or cell.economic_code
        if (
            not printed
            or not cell.classification_code
            or (cell.document_id, f"{cell.table_number}.{cell.row_number}") in seen
        ):
            continue
        seen.add((cell.document_id, f"{cell.table_number}.{cell.row_number}"))
        rows += 1
        if printed != cell.classification_code:
            text = levels_of(printed, cell.classification_code)
            name = cell.row_label.split(" / ")[-1]
            instance = f"{cell.form_id}#{cell.form_ordinal}/{cell.row_number}"
            outcome = remark(identity, instance, cell.page, text, f"{name} {levels_of(cell.classification_code)}")
            outcome.terms = [Term(f, 1, "reported") for f in book.figures if f.record_id == cell.cell_id]
            yield outcome
    if rows and not any(True for _ in ()):
        yield nothing_to_remark(identity, "rows")


def levels_of(code: str, like: str | None = None) -> str:
    """A code by its levels, 类 款 项; a misprinted one is cut where the right one (`like`) has the same end."""
    if like and len(code) != len(like) and len(like) > 3:
        tail = [like[i : i + 2] for i in range(3, len(like), 2)]
        joined = "".join(tail)
        if code.endswith(joined):
            return " ".join([code[: -len(joined)], *tail])
        if code.startswith(like[:3]):
            return " ".join(filter(None, (code[:3], code[3:])))
    return " ".join(filter(None, (code[:3], code[3:5], code[5:])))


def listed_without_money(identity: Identity, book: Book) -> Iterable[Outcome]:
    """What the text lists as spent on has money in the form that prints its row."""
    lacking = Unevaluated(identity)
    form = str(identity.parameters["form"])
    rows = [f for f in book.figures if f.source == "cell" and f.form == form and f.code and f.measure == "total"]
    by_name: dict[str, list[Figure]] = {}
    for figure in rows:
        for name in (plain_name(figure.label.split(" / ")[-1]), *item_names("economic").get(figure.code or "", ())):
            if figure not in by_name.setdefault(name, []):
                by_name[name].append(figure)
    lists = of_kind(book, LISTED)
    if not rows or not lists:
        lacking.add("form_not_printed" if lists else "nothing_listed", form, "form")
    for passage in lists:
        if not rows:
            break
        names = [n.strip(" .。…等") for n in _SEPARATORS.split(passage.text)]
        empty = [n for n in names if (found := by_name.get(plain_name(n))) and not any(f.printed.atoms for f in found)]
        if empty:
            terms = [Term(by_name[plain_name(n)][0], 1, "computed") for n in empty]
            yield remark(
                identity,
                f"p{passage.page}.{passage.line}/{passage.ordinal}",
                passage.page,
                "、".join(empty),
                terms=terms,
            )
        else:
            yield nothing_to_remark(identity, f"p{passage.page}.{passage.line}/{passage.ordinal}")
    yield from lacking.outcomes()


def purpose_of_another(identity: Identity, book: Book) -> Iterable[Outcome]:
    """What an item is said to be for names that item's own matter, not another item the text describes as well."""
    lacking = Unevaluated(identity)
    claims = [c for c in book.disclosure.claims if c.topic == "function" and len(c.classification_code or "") == 7]
    names = item_names("function")
    described = {c.classification_code: names.get(c.classification_code or "", ()) for c in claims}
    purposes = of_kind(book, PURPOSE)
    judged = False
    for passage in purposes:
        place = (passage.page, passage.line)
        own = next((c for c in claims if c.document_id == passage.document_id and (c.page, c.line) >= place), None)
        if own is None or (own.page, own.line) > (passage.page, passage.line + 3):
            continue
        judged = True
        words = plain_name(passage.text)
        code = own.classification_code or ""
        mine = described[code]
        other = next(
            (
                n
                for c, found in described.items()
                if c and c[:3] != code[:3]
                for n in found
                if len(n) >= 5 and n in words and n not in mine
            ),
            None,
        )
        instance = f"p{passage.page}.{passage.line}/{passage.ordinal}"
        if other and not any(n in words or words in n for n in mine):
            yield remark(identity, instance, passage.page, passage.text, mine[0] if mine else code)
    if judged:
        yield nothing_to_remark(identity)
    else:
        lacking.add("nothing_listed")
    yield from lacking.outcomes()


def items_described(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Where the text goes through the items of a form one by one, it leaves none out."""
    lacking = Unevaluated(identity)
    form = str(identity.parameters["form"])
    described = {f.code for f in claims_of(book, "amount") if f.topic == "function" and f.level == "item"}
    rows = [
        f for f in book.figures if f.source == "cell" and f.form == form and f.level == "item" and f.measure == "total"
    ]
    rows = [f for f in rows if f.variant is None and f.printed.atoms]
    if not rows or len(described & {f.code for f in rows}) < int(str(identity.parameters["at_least"])):
        lacking.add("nothing_listed", form, "form")
    else:
        left_out: dict[str | None, Figure] = {}
        for figure in rows:
            if figure.code not in described:
                left_out.setdefault(figure.code, figure)
        for code, figure in left_out.items():
            outcome = remark(
                identity, f"{form}/{code}", 0, code or "", figure.label.split(" / ")[-1], [Term(figure, 1, "computed")]
            )
            yield outcome
        if not left_out:
            yield nothing_to_remark(identity)
    yield from lacking.outcomes()
