"""Wall time of whole commands, medians of several runs.

Belongs here: running commands and the clock. Does not belong here: which commands (`__main__.py`).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class BenchError(Exception):
    """A command that was to be measured did not end as it should: the command and its last line."""


@dataclass(frozen=True, slots=True)
class Command:
    """What to run. `codes` are the exit codes that count as done (a check that has findings ends with 1, but so does a
    crash: `begins` is what the output begins with where it was done). `before` and `after` are not timed; `after` raises
    BenchError where the command did not do what it was to do."""

    name: str
    arguments: Sequence[str]
    codes: tuple[int, ...] = (0,)
    begins: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None

    def seconds(self, root: Path) -> float:
        """Runs it once. Raises BenchError where it fails."""
        self.before()
        started = time.perf_counter()
        run = subprocess.run(
            self.arguments,
            cwd=root,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        taken = time.perf_counter() - started
        if run.returncode not in self.codes or not run.stdout.startswith(self.begins):
            last = (run.stdout + run.stderr).strip().splitlines()[-1:] or ["(no output)"]
            raise BenchError(f"{' '.join(self.arguments)}: exit code {run.returncode}: {last[0]}")
        self.after()
        return taken


def medians(commands: Sequence[Command], runs: int, root: Path) -> list[float]:
    """Median seconds of each command. They take turns, so that a busy moment of the machine falls on all; the first
    turn warms the caches and does not count."""
    taken: list[list[float]] = [[] for _ in commands]
    for turn in range(runs + 1):
        for command, seconds in zip(commands, taken, strict=True):
            one = command.seconds(root)
            if turn:
                seconds.append(one)
    return [statistics.median(seconds) for seconds in taken]
