"""Numbers in the targets of performance indicators: every figure with its unit, dates and products left out.

A target may state several figures, or none. Which indicator a figure belongs to is not decided here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dagster_project.extraction.project_vocabulary import vocabulary

# What looks like a number and measures nothing: dates, years, clock times, products (7*24), document numbers, ordinals.
_NO_FIGURE = re.compile(
    r"(?<!\d)\d{4}年(?:度|\d{1,2}月(?:\d{1,2}日)?)?|(?<!\d)\d{4}([-./])\d{1,2}\1\d{1,2}(?!\d)"
    r"|(?<!\d)\d{1,2}月(?:\d{1,2}日|底|末|初|份|前)"
    r"|\d+(?:[*×xX]\d+)+(?:小时)?|\d{1,2}:\d{2}|[\[〔【(]\d{4}[\]〕】)]\d*号?|第\d+|\d+号|指标\d+[:、.]?|^\d+[、.](?!\d)|^\(\d+\)"
)
_NUMBER = re.compile(r"(?<![\d.A-Za-z])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Target:
    """One figure of a target: the number as printed and the unit behind it (none where none is known)."""

    value: Decimal
    unit: str | None


@lru_cache(maxsize=4096)
def figures(text: str, unit_needed: bool = False, kind: str | None = None) -> tuple[Target, ...]:
    """The figures of a target text, in order. `unit_needed` keeps only those with a unit behind them: in running text a
    bare number may be anything. For cost indicators 万 and the like stand for money (`cost_units`)."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    folded = _NO_FIGURE.sub(lambda m: "□" * len(m[0]), folded)
    found = []
    for match in _NUMBER.finditer(folded):
        rest = folded[match.end() :]
        unit = _unit(rest[1:] if rest.startswith("(") else rest)
        if unit is None and unit_needed:
            continue
        if kind == "cost" and unit:
            unit = vocabulary().cost_units.get(unit, unit)
        found.append(Target(Decimal(match[0].replace(",", "")), unit))
    return tuple(found)


def _unit(text: str) -> str | None:
    return next((u for u in vocabulary().units if text.startswith(u)), None)
