"""The official classifications as a lookup: code by printed code or by printed name, old names included.

Read from `seeds/`; knows nothing of tables or sentences. A code that is not here is our gap, never a department's error:
it keeps its printed digits.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from dagster_project.extraction.labels import fold, line

SEEDS = Path(__file__).parents[2] / "seeds"
_LOOSE = re.compile(r"(支出|事务|事业|等|的|类|款|项|\(|\))")
_BRACKETED = re.compile(r"\([^()]*(\([^()]*\))?[^()]*\)$")
_FIRST_DIGITS = {"function": "2", "economic": "35", "government_revenue": "1"}
_SYSTEM = {"function": "function", "economic": "department"}


def read_seed(name: str) -> list[dict[str, str]]:
    """The rows of one seed, all text."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@lru_cache(maxsize=4)
def _names(system: str) -> dict[str, str]:
    """Official name of each code of one system."""
    if system in ("function", "government_revenue"):
        return {r["code"]: r["name"] for r in read_seed(f"{system}_classification")}
    return {r["code"]: r["name"] for r in read_seed("economic_classification") if r["classification_system"] == system}


@lru_cache(maxsize=4)
def _codes(system: str) -> dict[str, frozenset[str]]:
    """Folded name -> codes that bear it, today or in an earlier year."""
    codes: dict[str, set[str]] = {}
    for code, name in _names(system).items():
        codes.setdefault(fold(name), set()).add(code)
    for rename in read_seed("classification_renames"):
        if rename["classification"] == system and rename["new_code"]:
            for code, name in ((rename["old_code"], rename["old_name"]), (rename["new_code"], rename["new_name"])):
                if code and name and (code in _names(system) or len(code) == 3):
                    codes.setdefault(fold(name), set()).add(code)
    return {name: frozenset(found) for name, found in codes.items()}


@lru_cache(maxsize=4)
def _loose_classes() -> dict[str, frozenset[str]]:
    loose: dict[str, set[str]] = {}
    for name, codes in _codes("function").items():
        for code in codes:
            if len(code) == 3:
                loose.setdefault(_LOOSE.sub("", name), set()).add(code)
    return {name: frozenset(found) for name, found in loose.items()}


@lru_cache(maxsize=4096)
def function_class(text: str) -> str | None:
    """The 类 a printed name stands for: exact, then without 支出/事务/等, then one character off if only one is.

    Documents print 商业服务业等, 十六、商业服务业等支出 and even 商务服务业等支出 for one class; ordinals differ from place to
    place and are never used.
    """
    name = line(text)[0]
    exact = {c for c in _codes("function").get(name, ()) if len(c) == 3}
    if len(exact) == 1:
        return exact.pop()
    loose = _LOOSE.sub("", name)
    if len(loose) < 2:
        return None
    found = _loose_classes().get(loose, frozenset())
    if not found and len(loose) >= 4:
        found = frozenset(c for known, codes in _loose_classes().items() if _one_off(loose, known) for c in codes)
    return next(iter(found)) if len(found) == 1 else None


def _one_off(a: str, b: str) -> bool:
    """Whether two names differ by exactly one character replaced, or one missing."""
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


@lru_cache(maxsize=4096)
def code_by_name(system: str, name: str, level: int | None = None, within: str = "") -> str | None:
    """The code of a printed name, where only one code of that length (3, 5, 7) under `within` bears it."""
    folded = fold(name)
    for candidate in (folded, _BRACKETED.sub("", folded)):
        found = {
            c
            for c in _codes(_SYSTEM.get(system, system)).get(candidate, ())
            if c.startswith(within) and (level is None or len(c) == level)
        }
        if len(found) == 1:
            return found.pop()
    return None


@lru_cache(maxsize=8192)
def mapped_code(system: str, printed: str, name: str) -> str | None:
    """The code a printed code and name stand for.

    A well-formed code is itself, known to the seeds or not. Codes that lost leading zeros (2 1 5 -> 20105…) or digits
    (7 11 02 for 210 11 02) are mended by their name where that is unambiguous; else none. Where a known code stands beside
    the name of a sister code (a column numbered on by mistake), the name counts: nobody misspells a whole name.
    """
    digits = re.sub(r"\D", "", printed)
    names = _names(_SYSTEM.get(system, system))
    lengths = (3, 5) if system == "economic" else (3, 5, 7)
    by_name = code_by_name(system, name)
    if len(digits) not in lengths or not (digits in names or digits[0] in _FIRST_DIGITS[system]):
        return by_name
    renumbered = by_name and digits in names and fold(name) != fold(names[digits]) and by_name[:-2] == digits[:-2]
    return by_name if renumbered else digits


def official_name(system: str, code: str) -> str | None:
    """The name the seeds give a code, or none."""
    return _names(_SYSTEM.get(system, system)).get(code)
