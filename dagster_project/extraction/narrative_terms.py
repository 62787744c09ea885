"""The vocabulary of the narrative, compiled once from `forms/narrative.yml` and `forms/profile.yml`.

Knows the shape of the files, so that a mistake in them is one clear line, and nothing of sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.extraction.form_definitions import FormDefinitionError, load

Pattern = re.Pattern[str]
_OF = {"money", "count", "percent"}


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The words of one topic and where they count."""

    topic: str
    before: tuple[Pattern, ...]
    after: tuple[Pattern, ...]
    sections: frozenset[str]
    not_sections: frozenset[str]
    of: str | None
    units: frozenset[str]
    stage: str | None

    def counts_in(self, section: str | None, quantity: str, unit: str, stage: str | None) -> bool:
        """Whether the words mean this topic in a section, for a quantity and unit, at a stage."""
        return (
            (not self.sections or section in self.sections)
            and section not in self.not_sections
            and (self.of is None or self.of == quantity or quantity == "percent")
            and (not self.units or unit in self.units)
            and (self.stage is None or self.stage == (stage or "budget"))
        )


@dataclass(frozen=True, slots=True)
class Change:
    """How a change is said: `verb` names its groups up, down, more, less; `flat` and `flat_compared` say none."""

    verb: Pattern
    bracketed: Pattern
    anywhere: Pattern
    versus: Pattern
    flat: Pattern
    flat_compared: Pattern
    to: Pattern


@dataclass(frozen=True, slots=True)
class Scope:
    """Words that say a topic is that of a whole region or of one level of government, and the topic it is then."""

    words: Pattern
    topics: dict[str, str]


@dataclass(frozen=True, slots=True)
class NarrativeTerms:
    """Everything `forms/narrative.yml` says."""

    chapters: Pattern
    heading_endings: tuple[str, ...]
    heading_goes_on: Pattern
    stopped_heading: Pattern
    section_heading: Pattern
    opening_heading: Pattern
    sections_by_words: tuple[tuple[str, Pattern], ...]
    heading_year: Pattern
    appendix: Pattern
    note: Pattern
    contents: Pattern
    glossary: Pattern
    page_number: Pattern
    sections: tuple[tuple[str, Pattern], ...]
    section_topics: dict[str, str]
    sections_of_parts: frozenset[str]
    heading_tail: Pattern
    basic_alone: Pattern
    coded_tail: Pattern
    continued: dict[str, dict[str, str]]
    function_sections: frozenset[str]
    function_loose: Pattern
    function_tail: Pattern
    class_tail: Pattern
    topics: tuple[TopicWords, ...]
    planned: Pattern
    planned_topics: dict[str, str]
    neutral: Pattern
    change: Change
    comparison: Pattern
    comparison_with: Pattern
    dealt_out: Pattern  # words before numbers in a row
    both_sides: dict[str, list[str]]
    parts: Pattern
    includes: Pattern
    whole: Pattern
    any_total: Pattern
    scopes: tuple[Scope, ...]
    department_only: frozenset[str]
    parts_of_an_item: frozenset[str]
    no_item: Pattern
    share: Pattern
    completion: Pattern
    reason: Pattern
    reason_ends: Pattern
    reason_goes_on: Pattern
    purpose: Pattern
    asides: Pattern
    fund_names: Pattern
    bases: tuple[tuple[str, Pattern], ...]
    prior_year: Pattern
    year: Pattern
    as_of: Pattern
    threshold: Pattern
    threshold_topics: dict[str, str]
    counted_together: tuple[dict[str, str], ...]  # money or a unit -> the topic of one matter that it counts
    unit: Pattern
    not_statements: tuple[tuple[str, Pattern], ...]
    missing_figure: Pattern
    empty: Pattern
    empty_forms: tuple[tuple[str, Pattern], ...]
    empty_sections: dict[str, str]


def any_of(patterns: list[str]) -> Pattern:
    """One pattern for several, the longest first so that a shorter one does not hide it."""
    return _compile("|".join(f"(?:{p})" for p in sorted(patterns, key=lambda p: (-len(p), p))))


def _compile(pattern: str) -> Pattern:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise FormDefinitionError(f"narrative.yml: {pattern}: {error}") from None


@lru_cache(maxsize=1)
def terms() -> NarrativeTerms:
    """The vocabulary of the narrative."""
    y = load("narrative")
    return NarrativeTerms(
        chapters=any_of(y["chapters"]),
        heading_endings=tuple(y["heading_endings"]),
        heading_goes_on=_compile(y["heading_goes_on"]),
        stopped_heading=_compile(y["stopped_heading"]),
        section_heading=_compile(y["section_heading"]),
        opening_heading=_compile(y["opening_heading"]),
        sections_by_words=tuple((section, any_of(words)) for section, words in y["sections_by_words"].items()),
        heading_year=_compile(y["heading_year"]),
        function_loose=_compile(y["function_loose"]),
        function_tail=_compile(y["function_tail"]),
        class_tail=_compile(y["class_tail"]),
        appendix=_compile(y["appendix"]),
        note=_compile(y["note"]),
        contents=_compile(y["contents"]),
        glossary=_compile(y["glossary"]),
        page_number=_compile(y["page_number"]),
        sections=tuple((section, any_of(words)) for section, words in y["sections"].items()),
        section_topics=y["section_topics"],
        sections_of_parts=frozenset(y["sections_of_parts"]),
        heading_tail=_compile(y["heading_tail"]),
        basic_alone=_compile(y["basic_alone"]),
        coded_tail=_compile(y["coded_tail"]),
        continued=y["continued"],
        function_sections=frozenset(y["function_sections"]),
        topics=tuple(_topic(entry) for entry in y["topics"]),
        planned=_compile(y["planned"]["words"]),
        planned_topics=y["planned"]["topics"],
        neutral=_compile(rf"{any_of(y['neutral']).pattern}|[,:、()\s./·-]"),
        change=_change(y["change"]),
        comparison=_compile(y["comparison"]),
        comparison_with=_compile(y["comparison_with"]),
        dealt_out=_compile(y["dealt_out"]),
        both_sides=y["both_sides"],
        parts=_compile(y["parts"]),
        includes=_compile(y["includes"]),
        whole=_compile(y["whole"]),
        any_total=_compile(y["any_total"]),
        scopes=tuple(Scope(_compile(s["words"]), s["topics"]) for s in y["scopes"]),
        department_only=frozenset(y["department_only"]),
        no_item=re.compile(y["no_item"]),
        parts_of_an_item=frozenset(y["parts_of_an_item"]),
        share=_compile(y["share"]),
        completion=_compile(y["completion"]),
        reason=_compile(y["reason"]),
        reason_ends=_compile(y["reason_ends"]),
        reason_goes_on=_compile(y["reason_goes_on"]),
        purpose=_compile(y["purpose"]),
        asides=_compile(y["asides"]),
        fund_names=any_of(y["fund_names"]),
        bases=tuple((basis, any_of(words)) for basis, words in y["bases"].items()),
        prior_year=_compile(y["prior_year"]),
        year=_compile(y["year"]),
        as_of=_compile(y["as_of"]),
        threshold=_compile(y["threshold"]),
        threshold_topics=y["threshold_topics"],
        counted_together=tuple(y["counted_together"]),
        unit=_units(y),
        not_statements=tuple((kind, any_of(patterns)) for kind, patterns in y["not_statements"].items()),
        missing_figure=_compile(y["missing_figure"]),
        empty=any_of(y["empty"]),
        empty_forms=tuple((form, any_of(words)) for form, words in y["empty_forms"].items()),
        empty_sections=y["empty_sections"],
    )


def _topic(entry: dict) -> TopicWords:
    if entry.get("of") not in {None, *_OF}:
        raise FormDefinitionError(f"narrative.yml: topics: {entry['topic']}: of must be one of {sorted(_OF)}")
    return TopicWords(
        topic=entry["topic"],
        before=tuple(_compile(w) for w in entry.get("words", ())),
        after=tuple(_compile(w) for w in entry.get("after", ())),
        sections=frozenset(entry.get("in", ())),
        not_sections=frozenset(entry.get("not_in", ())),
        of=entry.get("of"),
        units=frozenset(entry.get("units", ())),
        stage=entry.get("stage"),
    )


def _change(y: dict) -> Change:
    groups = "|".join(f"(?P<{name}>{any_of(y[name]).pattern})" for name in ("up", "down"))
    versus = "|".join(f"(?P<{name}>{any_of(y[name]).pattern})" for name in ("more", "less"))
    residue = any_of(y["up"] + y["down"]).pattern
    return Change(
        verb=_compile(rf"{y['before_verb']}(?:{groups})(?P<residue>\((?:{residue})\))?{y['after_verb']}$"),
        bracketed=_compile(rf"{y['not_after_verb']}\((?P<verb>{residue})\)(?=(?:幅|额|率)?(?:为|约)*$)"),
        anywhere=_compile(groups),
        versus=_compile(rf"(?:{versus})(?P<what>[^,;。:]{{0,12}})$"),
        flat=_compile(f"{y['flat_degree']}(?:{any_of(y['flat']).pattern})"),
        flat_compared=_compile(f"{y['flat_degree']}(?:{any_of(y['flat_compared']).pattern})"),
        to=_compile(y["to"]),
    )


def _units(y: dict) -> Pattern:
    groups = (("money", y["money_units"]), ("percent", y["percent_units"]), ("count", y["count_units"]))
    return _compile("|".join(f"(?P<{name}>{any_of(units).pattern})" for name, units in groups))


@lru_cache(maxsize=1)
def profile_terms() -> dict[str, Pattern]:
    """The vocabulary of profile, glossary and contents: one pattern a key of `forms/profile.yml`."""
    return {key: any_of(v) if isinstance(v, list) else _compile(v) for key, v in load("profile").items()}
