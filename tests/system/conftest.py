"""A real PostgreSQL: a cluster of its own on loopback, run by an unprivileged user, gone with the session."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAMS = "/usr/lib/postgresql"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a superuser, up to the name of the database."""
    found = sorted(Path(PROGRAMS).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    assert found, f"no PostgreSQL below {PROGRAMS}: apt-get install postgresql"
    programs = found[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="citybudget-pg-"))  # not pytest's: the server's user must be able to enter
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    password = secrets.token_hex(8)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program: str, *arguments: str, **options) -> None:
        command = [*as_user, str(programs / program), "-D", str(folder / "data"), *arguments]
        # never a pipe: the server inherits it, and reading to its end would wait for the server
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **options)

    file = folder / "password"
    file.write_text(password)
    file.chmod(0o644)
    settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    run("initdb", "-U", "owner", "--auth=scram-sha-256", f"--pwfile={file}", "--encoding=UTF8", "--locale=C")
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", settings, "start")
    try:
        yield f"postgresql://owner:{password}@127.0.0.1:{port}"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def database(postgres_server: str, request: pytest.FixtureRequest) -> str:
    """The URL of an empty database of the test's own."""
    import psycopg

    name = request.node.name.split("[")[0][:60]
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    return f"{postgres_server}/{name}"
