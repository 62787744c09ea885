"""A publication of the hand-made city, built once: tests read it, and copy what they change."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def city_publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the published database of the small city."""
    from tests.integration.hand_made_city import small_city
    from tests.integration.test_changes_of_figures import build

    return build(tmp_path_factory.mktemp("city"), small_city(), "first")
