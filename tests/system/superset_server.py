"""Apache Superset on loopback, out of an environment of its own (`.venv-bi`), over a metadata database in a scratch folder.

Belongs here: setting it up, starting and stopping it, and calls of its REST API. Does not belong here: what is asked of it.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import requests

from tests.conftest import REPOSITORY

PROGRAM = REPOSITORY / ".venv-bi" / "bin" / "superset"
WAIT_SECONDS = 180
# On loopback, for the time of a test, whoever looks is its owner: neither browser nor API then needs a login.
SETTINGS = """
import os
SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]
SQLALCHEMY_DATABASE_URI = "sqlite:///" + os.path.join(os.environ["SUPERSET_HOME"], "metadata.db")
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False


def FLASK_APP_MUTATOR(app):
    from flask_login import current_user, login_user
    from superset import security_manager

    @app.before_request
    def everybody_is_the_owner():
        if not current_user.is_authenticated:
            login_user(security_manager.find_user("owner"))
"""


@dataclass(slots=True)
class Superset:
    """A running server at `url`; calls are those of its owner."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def made(self, path: str, **content: object) -> dict:
        """The answer to a POST, figures as exact decimals. Fails with what the server says where it does not take it."""
        answer = self.session.post(f"{self.url}/api/v1/{path}", json=content, timeout=WAIT_SECONDS)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return answer.json(parse_float=Decimal)


@contextmanager
def running(folder: Path) -> Iterator[Superset]:
    """A server whose state is in `folder`."""
    assert PROGRAM.exists(), f"{PROGRAM} is not there: make test-bi sets it up"
    folder.mkdir()
    (folder / "superset_config.py").write_text(SETTINGS)
    environment = os.environ | {
        "SUPERSET_HOME": str(folder),
        "SUPERSET_CONFIG_PATH": str(folder / "superset_config.py"),
        "SUPERSET_SECRET_KEY": secrets.token_urlsafe(42),
        "FLASK_APP": "superset",
        "DO_NOT_TRACK": "1",
        "SCARF_ANALYTICS": "false",
    }
    log = folder / "log"

    def call(*arguments: str) -> None:
        with log.open("a") as stream:
            done = subprocess.run(
                [PROGRAM, *arguments], env=environment, cwd=folder, stdout=stream, stderr=stream, check=False
            )
        assert done.returncode == 0, f"superset {arguments[0]}: {log.read_text()[-2000:]}"

    call("db", "upgrade")
    names = ("--username", "owner", "--firstname", "-", "--lastname", "-", "--email", "owner@localhost")
    call("fab", "create-admin", *names, "--password", secrets.token_urlsafe(16))
    call("init")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with log.open("a") as stream:
        server = subprocess.Popen(
            [PROGRAM, "run", "--host", "127.0.0.1", "--port", str(port), "--with-threads"],
            env=environment, cwd=folder, stdout=stream, stderr=stream,
        )  # fmt: skip
    try:
        superset = Superset(f"http://127.0.0.1:{port}")
        _wait(superset, server, log)
        yield superset
    finally:
        server.terminate()
        server.wait()


def _wait(superset: Superset, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, f"superset run: {log.read_text()[-2000:]}"
        try:
            if superset.session.get(f"{superset.url}/health", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.5)
    raise AssertionError(f"superset does not answer within {WAIT_SECONDS} s: {log.read_text()[-2000:]}")
