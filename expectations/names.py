"""The names of the classifications, and whether a printed name can be that of a code.

Belongs here: names by code from the seeds, the attested older ones and renames included. Does not belong here: mapping
rows to codes (`dagster_project/extraction/classification.py`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache

from expectations.vocabulary import SEEDS, vocabulary

_ATTESTED = re.compile(r"([^;,\[\]]+)\[")
_BLANKS = re.compile(r"\s+")


def plain_name(name: str) -> str:
    """A name as it is compared: without white space, brackets in one width."""
    return _BLANKS.sub("", name).translate(str.maketrans("()", "（）"))


@lru_cache(maxsize=4)
def item_names(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Code -> its names, the official one first. `kind`: function | economic (the departments' classification)."""
    names: dict[str, tuple[str, ...]] = {}
    with (SEEDS / f"{kind}_classification.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row.get("classification_system", "department") != "department":
                continue
            attested = [a.strip() for a in _ATTESTED.findall(row["attested_names_years"])]
            names[row["code"]] = tuple(dict.fromkeys(plain_name(n) for n in (row["name"], *attested) if n))
    return names


@lru_cache(maxsize=1)
def sure_codes() -> frozenset[str]:
    """Functional codes attested in disclosures, or known with high confidence."""
    with (SEEDS / "function_classification.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file) if row["confidence"] in ("attested", "high"))


def contradicts(code: str, label: str) -> bool:
    """Whether a printed name cannot be that of an economic code: it shares no telling word (two characters that are no
    general word of the trade) with any name of the code. An unknown code or a row without a name contradicts nothing."""
    names = item_names("economic").get(code, ())
    own = telling(plain_name(label.split(" / ")[-1]))
    return bool(names) and bool(own) and not any(own & telling(name) for name in names)


@lru_cache(maxsize=4096)
def telling(name: str) -> frozenset[str]:
    for word in vocabulary().general_words:
        name = name.replace(word, " ")
    return frozenset(name[i : i + 2] for i in range(len(name) - 1) if " " not in name[i : i + 2])
