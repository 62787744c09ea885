"""What is broken, and how often: each campaign is a list of named trials. `Extent` is the short form or the long one."""

from __future__ import annotations

import datetime as dt
import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dagster_project.lock import HomeLockedError
from tests.broken_nights import home_state, small_night
from tests.broken_nights.injection import KILL, Event, Injection
from tests.broken_nights.trial import Ground, ended, fresh, in_child, second, start

READERS = 5
Trial = tuple[str, Callable[[Path], int | None]]
ERRORS = ("EIO", "ENOSPC", "EINTR")
READING_THE_INBOX = "dagster_project/local_folder:get"
# a night with a wrong clock dates what it receives wrongly; what is printed knows no clock
TIMELESS = ("fct_cell", "fct_claim", "fct_project", "fct_identity_result", "fct_suspect_cell")


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a campaign goes. `every_call` breaks each place in every way at its first and last call, else every third
    place is killed at and every third fails."""

    every_call: bool
    instants: int
    quotas: int
    contests: int


SHORT = Extent(every_call=False, instants=4, quotas=3, contests=1)
LONG = Extent(every_call=True, instants=200, quotas=20, contests=100)


def kills(ground: Ground, extent: Extent) -> Iterator[Trial]:
    """kill -9 at the calls the night makes: before the first of each place, and after the last."""
    for number, events in enumerate(places(ground)):
        chosen = [(e, after) for e in (events[0], events[-1]) for after in (False, True)]
        for event, after in chosen if extent.every_call else chosen[number % 4 : number % 4 + (number % 3 == 0)]:
            word = "after" if after else "before"
            yield f"killed {word} {named(event)}", breaking(ground, event, KILL, after)


def errors(ground: Ground, extent: Extent) -> Iterator[Trial]:
    """The same calls failing: the device is broken, full, or the call was interrupted. A file of the inbox that cannot be
    had is no fault of the home: it is named and the rest published (`tests/unit/nightly/test_intake.py`)."""
    assert any(e.site.startswith(READING_THE_INBOX) for e in ground.events), "the inbox is read elsewhere now"
    for number, events in enumerate(places(ground)):
        if events[0].site.startswith(READING_THE_INBOX):
            continue
        chosen = [(e, fault) for e in dict.fromkeys((events[-1], events[0])) for fault in ERRORS]
        for event, fault in (
            chosen if extent.every_call else chosen[number // 3 % 3 : number // 3 % 3 + (number % 3 == 1)]
        ):
            yield f"{fault} at {named(event)}", breaking(ground, event, fault, False)


def instants(ground: Ground, extent: Extent) -> Iterator[Trial]:
    """kill -9 at random instants (the same ones every time), native code of the engines included."""
    chance = random.Random(7)
    for number in range(extent.instants):
        after = chance.random() * ground.seconds
        yield (
            f"killed at instant {number}",
            lambda home, after=after: in_child(lambda: small_night.run(home, ground.inbox, second(ground)), after),
        )


def quotas(ground: Ground, extent: Extent) -> Iterator[Trial]:
    """No file may grow beyond so many bytes: the disk is full for whoever writes, the database engine included."""
    for number in range(extent.quotas):
        most = int(2 ** (6 + 15 * number / max(1, extent.quotas - 1)))  # 64 bytes to 2 MiB

        def night(home: Path, most: int = most) -> int:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            return small_night.run(home, ground.inbox, second(ground))

        yield f"files of at most {most} bytes", lambda home, night=night: in_child(lambda: night(home))


def clocks(ground: Ground, _: Extent) -> Iterator[tuple[str, list[str]]]:
    """A night whose clock is wrong, then one whose clock is right: name and what was wrong."""
    for name, shift in (("a day back", dt.timedelta(days=-2)), ("a year ahead", dt.timedelta(days=365))):
        home = fresh(ground, "trial")
        codes = [
            in_child(lambda home=home, moment=moment: small_night.run(home, ground.inbox, moment))
            for moment in (second(ground) + shift, second(ground))
        ]
        wrong = [] if codes == [0, 0] else [f"the nights ended with {codes}"]
        expected, found = (timeless(s) for s in (ground.undisturbed, home_state.state(home)))
        yield f"clock {name}", wrong + home_state.difference(expected, found)


def timeless(state: dict[str, str]) -> dict[str, str]:
    """What of a home's state knows no clock: the archive and the facts of what was printed."""
    parts = {name.split("/", 2)[-1]: value for name, value in state.items() if name.startswith("published/")}
    facts = {name: value for name, value in parts.items() if name.startswith(tuple(f"parquet/{t}" for t in TIMELESS))}
    return facts | {name: value for name, value in state.items() if name.startswith("archive/")}


def contests(ground: Ground, extent: Extent) -> Iterator[tuple[str, list[str]]]:
    """Two runs at once, with readers polling: one publishes, the other is turned away or finds nothing new."""
    for number in range(extent.contests):
        home = fresh(ground, "trial")
        readers = [start(lambda home=home: reading(home, ground)) for _ in range(READERS)]
        runs = [start(lambda home=home: turned_away(home, ground)) for _ in range(2)]
        codes = sorted(ended(run) or 0 for run in runs)
        for reader in readers:
            os.kill(reader, signal.SIGTERM)
        wrong = [] if codes in ([0, 0], [0, 3]) else [f"the two runs ended with {codes}"]
        wrong += [f"a reader ended with {code}" for reader in readers if (code := ended(reader)) is not None]
        yield f"contest {number}", wrong + home_state.difference(ground.undisturbed, home_state.state(home))


def turned_away(home: Path, ground: Ground) -> int:
    """A run's exit code, 3 where the other one holds the home; 4 where it took more than two seconds to say so."""
    started = time.monotonic()
    try:
        return small_night.run(home, ground.inbox, second(ground))
    except HomeLockedError:
        return 3 if time.monotonic() - started < 2 else 4


def reading(home: Path, ground: Ground) -> int:
    """Reads what is current again and again; ends only where that is neither of the two publications, or is torn."""
    while not home_state.publication_wrongs(home, ground.publications):
        pass
    return 1


def places(ground: Ground) -> list[list[Event]]:
    """The calls of each place and operation, in the order of first use."""
    found: dict[tuple[str, str], list[Event]] = {}
    for event in ground.events:
        found.setdefault((event.site, event.call), []).append(event)
    return list(found.values())


def breaking(ground: Ground, event: Event, fault: str, after: bool) -> Callable[[Path], int | None]:
    def night(home: Path) -> int:
        injection = Injection(ground.folder, event, fault, after)
        injection.install()
        code = small_night.run(home, ground.inbox, second(ground))
        return code if injection.done else 71  # a fault that never happened proves nothing

    return lambda home: in_child(lambda: night(home))


def named(event: Event) -> str:
    return f"{event.call} no. {event.number + 1} in {event.site}"
