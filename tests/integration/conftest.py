"""What several modules build once: tests read it, and copy what they change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


@pytest.fixture(scope="session")
def city_publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the published database of the small city, made by hand."""
    from tests.integration.hand_made_city import small_city
    from tests.integration.test_changes_of_figures import build

    return build(tmp_path_factory.mktemp("city"), small_city(), "first")


@pytest.fixture(scope="session")
def recorded_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The simulated part of the sample inbox with its truth, made again by the command that `samples/README.md` records."""
    from dagster_project.cli import main

    readme = (REPOSITORY / "samples" / "README.md").read_text(encoding="utf-8")
    recorded = re.search(r"^ {4}citybudget simulate --out city (.+)$", readme, re.MULTILINE)
    assert recorded
    folder = tmp_path_factory.mktemp("recorded") / "city"
    assert main(["simulate", "--out", str(folder), *recorded[1].split()]) == 0
    return folder
