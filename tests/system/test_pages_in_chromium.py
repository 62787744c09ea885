"""`citybudget serve` as a person meets it: both pages in a browser, and a clean end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.system
SECONDS = 120


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.fail("chromium is not installed: apt-get install chromium")
    profile = tmp_path_factory.mktemp("profile")

    def seen(url: str, *options: str) -> str:
        """The page as it stands once its scripts have run."""
        call = [found, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", *options]
        call += ["--virtual-time-budget=20000", "--dump-dom", url]
        return subprocess.run(call, capture_output=True, text=True, check=True, timeout=SECONDS).stdout

    return seen


@pytest.fixture(scope="module")
def home(sample_home, tmp_path_factory):
    copy = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(sample_home, copy, symlinks=True)
    return copy


def started(home: Path, repository: Path) -> tuple[subprocess.Popen[str], dict[str, str]]:
    call = [sys.executable, "-m", "dagster_project.cli", "serve", "--json", "--home", str(home)]
    environment = os.environ | {"CITYBUDGET_INBOX": str(repository / "samples" / "inbox")}
    process = subprocess.Popen(
        [*call, "--port", "0", "--orchestrator-port", "0"],
        cwd=repository,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    return process, json.loads(process.stdout.readline())


@pytest.fixture(scope="module")
def pages(home, repository):
    process, where = started(home, repository)
    until = time.monotonic() + SECONDS
    while True:
        try:
            urllib.request.urlopen(where["orchestrator"] + "server_info", timeout=5).close()
            break
        except OSError:
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < until, (home / "dagster" / "dagster-webserver.log").read_text()
            time.sleep(0.5)
    yield where
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=SECONDS)


def test_the_dashboard_is_seen_with_the_sample_city(browser, pages):
    seen = browser(pages["dashboard"], "--window-size=400,900")
    assert "<h1>总览</h1>" in seen
    assert "云澜市财政局" in seen


def test_the_orchestrators_page_shows_the_job_with_its_gate(browser, pages):
    seen = browser(pages["orchestrator"] + "locations/dagster_project.definitions/jobs/nightly")
    assert (
        "收件、读取、建库、检验、发布" in seen
    )  # what the job says of itself, in the page that its scripts have drawn
    assert "控制数和完整性" in browser(pages["orchestrator"] + "assets/expectations?view=checks")


def test_the_sample_night_is_among_the_runs(browser, pages):
    assert "nightly" in browser(pages["orchestrator"] + "runs")
    body = json.dumps({"query": "{runsOrError{... on Runs{results{jobName status}}}}"}).encode()
    request = urllib.request.Request(pages["orchestrator"] + "graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        runs = json.load(answer)["data"]["runsOrError"]["results"]
    assert {"jobName": "nightly", "status": "SUCCESS"} in runs


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_and_whatever_it_started(home, repository, stop):
    process, where = started(home, repository)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert children
    process.send_signal(stop)
    _, said = process.communicate(timeout=SECONDS)
    assert (process.returncode, said) == (0, "")
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(where["dashboard"], timeout=5)
