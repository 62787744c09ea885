"""Correct documents, the short form: however a publisher rounds, nothing is called broken. `make test-faults`: 10,000."""

from __future__ import annotations

import pytest

from tests.planted.rounded import WAYS, correct_document, false_failures


@pytest.mark.parametrize("way", WAYS)
def test_rounding_is_no_mistake(way: str) -> None:
    numbers = [n for n in range(60) if correct_document(n)[0] == way]
    assert len(numbers) == 20
    assert [f for n in numbers for f in false_failures(n)] == []
