"""Whatever breaks a night, the next one ends as if nothing had happened: the short form of `python -m tests.broken_nights`."""

import subprocess
import sys


def test_a_broken_night_costs_nothing(repository):
    done = subprocess.run(
        [sys.executable, "-m", "tests.broken_nights"], cwd=repository, capture_output=True, text=True, check=False
    )
    print(done.stdout)
    lines = done.stdout.splitlines()
    assert not [line for line in lines if line.startswith("WRONG")]
    assert done.returncode == 0, done.stderr
    broken = {line.split(":")[0]: int(line.split()[1]) for line in lines if "nights broken" in line}
    assert set(broken) == {"kills", "errors", "instants", "quotas", "clocks", "contests", "damages"}
    assert all(broken.values()), "a campaign that breaks nothing proves nothing"
