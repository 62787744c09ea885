"""Servers of three kinds on loopback, each over an empty folder or bucket, in processes of their own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import paramiko

from tests.remote import PASSWORD, USER

_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _process(arguments: list[str], port: int, log: Path) -> Iterator[None]:
    with log.open("wb") as said:
        process = subprocess.Popen([sys.executable, *arguments], stdout=said, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + _SECONDS
        while True:
            assert process.poll() is None, log.read_text(errors="replace")
            assert time.monotonic() < until, "the server does not answer"
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def s3(folder: Path) -> Iterator[str]:
    """The address of an S3 endpoint."""
    port = free_port()
    with _process(["-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], port, folder / "s3.log"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def webdav(folder: Path, root: Path) -> Iterator[int]:
    """The port of a WebDAV server that wants a name and a password."""
    port, config = free_port(), folder / "webdav.json"
    settings = {
        "host": "127.0.0.1",
        "port": port,
        "provider_mapping": {"/": str(root)},
        "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
    }
    config.write_text(json.dumps(settings))
    with _process(["-m", "wsgidav.server.server_cli", "--config", str(config)], port, folder / "webdav.log"):
        yield port


@contextmanager
def sftp(root: Path) -> Iterator[int]:
    """The port of an SFTP server that wants a name and a password; it reads only."""
    key = paramiko.RSAKey.generate(2048)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:  # closed: the test is over
                    return
                transport = paramiko.Transport(connection)
                transport.add_server_key(key)
                transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Folder, root)
                transport.start_server(server=_Door())

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]


class _Door(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        return paramiko.AUTH_SUCCESSFUL if (username, password) == (USER, PASSWORD) else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED

    def get_allowed_auths(self, username: str) -> str:
        return "password"


class _Folder(paramiko.SFTPServerInterface):
    """What paramiko's server asks of a file system, of one folder, for reading."""

    def __init__(self, server: paramiko.ServerInterface, root: Path) -> None:
        super().__init__(server)
        self._root = root

    def _at(self, path: str) -> Path:
        return self._root / self.canonicalize(path).lstrip("/")

    def list_folder(self, path: str) -> list[paramiko.SFTPAttributes] | int:
        try:
            return [
                paramiko.SFTPAttributes.from_stat(entry.stat(), entry.name)
                for entry in sorted(self._at(path).iterdir())
            ]
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    def stat(self, path: str) -> paramiko.SFTPAttributes | int:
        try:
            return paramiko.SFTPAttributes.from_stat(self._at(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    lstat = stat

    def open(self, path: str, flags: int, attr: paramiko.SFTPAttributes) -> paramiko.SFTPHandle | int:
        try:
            handle = paramiko.SFTPHandle(flags)
            handle.readfile = self._at(path).open("rb")
            return handle
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)
