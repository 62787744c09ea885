"""Planted mistakes, the short form: every kind in a document of each family, one, two and three at a time.

`make test-faults` is the whole. The bounds are those of the issue; they are not tuned to what is reached.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from tests.planted.measuring import Sample, Tally, run
from tests.planted.planting import KINDS, ONLY_ONCE
from tests.planted.samples import right_disclosures
from tests.planted.simulated import FAMILIES, disclosure

FIRST = {1: 0.95, 2: 0.85, 3: 0.70}


@lru_cache(maxsize=1)
def documents() -> tuple[Sample, ...]:
    """One of each family of forms, with the year before, and some of the samples."""
    simulated = [(now, (before,)) for now, before in (disclosure(family, n) for n, family in enumerate(FAMILIES))]
    return (*simulated, (right_disclosures()[-1], ()))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_planted_mistakes_are_found_located_and_named(count: int) -> None:
    every = Tally()
    for kind in KINDS:
        if count == 1 or kind not in ONLY_ONCE:
            tally = run(documents() if count == 1 else documents()[count::2], kind, count, times=1)
            assert tally.counts["faults"] or (count > 1 and kind == "other_basis_figure"), f"{kind} is planted nowhere"
            every.counts += tally.counts
            every.examples += tally.examples
    told = every.line() + "\n" + "\n".join(every.examples)
    assert every.counts["faults"] >= 30
    assert every.share("detected") >= 0.99, told
    assert every.share("first") >= FIRST[count], told
    assert every.share("value", "first") >= 0.90, told
    assert every.share("kind", "first") >= 0.95, told
    assert every.counts["false_certainty"] == 0, told
    assert every.counts["groups"] <= 1.2 * every.counts["faults"], told
