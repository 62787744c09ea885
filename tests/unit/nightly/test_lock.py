"""The one writer's lock: refuses at once, names the holder, and dies with its process."""

import json
import os
import subprocess
import sys
import time

import pytest

from dagster_project.lock import HomeLockedError, held

HOLD = """
import sys
from pathlib import Path
from dagster_project.lock import held
with held(Path(sys.argv[1]), "2026-01-01T00:00:00Z"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_process_is_refused_at_once_and_told_who_holds(tmp_path, holder):
    started = time.monotonic()
    with pytest.raises(HomeLockedError) as refused, held(tmp_path / "lock", "2026-01-02T00:00:00Z"):
        pytest.fail("two writers in one home")
    assert time.monotonic() - started < 2
    assert refused.value.holder["pid"] == holder.pid
    assert refused.value.holder["started"] == "2026-01-01T00:00:00Z"
    assert refused.value.holder["host"]


def test_a_lock_whose_holder_was_killed_holds_nobody_up(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert json.loads((tmp_path / "lock").read_bytes())["pid"] == holder.pid  # what it wrote is still there
    with held(tmp_path / "lock", "2026-01-02T00:00:00Z") as taken:
        assert taken
        assert json.loads((tmp_path / "lock").read_bytes())["pid"] == os.getpid()


def test_a_step_within_the_night_shares_its_lock(tmp_path):
    with held(tmp_path / "lock", "now") as outer, held(tmp_path / "lock", "now") as inner:
        assert (outer, inner) == (True, False)
    with held(tmp_path / "lock", "later") as again:
        assert again
