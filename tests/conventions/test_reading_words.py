"""Every code that a record can carry has a word in Chinese and in English: nobody reads a bare code."""

from __future__ import annotations

import pytest

from dagster_project import words
from expectations.grammar import FAMILIES, SEVERITIES

CODES = {
    "FAMILY": FAMILIES,
    "SEVERITY": ("fatal", *SEVERITIES),
    "STAGE": ("budget", "final"),
    "LEVEL": ("government", "department", "unit"),
    "STATUS": ("accepted", "held", "refused"),
}


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("table", sorted(CODES))
def test_every_code_has_its_word(table, lang):
    assert set(getattr(words, table)[lang]) == set(CODES[table])
