"""Fixtures that tests of every kind share; what one kind needs stands in the conftest of its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No test asserts a time: machines are shared and noisy. The same examples every run, so that a red run can be repeated.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the sample inbox has been published once; tests read it and copy what they change."""
    from dagster_project.cli import main

    home = tmp_path_factory.mktemp("sample") / "home"
    assert main(["nightly", "--inbox", str(REPOSITORY / "samples" / "inbox"), "--home", str(home)]) == 0
    return home


@pytest.fixture(scope="session")
def disclosures_folder() -> Path:
    """The folder of real disclosures; a test that needs it fails, and is never skipped, where it is missing."""
    named = os.environ.get("CITYBUDGET_DISCLOSURES", "")
    if not named or not Path(named).is_dir():
        pytest.fail(f"CITYBUDGET_DISCLOSURES names no folder ({named!r}): set it to the folder of real disclosures")
    return Path(named)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the folder of real disclosures is a corpus test, so that none slips into `make test`."""
    for item in items:
        if "disclosures_folder" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.corpus)
