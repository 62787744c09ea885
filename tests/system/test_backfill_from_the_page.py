"""A backfill as a person starts it from Dagster's page: run configuration into the queue, run by the daemon, recorded."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from dagster_project.cli import main
from tests.disclosure_texts import expenditure_form

pytestmark = pytest.mark.system
SECONDS = 300
LAUNCH = """
mutation ($params: ExecutionParams!) {
  launchRun(executionParams: $params) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on RunConfigValidationInvalid { errors { message } }
    ... on PythonError { message }
  }
}
"""
RUN = "query ($id: ID!) { runOrError(runId: $id) { ... on Run { status tags { key value } stepStats { stepKey status } } } }"
SELECTOR = {
    "repositoryLocationName": "dagster_project.definitions",
    "repositoryName": "__repository__",
    "jobName": "nightly",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home of two documents, of 2022 and of 2023, published."""
    folder = tmp_path_factory.mktemp("served")
    inbox = folder / "inbox"
    inbox.mkdir()
    for year in (2022, 2023):
        (inbox / f"水利局{year}.txt").write_text(expenditure_form(year=year), encoding="utf-8")
    assert main(["nightly", "--inbox", str(inbox), "--home", str(folder / "home")]) == 0
    return folder / "home"


@pytest.fixture(scope="module")
def ask(home, repository):
    """Asks the page's own interface, once `citybudget serve` answers."""
    call = [sys.executable, "-m", "dagster_project.cli", "serve", "--json", "--home", str(home)]
    process = subprocess.Popen(
        [*call, "--port", "0", "--orchestrator-port", "0"],
        cwd=repository,
        env=os.environ | {"CITYBUDGET_INBOX": str(home.parent / "inbox")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    url = json.loads(process.stdout.readline())["orchestrator"]

    def asked(query: str, **variables: Any) -> dict[str, Any]:
        content = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(url + "graphql", content, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            said = json.loads(answer.read())
        assert "errors" not in said, said
        return said["data"]

    until = time.monotonic() + SECONDS
    while True:
        try:
            urllib.request.urlopen(url + "server_info", timeout=5).close()
            break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < until, (home / "dagster" / "dagster-webserver.log").read_text()
            time.sleep(0.5)
    yield asked
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=SECONDS)


def launched(ask, config: dict[str, Any]) -> dict[str, Any]:
    """The run of that configuration once it has ended: status, tags, steps."""
    said = ask(LAUNCH, params={"selector": SELECTOR, "runConfigData": config})["launchRun"]
    assert said["__typename"] == "LaunchRunSuccess", said
    until = time.monotonic() + SECONDS
    while True:
        run = ask(RUN, id=said["run"]["runId"])["runOrError"]
        if run["status"] in ("SUCCESS", "FAILURE", "CANCELED"):
            return run
        assert time.monotonic() < until, run
        time.sleep(1)


def nights(home: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (home / "history" / "nights.jsonl").read_text().splitlines()]


def test_a_year_is_read_again_and_published(ask, home):
    before = (home / "published" / "current").readlink()
    run = launched(ask, {"resources": {"night": {"config": {"fiscal_years": [2022]}}}})
    assert run["status"] == "SUCCESS"
    assert {s["status"] for s in run["stepStats"]} == {"SUCCESS"}
    assert {t["key"]: t["value"] for t in run["tags"]}["citybudget/documents"] == "2"
    last = nights(home)[-1]
    assert (last["outcome"], last["read"], last["changed"]) == ("published", 1, [])  # one document is of that year
    current = (home / "published" / "current").readlink()
    assert current != before
    manifest = json.loads((home / "published" / current / "manifest.json").read_bytes())
    assert manifest["previous_publication_id"] == str(before)


def test_a_run_without_news_ends_well_and_makes_nothing(ask, home):
    before = (home / "published" / "current").readlink()
    run = launched(ask, {})
    assert run["status"] == "SUCCESS"
    assert {s["stepKey"] for s in run["stepStats"] if s["status"] == "SUCCESS"} == {"archive"}
    assert nights(home)[-1]["outcome"] == "unchanged"
    assert (home / "published" / "current").readlink() == before


def test_what_is_no_year_is_refused_before_anything_runs(ask, home):
    count = len(nights(home))
    config = {"resources": {"night": {"config": {"fiscal_years": ["last"]}}}}
    said = ask(LAUNCH, params={"selector": SELECTOR, "runConfigData": config})["launchRun"]
    assert said["__typename"] == "RunConfigValidationInvalid"
    assert "fiscal_years" in said["errors"][0]["message"]
    assert len(nights(home)) == count
