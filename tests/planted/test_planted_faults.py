"""Planted mistakes, the short form: every kind in two documents, one, two and three at a time. `make test-faults` is the
whole. The bounds are those of the issue; they are not tuned to what is reached."""

from __future__ import annotations

import pytest

from tests.planted.measuring import Tally, run
from tests.planted.planting import KINDS, ONLY_ONCE
from tests.planted.samples import right_disclosures

FIRST = {1: 0.95, 2: 0.85, 3: 0.70}


@pytest.mark.parametrize("count", [1, 2, 3])
def test_planted_mistakes_are_found_located_and_named(count: int) -> None:
    every = Tally()
    for kind in KINDS:
        if count == 1 or kind not in ONLY_ONCE:
            tally = run(right_disclosures()[::3], kind, count, times=1)
            every.counts += tally.counts
            every.examples += tally.examples
    told = every.line() + "\n" + "\n".join(every.examples)
    assert every.counts["faults"] >= 20 * count
    assert every.share("detected") >= 0.99, told
    assert every.share("first") >= FIRST[count], told
    assert every.share("value", "first") >= 0.90, told
    assert every.share("kind", "first") >= 0.95, told
    assert every.counts["false_certainty"] == 0, told
    assert every.counts["groups"] <= 1.2 * every.counts["faults"], told
