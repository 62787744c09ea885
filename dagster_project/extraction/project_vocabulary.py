"""The words of performance forms (`forms/project_performance.yml`), compiled to lookups over folded labels.

Knows the shape of that file and nothing of grids.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.extraction import personal_data
from dagster_project.extraction.form_definitions import load
from dagster_project.extraction.labels import fold, heading

_MONEY_UNITS = "元|千元|万元|亿元"
_UNIT_IN_BRACKETS = re.compile(rf"^(.*?)\((?:单位:)?({_MONEY_UNITS})\)$")
_LONG_TEXT = 100  # characters: beyond it a cell is prose, and a label inside it is a word like any other


@dataclass(frozen=True, slots=True)
class Label:
    """What a label means: `group` is field | fund | goal | indicator | closing | ignored | personal."""

    group: str
    name: str
    unit: str | None = None  # of money, where the label states it in brackets


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The compiled words. Keys are folded."""

    labels: dict[str, Label]
    anywhere: re.Pattern[str]  # a label with its colon, at the start of a text or after white space
    indicator_headings: dict[str, str]  # -> level_1 | level_2 | level_3 | target
    level_1: frozenset[str]
    stands_alone: frozenset[str]
    level_2: dict[str, str]  # -> kind
    attributes: dict[str, str]
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]
    units: tuple[str, ...]
    cost_units: dict[str, str]
    list_headings: dict[str, str]  # heading of a list of projects -> role of its column
    list_amounts: frozenset[str]  # the roles that are money
    signs: frozenset[str]

    def label(self, text: str) -> Label | None:
        """What a cell that holds nothing but a label means, or none."""
        key = fold(text)
        if found := self.labels.get(key):
            return found
        if (match := _UNIT_IN_BRACKETS.match(key)) and (found := self.labels.get(fold(match[1]))):
            return Label(found.group, found.name, match[2])
        return None

    def segments(self, text: str) -> list[tuple[Label | None, str]]:
        """A cell's text cut at its labels: (label, what follows it); text before the first label has none."""
        if whole := self.label(text):
            return [(whole, "")]
        if len(text) > _LONG_TEXT:
            matches = [m for m in [self.anywhere.match(text)] if m]
        else:
            matches = list(self.anywhere.finditer(text))
        parts: list[tuple[Label | None, str]] = []
        position, current = 0, None
        for match in matches:
            if between := text[position : match.start()].strip():
                parts.append((current, between))
            elif current:
                parts.append((current, ""))
            current, position = self.labels[fold(match[1])], match.end()
        rest = text[position:].strip()
        if rest or current:
            parts.append((current, rest))
        return parts


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of the project performance form."""
    content = load("project_performance")
    labels: dict[str, Label] = {}
    for key in content["closing"]:
        labels[fold(key)] = Label("closing", "closing")
    for key in content["not_taken"]:
        labels[fold(key)] = Label("ignored", "ignored")
    for group, block in (("field", "fields"), ("fund", "funds"), ("goal", "goals")):
        for name, words in content[block].items():
            labels.update((fold(word), Label(group, name)) for word in words)
    headings = {fold(w): name for name, words in content["indicators"].items() for w in words if name != "section"}
    for word in content["indicators"]["section"]:
        labels.setdefault(fold(word), Label("goal", "section"))
    labels.update((word, Label("indicator", name)) for word, name in headings.items())
    labels.update((word, Label("personal", "personal")) for word in personal_data.vocabulary().labels)
    return Vocabulary(
        labels=labels,
        anywhere=re.compile(rf"(?:^|(?<=\s))\s*({personal_data.spaced(frozenset(labels))})\s*[:：]"),
        indicator_headings=headings,
        level_1=frozenset(fold(w) for w in content["level_1"]),
        stands_alone=frozenset(fold(w) for w in content["stands_alone"]),
        level_2={fold(w): kind for kind, words in content["level_2"].items() for w in words},
        attributes={fold(w): name for name, words in content["attributes"].items() for w in words},
        checked=tuple(content["marks"]["checked"]),
        unchecked=tuple(content["marks"]["unchecked"]),
        units=tuple(sorted((fold(u) for u in content["units"]), key=lambda u: (-len(u), u))),
        cost_units=content["cost_units"],
        list_headings={heading(w): role for role, texts in content["list"].items() for w in texts},
        list_amounts=frozenset(role for role in content["list"] if role.startswith("annual_")),
        signs=frozenset(fold(sign) for sign in content["signs"]),
    )
