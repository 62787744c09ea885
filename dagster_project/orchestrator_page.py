"""Dagster's own page and daemon for a home, as processes of this machine: started, watched, and stopped.

Belongs here: how they are called. Does not belong here: what Dagster sees (`defs`). Both work on the home's own storage
and answer on loopback only; the daemon is what runs queued runs and, where they are switched on in the page, the schedule
and the sensors.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dagster_project.environment import prepare
from dagster_project.home import ROOT, Home

PAGE, DAEMON = "dagster-webserver", "dagster-daemon"
_SECONDS_TO_STOP = 15
_LOADING = ("-m", "dagster_project.definitions", "--log-level", "warning")


class Orchestrator:
    """The two processes of a home. The daemon follows once the page answers: nobody waits for it, and a small machine loads
    one after the other."""

    def __init__(self, home: Home, host: str, port: int) -> None:
        self._home, self._address = home, (host, port)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._start(PAGE, "-h", host, "-p", str(port))

    def log(self, program: str) -> Path:
        """Where a program writes what it says."""
        return self._home.dagster / f"{program}.log"

    def ended(self) -> str | None:
        """Starts the daemon when it is time; names a program that has ended by itself."""
        if DAEMON not in self.processes and self._answers():
            self._start(DAEMON, "run")
        return next((name for name, process in self.processes.items() if process.poll() is not None), None)

    def _answers(self) -> bool:
        try:
            socket.create_connection(self._address, timeout=1).close()
        except OSError:
            return False
        return True

    def _start(self, program: str, *arguments: str) -> None:
        paths = filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])
        with self.log(program).open("wb") as said:
            # a session of its own: Ctrl-C of the terminal reaches this process alone, which stops them in order
            self.processes[program] = subprocess.Popen(
                [str(Path(sys.executable).with_name(program)), *arguments, *_LOADING],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Asks all to end, then waits for each; who does not end in time is ended, with all it started. A night that was
        on is cut short by that, which costs it nothing but its time."""
        for process in self.processes.values():
            process.send_signal(signal.SIGINT)
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(_SECONDS_TO_STOP)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def running(home: Home, host: str, port: int) -> Iterator[Orchestrator]:
    """The orchestrator of a home while the block runs; afterwards both are gone, and so is whatever they started."""
    prepare(home)
    orchestrator = Orchestrator(home, host, port)
    try:
        yield orchestrator
    finally:
        orchestrator.stop()
