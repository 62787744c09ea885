"""`make test-faults`: planted mistakes and correct documents in numbers, as a table; fails where a bound is missed."""

from __future__ import annotations

import sys

from tests.planted.measuring import Tally, run
from tests.planted.planting import KINDS, ONLY_ONCE
from tests.planted.rounded import false_failures
from tests.planted.samples import right_disclosures
from tests.planted.test_planted_faults import FIRST

PLANTINGS = 200  # a kind and number of mistakes
CORRECT = 10_000


def main() -> int:
    missed = 0
    disclosures = right_disclosures()
    times = -(-PLANTINGS // len(disclosures))
    for count, first in FIRST.items():
        every = Tally()
        for kind in KINDS:
            if count == 1 or kind not in ONLY_ONCE:
                tally = run(disclosures, kind, count, times)
                print(f"{count} × {kind}: {tally.line()}", flush=True)
                every.counts += tally.counts
        print(f"{count} in all: {every.line()}", flush=True)
        missed += every.share("detected") < 0.99 or every.share("first") < first or every.share("value", "first") < 0.9
        missed += every.share("kind", "first") < 0.95 or every.counts["false_certainty"] > 0
        missed += every.counts["groups"] > 1.2 * every.counts["faults"]
    failures = [f for n in range(CORRECT) for f in false_failures(n)]
    print(f"correct documents {CORRECT}, false failures {len(failures)}", *failures[:5], sep="\n")
    return int(bool(missed or failures))


if __name__ == "__main__":
    sys.exit(main())
