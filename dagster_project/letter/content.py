"""What a letter says, as plain data that both writers draw. Nothing personal is in it: findings name files and figures.

A finding that rests on our own reading alone accuses nobody and is only counted; so is one that was waived.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from dagster_project.applicability import applicability
from dagster_project.findings import Finding, Places, findings
from dagster_project.letter.published import Department
from dagster_project.record_json import plain
from dagster_project.records import Confrontation, Disclosure, SuspectCell
from dagster_project.standing import Waiver
from dagster_project.words import SEVERITY, SEVERITY_ORDER, title, word

_WORDS = Path(__file__).with_name("words.yml")
_DIGITS = "零一二三四五六七八九"


@dataclass(slots=True)
class Figure:
    """A figure thought wrong: its place, its printed text with unit, what it should be (empty where that is open)."""

    place: str
    printed: str
    proposed: str
    note: str = ""


@dataclass(slots=True)
class Item:
    """One finding of the letter, numbered through the whole of it."""

    number: int
    severity: str
    message: str
    figures: list[Figure]
    advice: str
    same_cause: str = ""


@dataclass(slots=True)
class Section:
    """What is said of one disclosure."""

    heading: str
    title: str  # for the annex: without the name of the department that the letter is to
    sentences: list[str]
    items: list[Item]
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Letter:
    """A whole letter. `words` are those of its language, for the labels that the writers put beside figures."""

    lang: str
    words: dict[str, Any]
    title: str
    addressee: str
    opening: list[str]
    sections: list[Section]
    closing: list[str]

    @property
    def items(self) -> list[tuple[Section, Item]]:
        return [(section, item) for section in self.sections for item in section.items]


def letter(department: Department, publication_id: str, waivers: list[Waiver], lang: str) -> Letter:
    """The letter to a department on what the publication holds of it."""
    words = _words()[lang]
    sections, number = [], 1
    for index, (disclosure, confrontation) in enumerate(department.disclosures, 1):
        section = _section(index, disclosure, confrontation, department, waivers, number, lang)
        number += len(section.items)
        sections.append(section)
    names = {"department": department.name, "publication": publication_id}
    opening = [words["opening"][0].format(**names)]
    if not sections:
        opening = [words["nothing_published"]]
    elif not any(s.items or s.after for s in sections):
        opening.append(words["nothing"])
    else:
        opening += words["opening"][1:]
    asks = any(s.items or s.after for s in sections)
    closing = words["closing"] if asks else words["closing"][-1:]
    return Letter(
        lang, words, words["title"].format(**names), words["addressee"].format(**names), opening, sections, closing
    )


def _section(
    index: int,
    disclosure: Disclosure,
    confrontation: Confrontation,
    department: Department,
    waivers: list[Waiver],
    first: int,
    lang: str,
) -> Section:
    words = _words()[lang]
    found = findings(disclosure, confrontation, waivers)
    asked = [f for f in found if not f.waived and not _is_ours(f)]
    places = Places(disclosure, lang)
    items = [_item(first + n, f, places, department, lang) for n, f in enumerate(asked)]
    verdicts = Counter(r.verdict for r in confrontation.results)
    undecided = verdicts.pop("undecided", 0) - len(applicability(confrontation).gaps)  # what we failed to read is ours
    rounding = verdicts["holds_within_rounding"] + verdicts["holds_levelled"]
    counts = {
        "judged": verdicts.total(),
        "holds": verdicts["holds"] + rounding,
        "rounding": rounding,
        "undecided": undecided,
    }
    sentences = [
        words["files"].format(files=words["join"].join(d.file_name for d in disclosure.documents)),
        words["counts"].format(**counts),
    ]
    graded = Counter(f.severity for f in asked)
    severities = words["join"].join(
        words["severity"].format(word=word(SEVERITY, lang, s), count=graded[s]) for s in SEVERITY_ORDER if graded[s]
    )
    sentences.append(words["findings"].format(count=len(asked), severities=severities) if asked else words["none"])
    name = title(lang, disclosure.department_name, disclosure.fiscal_year, disclosure.stage, disclosure.level)
    after = _missing(disclosure, department, lang)
    ours, waived = sum(_is_ours(f) and not f.waived for f in found), sum(f.waived for f in found)
    after += [words["our_reading"].format(count=ours)] if ours else []
    after += [words["waived"].format(count=waived)] if waived else []
    shown = chinese(index) if lang == "zh" else str(index)
    short = name.removeprefix(department.name).lstrip(" ,")
    return Section(words["section"].format(number=shown, title=name), short, sentences, items, after)


def _is_ours(finding: Finding) -> bool:
    """Whether every figure thought most likely wrong may have been misread by us."""
    chief = [s for s in finding.suspects if s.rank == 1]
    return bool(chief) and all(s.blame == "extraction" for s in chief)


def _item(number: int, finding: Finding, places: Places, department: Department, lang: str) -> Item:
    words = _words()[lang]
    message = finding.chief.message_zh if lang == "zh" else finding.chief.message_en
    figures = [_figure(s, places, lang) for s in finding.suspects if s.rank == 1 and places.of(s)]
    same_cause = words["same_cause"].format(count=len(finding.results)) if len(finding.results) > 1 else ""
    advice = department.advice.get(finding.chief.identity_id, {}).get(lang, "")
    return Item(number, word(SEVERITY, lang, finding.severity), message, figures, advice, same_cause)


def _figure(suspect: SuspectCell, places: Places, lang: str) -> Figure:
    words = _words()[lang]
    unit = places.unit(suspect)
    printed = suspect.printed_text.strip()
    printed = printed if not unit or printed.endswith(unit) else f"{printed} {unit}"
    if suspect.proposed_value is None:
        return Figure(places.of(suspect), printed, "")
    proposed = f"{plain('value', suspect.proposed_value.normalize())} {unit}".strip()
    return Figure(places.of(suspect), printed, proposed, "" if suspect.is_unique else words["not_unique"])


def _missing(disclosure: Disclosure, department: Department, lang: str) -> list[str]:
    """The forms a disclosure of the department itself lacks; its units' are asked for in their own disclosures."""
    words = _words()[lang]
    if disclosure.department_id != department.department_id:
        return []
    here = [m for m in department.missing if m[:2] == (disclosure.fiscal_year, disclosure.stage)]
    if not here:
        return []
    forms = words["join"].join(department.form_titles.get(m[2], {}).get(lang, m[2]) for m in here)
    grounds = words["join"].join(dict.fromkeys(m[3] for m in here))
    return [words["missing"].format(forms=forms, grounds=grounds)]


def chinese(number: int) -> str:
    """A number below a hundred in Chinese numerals, as headings of letters print it."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        _DIGITS[ones] if ones or not tens else ""
    )


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, Any]]:
    return yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
