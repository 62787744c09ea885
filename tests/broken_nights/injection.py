"""One call of the operating system broken on purpose, in a process of its own.

Only calls that our own code makes are counted: the nearest frame of the product names the site. Nothing of this is in
the product; the functions of `os` and `io` are replaced in a forked child that ends with the trial.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OURS = (str(ROOT / "dagster_project"), str(ROOT / "expectations"))
CALLS = ("fsync", "replace", "rename", "symlink", "mkdir", "chmod", "ftruncate", "pwrite", "unlink", "rmdir", "open")
KILL = "kill"


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """The n-th call (from 0) of an operation at one place of the product."""

    site: str  # module:function:line
    call: str
    number: int


@dataclass(slots=True)
class Injection:
    """What is to be broken: `event` in the way of `fault` (an errno's name, or `kill`: at once, or `after` the call).
    Without an event it only listens, and `seen` says what could be broken."""

    folder: Path  # only calls on files below it count: the city's, not the product's own
    event: Event | None = None
    fault: str = KILL
    after: bool = False
    seen: list[Event] = field(default_factory=list)
    counted: dict[tuple[str, str], int] = field(default_factory=dict)
    done: bool = False

    def concerns(self, what: Any) -> bool:
        """Whether a path lies in the city; what goes by a number does."""
        return isinstance(what, int) or os.fspath(what).startswith(str(self.folder))

    def meets(self, call: str) -> bool:
        """Whether this very call is the one to break."""
        site = _site()
        if site is None:
            return False
        number = self.counted.get((site, call), 0)
        self.counted[site, call] = number + 1
        here = Event(site, call, number)
        self.seen.append(here)
        return here == self.event

    def strike(self) -> None:
        """Breaks: the process ends as by a power cut, or the call fails."""
        self.done = True
        if self.fault == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        number = getattr(errno, self.fault)
        raise OSError(number, os.strerror(number))

    def install(self) -> None:
        """Replaces the calls in this process, for good."""
        for name in CALLS:
            setattr(os, name, self._guarded(name, getattr(os, name)))
        self._guard_files()

    def _guarded(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            concerned = any(self.concerns(a) for a in arguments[:2] if isinstance(a, int | str | os.PathLike))
            broken = concerned and self.meets(name)
            if broken and not self.after:
                if name == "pwrite" and self.fault == "ENOSPC":  # a full disk takes a part first
                    real(arguments[0], arguments[1][: len(arguments[1]) // 2], *arguments[2:])
                self.strike()
            try:
                return real(*arguments, **named)
            finally:  # also where the call failed by itself, as many do on purpose
                if broken:
                    self.strike()

        return call

    def _guard_files(self) -> None:
        injection, real = self, io.open

        class Raw(io.FileIO):
            def write(self, content: Any) -> int:
                broken = injection.meets("write")
                if broken and not injection.after:
                    if injection.fault != "EINTR":  # an interrupted call has done nothing
                        super().write(bytes(content)[: len(content) // 2])
                    injection.strike()
                written = super().write(content)
                if broken:
                    injection.strike()
                return written

        def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            if isinstance(file, int) or not injection.concerns(file) or _site() is None:
                return real(file, mode, *arguments, **named)
            if injection.meets("open file"):
                injection.strike()
            if not set(mode) & set("wax"):
                return real(file, mode, *arguments, **named)
            raw = io.BufferedWriter(Raw(file, mode.replace("b", "").replace("t", "")))
            return raw if "b" in mode else io.TextIOWrapper(raw, encoding=named.get("encoding"))

        io.open = builtins.open = opened


def _site() -> str | None:
    """The nearest place of the product among the callers."""
    frame = sys._getframe(2)
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(OURS):
            return f"{Path(path).relative_to(ROOT).with_suffix('')}:{frame.f_code.co_name}:{frame.f_lineno}"
        frame = frame.f_back
    return None
