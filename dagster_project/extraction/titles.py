"""Titles of disclosures: whose, of which year, budget or account, of a department, a unit or a government.

One title belongs here, and what a text says where none is printed; which lines are titles is `document_identity`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.extraction.form_definitions import load

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "О": "0", "O": "0"}


@dataclass(frozen=True, slots=True)
class Title:
    """What one title says; `name` is as printed, `level` none where it says none."""

    name: str | None
    year: int | None
    stage: str
    level: str | None


def western_year(text: str) -> int | None:
    """2021 or 二〇二一 as a number; none where it is neither."""
    digits = "".join(_DIGITS.get(c, c) for c in text)
    return int(digits) if re.fullmatch(r"(19|20)\d\d", digits) else None


def stage_of(word: str) -> str:
    """The stage a word means."""
    return next(stage for stage, words in load("document")["stages"].items() if word in words)


def title_of(text: str) -> Title | None:
    """What a folded line says where it is a title: a report of a government, else that of a department or unit."""
    for pattern in _patterns():
        if found := pattern.search(text):
            groups = found.groupdict()
            stage = groups["stage"]
            level = groups.get("level")
            return Title(
                _behind_a_bracket(groups.get("name") or groups.get("other_name")),
                western_year(groups["year"]),
                stage_of(stage),
                load("document")["title_levels"][level] if level else "government" if "government" in groups else None,
            )
    return None


def _behind_a_bracket(name: str | None) -> str | None:
    """A name without the end of what stood in brackets before it."""
    while name and (closing := name.find(")")) >= 0 and not 0 <= name.find("(") < closing:
        name = name[closing + 1 :]
    return name


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = load("document")
    parts = {
        "STAGE": "(?P<stage>" + "|".join(re.escape(w) for ws in words["stages"].values() for w in ws) + ")",
        "LEVEL": f"(?P<level>{'|'.join(words['title_levels'])})",
        "YEAR": r"(?P<year>(?:19|20)\d\d|[二〇○零一三四五六七八九]{4})",
        "NAME": r"(?P<name>[\u4e00-\u9fff()（）]{2,60}?)",
        "BODY": rf"(?P<name>[\u4e00-\u9fff()（）]{{2,40}}?(?:{'|'.join(words['body_endings'])}))",
        "REGION": rf"(?P<name>[\u4e00-\u9fff]{{1,12}}?(?:{'|'.join(words['region_endings'])}))",
        "FUNDS": f"(?:{'|'.join(words['title_fillers'])})*",
    }
    return tuple(
        re.compile(re.sub("|".join(parts), lambda m: parts[str(m[0])], pattern)) for pattern in words["title_patterns"]
    )


def usual_year(texts: Sequence[str]) -> int | None:
    """The year named most often, what others are compared with left out; of two as frequent the later."""
    compared = re.compile(r"(?:与|比|较|同)(?:20\d\d)年")
    years = Counter(int(y) for t in texts for y in re.findall(r"(?<!\d)(20\d\d)年(?!\d+月)", compared.sub("", t)))
    return max(years, key=lambda y: (years[y], y)) if years else None


def stage_of_year(texts: Sequence[str], year: int | None) -> str | None:
    """The stage of a text without a title: an account where it states the account of its year, else a budget where it
    states the budget of it; none where it states neither."""
    words = load("document")
    funds = re.compile("|".join(words["fund_names"]))
    said = set()
    for text in texts:
        for found in re.finditer(rf"{year}年(?:度)?[^,，。;；:：\d]{{0,25}}?(预算|决算)", funds.sub("", text)):
            said.add(stage_of(found[1]))
    return "final" if "final" in said else "budget" if said else None


def usual_stage(texts: Sequence[str]) -> str | None:
    """The stage most texts name, then the one named most often; none where both are as frequent."""
    by_stage = load("document")["stages"]
    funds = re.compile("|".join(load("document")["fund_names"]))
    texts = [funds.sub("", t) for t in texts]
    for count in (
        {stage: sum(any(w in t for w in words) for t in texts) for stage, words in by_stage.items()},
        {stage: sum(t.count(words[-1]) for t in texts) for stage, words in by_stage.items()},
    ):
        best = max(count.values())
        winners = [s for s, n in count.items() if n == best]
        if best and len(winners) == 1:
            return winners[0]
    return None
