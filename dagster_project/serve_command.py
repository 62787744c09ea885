"""`citybudget serve`: the dashboard and the orchestrator's own page, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import json
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dagster_project import orchestrator_page
from dagster_project.console import complain
from dagster_project.dashboard.server import LOOPBACK, DashboardServer
from dagster_project.home import Home, SetupError
from dagster_project.home_version import refuse_newer

_SAID = {
    "zh": "数据页面 {dashboard}\n作业页面 {orchestrator}（启动需要几秒）\n只在本机可见；按 Ctrl-C 停止",
    "en": "dashboard {dashboard}\njob runs  {orchestrator} (starts in a few seconds)\non this machine only; Ctrl-C stops both",
}
_LOOK_SECONDS = 1.0


def answer(home: Home, port: int, orchestrator_port: int, lang: str, as_json: bool) -> int:
    """The exit code: 0 stopped by a signal, 1 the orchestrator's page ended by itself. Raises `SetupError` where there is
    no home or a port is taken."""
    if not home.receipts.is_dir():
        raise SetupError(f"{home.path}：不是数据目录；请先运行 citybudget nightly，或用 --home 指定")
    refuse_newer(home)
    orchestrator_port = _free(orchestrator_port, "--orchestrator-port")
    try:
        server = DashboardServer(home, port, f"http://{LOOPBACK}:{orchestrator_port}/")
    except OSError as error:
        raise _taken(port, "--port", error) from None
    with server, _stopping() as stopped, orchestrator_page.running(home, LOOPBACK, orchestrator_port) as orchestrator:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        where = {"dashboard": server.url, "orchestrator": server.orchestrator}
        print(json.dumps(where) if as_json else _SAID[lang].format(**where), flush=True)
        ended = None
        while ended is None and not stopped.wait(_LOOK_SECONDS):
            ended = orchestrator.ended()
        server.shutdown()
        if ended is not None:
            code = orchestrator.processes[ended].returncode
            complain(f"{ended}：自行结束（退出码 {code}）；原因见 {orchestrator.log(ended)}", lang)
            return 1
    return 0


def _free(port: int, option: str) -> int:
    """The port, or any free one for 0. Raises `SetupError` where it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise _taken(port, option, error) from None
        return probe.getsockname()[1]


def _taken(port: int, option: str, error: OSError) -> SetupError:
    return SetupError(f"{LOOPBACK}:{port}：端口不能使用（{error.strerror}）；请用 {option} 另选一个，0 为任意空闲端口")


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set, in place of what they do otherwise."""
    stopped = threading.Event()
    before = {name: signal.signal(name, lambda *_: stopped.set()) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for name, action in before.items():
            signal.signal(name, action)
