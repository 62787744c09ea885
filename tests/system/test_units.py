"""The units of systemd are what systemd takes them for."""

import shutil
import subprocess

import pytest

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def analyze():
    found = shutil.which("systemd-analyze")
    if not found:
        pytest.fail("systemd-analyze is not installed: apt-get install systemd")
    return found


def test_the_units_are_valid(analyze, repository, tmp_path):
    """As they are, but for the program, which lies where this repository is checked out."""
    program = tmp_path / "citybudget"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    units = []
    for name in ("citybudget.service", "citybudget.timer"):
        text = (repository / "deploy" / name).read_text(encoding="utf-8")
        units.append(tmp_path / name)
        units[-1].write_text(text.replace("/opt/citybudget/.venv/bin/citybudget", str(program)), encoding="utf-8")
    done = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_timer_means_two_at_night_in_the_city(analyze, repository):
    text = (repository / "deploy" / "citybudget.timer").read_text(encoding="utf-8")
    (when,) = [line.split("=", 1)[1] for line in text.splitlines() if line.startswith("OnCalendar=")]
    done = subprocess.run([analyze, "calendar", when], capture_output=True, text=True, check=True, env={"TZ": "UTC"})
    assert "18:00:00 UTC" in done.stdout  # the city is eight hours ahead


def test_a_unit_with_a_wrong_word_is_not_valid(analyze, repository, tmp_path):
    """So that the test above can fail."""
    unit = tmp_path / "citybudget.service"
    text = (repository / "deploy" / "citybudget.service").read_text(encoding="utf-8")
    unit.write_text(text.replace("ExecStart=/opt/citybudget/.venv/bin/citybudget", "ExecStart=/nowhere/citybudget"))
    assert subprocess.run([analyze, "verify", "--man=no", unit], capture_output=True, check=False).returncode != 0
