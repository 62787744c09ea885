"""What the engine knows of words: labels for its sentences, units of money, and which cell a topic speaks of.

Belongs here: reading `vocabulary.yml` and the label columns of the seeds. Does not belong here: the titles and
headings by which a form is recognised (`dagster_project/forms/`).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

SEEDS = Path(__file__).parent.parent / "seeds"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`labels[kind][id]` is a pair (Chinese, English); `known` lists the values a selector may name; `money_units`
    maps a unit to yuan; the rest is `vocabulary.yml` as it stands."""

    labels: Mapping[str, Mapping[str, tuple[str, str]]]
    known: Mapping[str, frozenset[str]]
    money_units: Mapping[str, int]
    topic_cells: Mapping[str, list]
    kin: Mapping[str, list[str]]
    share_of: Mapping[str, list[str]]
    empty_statements: Mapping[str, list[str]]
    two_sided_forms: frozenset[str]
    unlabelled_row_is_total: frozenset[str]
    general_words: tuple[str, ...]
    vague: tuple[str, ...]

    def label(self, kind: str, key: str | None, english: bool) -> str:
        """The label of an id in one language; the id itself where none is declared."""
        if key is None:
            return ""
        pair = self.labels.get(kind, {}).get(key)
        return pair[english] if pair else key


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, read once a process."""
    raw = yaml.load((Path(__file__).parent / "vocabulary.yml").read_bytes(), Loader=LOADER)
    labels = {
        "measure": _labels("measures.csv", "measure"),
        "line_item": _labels("line_items.csv", "line_item"),
        "topic": _labels("topics.csv", "topic"),
        "form": {key: (value["zh"], value["en"]) for key, value in raw["forms"].items()},
        "section": {key: (value["zh"], value["en"]) for key, value in raw["sections"].items()},
        "statement": {key: (value["zh"], value["en"]) for key, value in raw["statements"].items()},
        "quantity": {key: (value["zh"], value["en"]) for key, value in raw["quantities"].items()},
        "basis": {key: (value["zh"], value["en"]) for key, value in raw["bases"].items()},
        "project": {key: (value["zh"], value["en"]) for key, value in raw["project_amounts"].items()},
    }
    return Vocabulary(
        labels=labels,
        known={
            "form": frozenset(labels["form"]),
            "line_item": frozenset(labels["line_item"]),
            "topic": frozenset(labels["topic"]),
            "section": frozenset(labels["section"]),
            "measure": frozenset(labels["measure"]) | frozenset(labels["statement"]) | frozenset(labels["project"]),
        },
        money_units=raw["money_units"],
        topic_cells=raw["topic_cells"],
        kin=raw["kin"],
        share_of=raw["share_of"],
        empty_statements=raw["empty_statements"],
        two_sided_forms=frozenset(raw["two_sided_forms"]),
        unlabelled_row_is_total=frozenset(raw["unlabelled_row_is_total"]),
        general_words=tuple(sorted(raw["general_words"], key=lambda w: (-len(w), w))),
        vague=tuple(raw["vague"]),
    )


def _labels(file_name: str, key: str) -> dict[str, tuple[str, str]]:
    with (SEEDS / file_name).open(encoding="utf-8", newline="") as file:
        return {row[key]: (row["label_zh"], row["label_en"]) for row in csv.DictReader(file)}
