"""Which year, which budget or account, and what a change is measured against, from the words of a sentence.

Knows words only; which number they belong to is `statements`.
"""

from __future__ import annotations

import re

from dagster_project.extraction.narrative_terms import terms

_PRIOR_YEAR = re.compile(r"上一?年|去年|往年")
_PRIOR = {"budget": "prior_budget", "initial": "prior_budget", "adjusted": "prior_budget", "final": "prior_final"}


def stated_basis(words: str) -> str | None:
    """initial, adjusted, final, execution or budget as the words nearest to the number say; none where they do not."""
    text = terms().fund_names.sub("", words)
    best: tuple[int, int, str] | None = None
    for order, (basis, pattern) in enumerate(terms().bases):
        for match in pattern.finditer(text):
            found = (match.end(), -order, basis)
            best = max(best, found) if best else found
    return best[2] if best else None


def amount_basis(words: str, year: int | None, fiscal_year: int | None, stage: str | None) -> str:
    """The basis of an amount: of an earlier year `prior_*` (what was held or done in it: `prior_execution`); of the year
    itself as stated, else the stage's own."""
    stated = stated_basis(words)
    if year is not None and fiscal_year is not None and year < fiscal_year:
        return _PRIOR.get(stated or "", "prior_execution")
    if stated == "final" or (stated == "execution" and stage == "final"):
        return "final"
    if stated in ("initial", "adjusted"):
        return stated
    if stated == "budget":
        return "initial"
    return "final" if stage == "final" else "initial"


def comparison_base(what: str, fiscal_year: int | None) -> str | None:
    """What a change is measured against: `prior_budget`, `prior_execution`, `prior_final`, `initial`, `adjusted`,
    `earlier_year` for one before the last; none where only the last year is named (与上年相比)."""
    stated = stated_basis(what)
    year = comparison_year(what, None)
    if year and fiscal_year is not None and year < fiscal_year - 1:
        return "earlier_year"
    earlier = bool(_PRIOR_YEAR.search(what)) or bool(year and (fiscal_year is None or year < fiscal_year))
    if stated is None:
        return None
    if stated == "execution":
        return "prior_execution"
    if stated == "final":
        return "prior_final"
    if earlier:
        return "prior_budget"
    return "adjusted" if stated == "adjusted" else "initial"


def comparison_year(what: str, fiscal_year: int | None) -> int | None:
    """The year of what is compared with: as named, the one before where only that is said, else the year itself."""
    if named := re.search(r"(20\d\d)年", what):
        return int(named[1])
    return fiscal_year - 1 if fiscal_year is not None and _PRIOR_YEAR.search(what) else fiscal_year


def completion_base(budget: str) -> str:
    """The budget of which a percentage is completed: the adjusted one where the words say so, else the initial one."""
    return "adjusted" if stated_basis(budget) == "adjusted" else "initial"


def year_of(words: str, fiscal_year: int | None) -> int | None:
    """The year the words before a number speak of, the last one named; none where they name none."""
    named = [(m.start(), int(m["year"])) for m in terms().year.finditer(words)]
    if fiscal_year is not None:
        named += [(m.start(), fiscal_year - 1) for m in terms().prior_year.finditer(words)]
    return max(named)[1] if named else None
