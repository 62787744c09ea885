"""Whether a sum that does not come out lacks just what is printed in a row or a column that nobody understands.

Belongs here: that one doubt, for sums along a row and down a column. A heading of a province never seen is our gap; it must
not become a finding against the publisher.
"""

from __future__ import annotations

from itertools import combinations

from expectations.book import Book
from expectations.figures import Figure
from expectations.relations.outcome import Outcome

_MOST = 6  # rows or columns not understood; of more nothing is said


def lacks_what_is_not_understood(outcome: Outcome, total: Figure, book: Book, along_row: bool) -> bool:
    """Whether figures that are not understood, of the total's own row or column, make up the difference."""
    if outcome.difference is None or total.source != "cell":
        return False
    same = ("form", "ordinal", "row", "side") if along_row else ("form", "ordinal", "measure", "basis", "side")
    strangers = [
        f for f in book.not_understood if f is not total and all(getattr(f, n) == getattr(total, n) for n in same)
    ]
    if not strangers or len(strangers) > _MOST:
        return False
    allowed = (outcome.allowed or 0) + sum(f.printed.unit for f in strangers)
    return any(
        abs(outcome.difference - sum(f.printed.atoms for f in chosen)) <= allowed
        for size in range(1, len(strangers) + 1)
        for chosen in combinations(strangers, size)
    )
