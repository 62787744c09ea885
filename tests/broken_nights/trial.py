"""One trial: a city after its first night, new files in the inbox, the second night broken, the third undisturbed.

Trials run in forks of one process that has imported everything once: a trial costs what its nights cost.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.broken_nights import home_state, small_night
from tests.broken_nights.injection import Event, Injection
from tests.disclosure_texts import expenditure_form, three_public_form


@dataclass(slots=True)
class Ground:
    """A city to break nights in: its home after the first night, its inbox, and what an undisturbed second night makes."""

    folder: Path
    moment: dt.datetime
    undisturbed: dict[str, str] = field(default_factory=dict)
    received: set[str] = field(default_factory=set)
    publications: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def base(self) -> Path:
        return self.folder / "base"


def prepare(folder: Path) -> Ground:
    """Runs the first night, and an undisturbed second one that lists every call that can be broken."""
    # a moment ahead, so that files of the inbox count as settled
    small_night.warm()
    ground = Ground(folder, dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=1))
    ground.inbox.mkdir(parents=True)
    (ground.inbox / "水利局.txt").write_text(expenditure_form(), encoding="utf-8")
    (ground.inbox / "empty.txt").write_bytes(b"")
    must(in_child(lambda: small_night.run(ground.base, ground.inbox, ground.moment)) == 0, "the first night")
    ground.received = {p.name for p in (ground.base / "archive").rglob("*") if p.is_file()}
    ground.publications = {home_state.publication(ground.base)}
    (ground.inbox / "水利局更正.txt").write_text(expenditure_form(total="121.00", correction=True), encoding="utf-8")
    (ground.inbox / "三公.txt").write_text(three_public_form(), encoding="utf-8")
    (ground.inbox / "unread.pdf").write_bytes(b"%PDF-1.4 broken")
    home, listed = fresh(ground, "undisturbed"), folder / "events.json"
    started = time.monotonic()

    def listen() -> int:
        injection = Injection(folder)
        injection.install()
        code = small_night.run(home, ground.inbox, second(ground))
        seen = [(e.site, e.call, e.number) for e in injection.seen]
        listed.write_text(json.dumps(seen))
        return code

    must(in_child(listen) == 0, "the undisturbed night")
    ground.seconds = time.monotonic() - started
    ground.events = [Event(*e) for e in json.loads(listed.read_text())]
    ground.undisturbed = home_state.state(home)
    ground.publications.add(home_state.publication(home))
    return ground


def second(ground: Ground) -> dt.datetime:
    """The moment of the broken night and of the one after it: what is published says when it was received."""
    return ground.moment + dt.timedelta(days=1)


def fresh(ground: Ground, name: str) -> Path:
    """A copy of the home as the first night left it."""
    home = ground.folder / name
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(ground.base, home, symlinks=True)
    return home


def broken(ground: Ground, breaking: Callable[[Path], int | None], moment: dt.datetime | None = None) -> list[str]:
    """Breaks a night and runs the next; everything that is wrong then. `breaking` returns the exit code of the broken
    night, null where it was killed."""
    home = fresh(ground, "trial")
    code = breaking(home)
    wrong = [f"after the fault: {w}" for w in home_state.wrongs(home, ground.received, ground.publications)]
    if code not in (None, 0, 1):
        wrong.append(f"the broken night ended with {code}")
    after = in_child(lambda: small_night.run(home, ground.inbox, moment or second(ground)))
    if after != 0:
        return [*wrong, f"the next night ended with {after}"]
    expected = ground.undisturbed
    wrong += [f"after the next night: {w}" for w in home_state.wrongs(home, ground.received, ground.publications)]
    return wrong + [f"in the end {line}" for line in home_state.difference(expected, home_state.state(home))]


def in_child(work: Callable[[], int], kill_after: float | None = None) -> int | None:
    """Runs the work in a fork and returns its exit code; null where it was killed, 70 where it raised."""
    pid = start(work)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    return ended(pid)


def start(work: Callable[[], int]) -> int:
    """Starts the work in a fork and returns its process id."""
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            code = work()
        except BaseException:  # noqa: BLE001 - a fork must end here, whatever happens
            traceback.print_exc()
        os._exit(code)
    return pid


def ended(pid: int) -> int | None:
    """The exit code of a fork that has ended; null where it was killed."""
    _, status = os.waitpid(pid, 0)
    return None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def must(holds: bool, what: str) -> None:
    if not holds:
        raise SystemExit(f"the ground of the trials could not be laid: {what} did not end well")
