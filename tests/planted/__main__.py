"""`make test-faults`: planted mistakes and correct documents in numbers, as a table; fails where a bound is missed.

Every kind of mistake, one, two and three at a time, in the documents of every family of forms and in the samples. A kind
that few documents have room for is planted oftener in those that have. `--plantings` and `--correct` make it shorter.
"""

from __future__ import annotations

import argparse
import sys

from tests.planted.measuring import Sample, Tally, run
from tests.planted.planting import KINDS, ONLY_ONCE
from tests.planted.rounded import false_failures
from tests.planted.samples import right_disclosures
from tests.planted.simulated import FAMILIES, disclosure
from tests.planted.test_planted_faults import FIRST

DEPARTMENTS = 8  # of each family
MOST_ROUNDS = 12


def documents() -> dict[str, list[Sample]]:
    """By family of forms; `samples` are those of the repository's inbox."""
    found: dict[str, list[Sample]] = {
        family: [(now, (before,)) for now, before in (disclosure(family, n) for n in range(DEPARTMENTS))]
        for family in FAMILIES
    }
    return found | {"samples": [(d, ()) for d in right_disclosures()]}


def measured(kind: str, count: int, samples: dict[str, list[Sample]], wanted: int) -> Tally:
    """At least `wanted` mistakes of a kind over all families, where there is room for it; a line a family."""
    tallies = {family: Tally() for family in samples}
    every = Tally()
    for turn in range(MOST_ROUNDS * max(1, wanted // (DEPARTMENTS * len(samples)))):
        for family, tally in tallies.items():
            if turn and not tally.counts["faults"]:
                continue  # nothing of the kind can be planted there
            one = run(samples[family], kind, count, 1, first_turn=turn)
            tally.counts += one.counts
            every.counts += one.counts
        if every.counts["faults"] >= wanted or not every.counts["faults"]:
            break
    for family, tally in tallies.items():
        if tally.counts["faults"]:
            print(f"{count} × {kind} in {family}: {tally.line()}", flush=True)
    print(f"{count} × {kind}: {every.line()}", flush=True)
    return every


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.planted")
    options.add_argument("--plantings", type=int, default=200, help="mistakes of a kind and number")
    options.add_argument("--correct", type=int, default=10_000, help="correct documents")
    asked = options.parse_args()
    missed = 0
    samples = documents()
    for count, first in FIRST.items():
        every = Tally()
        for kind in KINDS:
            if count == 1 or kind not in ONLY_ONCE:
                every.counts += measured(kind, count, samples, asked.plantings).counts
        print(f"{count} in all: {every.line()}", flush=True)
        missed += every.share("detected") < 0.99 or every.share("first") < first or every.share("value", "first") < 0.9
        missed += every.share("kind", "first") < 0.95 or every.counts["false_certainty"] > 0
        missed += every.counts["groups"] > 1.2 * every.counts["faults"]
    failures = [f for n in range(asked.correct) for f in false_failures(n)]
    print(f"correct documents {asked.correct}, false failures {len(failures)}", *failures[:5], sep="\n")
    return int(bool(missed or failures))


if __name__ == "__main__":
    sys.exit(main())
