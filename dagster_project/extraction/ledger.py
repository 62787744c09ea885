"""The account of every number printed in prose: claimed, or why not. What proves that none is lost silently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dagster_project.extraction.amounts import folded
from dagster_project.formats.document import Line

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One number: where and how it is printed; `reason` is none for a claim, else the kind of number that it is."""

    page: int
    line: int
    column: int
    printed: str
    reason: str | None


def unaccounted(lines: Sequence[Line], ledger: Iterable[Entry]) -> list[tuple[int, int, str]]:
    """Page, line and digits of every run of digits in the lines that no entry covers: empty, or something is lost."""
    missing = Counter((line.page, line.line, digits) for line in lines for digits in _DIGITS.findall(folded(line.text)))
    flowing: dict[tuple[int, int], str] = {}
    for entry in ledger:
        for digits in _DIGITS.findall(folded(entry.printed)):
            missing[entry.page, entry.line, digits] -= 1
        flowing[entry.page, entry.line] = entry.printed
    return sorted(key for key, count in missing.items() if count > 0)
