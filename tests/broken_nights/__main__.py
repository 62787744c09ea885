"""`python -m tests.broken_nights [--long]`: breaks nights; prints how many of each kind and what was wrong (exit code 1)."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.broken_nights import campaigns, damages, trial

CAMPAIGNS = (
    campaigns.kills,
    campaigns.errors,
    campaigns.instants,
    campaigns.quotas,
    campaigns.clocks,
    campaigns.contests,
    damages.damages,
)


def main(arguments: list[str]) -> int:
    extent = campaigns.LONG if "--long" in arguments else campaigns.SHORT
    wanted = [a for a in arguments if not a.startswith("-")]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        ground = trial.prepare(Path(folder))
        print(f"{len(ground.events)} calls at {len(campaigns.places(ground))} places of the product in one night")
        for campaign in CAMPAIGNS:
            if wanted and campaign.__name__ not in wanted:
                continue
            started, count, failed = time.monotonic(), 0, 0
            for name, what in campaign(ground, extent):
                count += 1
                found = what if isinstance(what, list) else trial.broken(ground, what)
                failed += bool(found)
                for line in found:
                    print(f"WRONG {name}: {line}", flush=True)
            wrong += failed
            seconds = time.monotonic() - started
            print(f"{campaign.__name__}: {count} nights broken, {failed} wrong, {seconds:.0f} s", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
