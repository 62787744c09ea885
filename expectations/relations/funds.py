"""Which functional items belong to which fund: those of the government funds are not in the general public budget.

Belongs here: codes against the list of an identity's file. A code our seed does not know, or knows only with low
confidence, is our own gap and accuses nobody.
"""

from __future__ import annotations

from collections.abc import Iterable

from expectations.book import Book
from expectations.names import sure_codes
from expectations.relations.outcome import Outcome, Term, Unevaluated
from expectations.relations.remarks import nothing_to_remark, remark
from expectations.relations.sums import subject_of
from expectations.selectors import Identity


def code_in_fund(identity: Identity, book: Book) -> Iterable[Outcome]:
    """Every printed code of the form begins (`only`) or does not begin (`not`) with one of the listed codes."""
    lacking = Unevaluated(identity)
    only, excluded = (tuple(map(str, identity.parameters.get(key) or ())) for key in ("only", "not"))  # type: ignore[call-overload]
    rows = [f for s in identity.total for f in book.select(s) if f.code and f.printed.atoms]
    rows = [f for f in rows if (f.code or "")[:5] in sure_codes() and f.level != "class"]  # the 款 decides the fund
    if not rows:
        lacking.add("not_printed", *subject_of(identity.total[0]))
    wrong: dict[str | None, Outcome] = {}
    for row in rows:
        code = row.code or ""
        strange = (only and not code.startswith(only)) or (excluded and code.startswith(excluded))
        if strange and row.code not in wrong:
            name = row.label.split(" / ")[-1]
            wrong[row.code] = remark(identity, f"{row.form}/{code}", 0, code, name, [Term(row, 1, "reported")])
    yield from wrong.values()
    if rows and not wrong:
        yield nothing_to_remark(identity)
    yield from lacking.outcomes()
