"""The official forms as data: `dagster_project/forms/*.yml`, read once and compiled to lookups.

Knows the shape of the YAML files and nothing of grids. What a file may say is checked here, so that a mistake in it is
one clear line naming file and key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from dagster_project.extraction import labels
from dagster_project.extraction.labels import fold, heading, line, pattern, without_brackets, without_year

FORMS = Path(__file__).parents[1] / "forms"
_VOCABULARY = {"columns", "lines", "narrative", "profile", "personal_data", "document", "remarks", "traditional"}
_KINDS = {"coded", "two_sided", "components", "performance"}


class FormDefinitionError(Exception):
    """A form file says something it may not: names file and key."""


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """One official form: how it is recognised and what its lines mean beyond the shared vocabulary."""

    form_id: str
    title_zh: str
    title_en: str
    kind: str  # coded | two_sided | components | performance
    titles: tuple[str, ...]
    not_titles: tuple[str, ...] = ()
    variants: dict[str, tuple[str, ...]] = field(default_factory=dict)
    side: str | None = None
    fund: str | None = None
    classification: str | None = None
    classifications: dict[str, str] = field(default_factory=dict)  # of a variant that has another
    components: tuple[str, ...] = ()
    after: dict[str, dict[str, str]] = field(default_factory=dict)  # below this line, a line item means another
    free_rows: bool = False  # its rows are the publisher's own words (goods bought), not a fixed vocabulary
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lost_headings: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Columns:
    """The shared vocabulary of headings."""

    roles: dict[str, str]
    measures: tuple[tuple[tuple[str, ...], str], ...]  # heading path elements -> measure, most specific first
    bases: tuple[tuple[str, str], ...]  # pattern with {year}/{prior} -> basis
    final_bases: tuple[tuple[str, str], ...]  # the same, in final accounts only
    whole: frozenset[str]  # headings that state what the heading above them states
    units: frozenset[str]  # headings of columns that name units beside accounts
    classifications: tuple[tuple[str, tuple[str, ...]], ...]  # (system, words of a heading that name it), first wins
    body_endings: tuple[str, ...]  # how names of public bodies end


def load(name: str) -> dict:
    """One YAML file of the forms folder. Raises `FormDefinitionError` where it is not a mapping."""
    path = FORMS / f"{name}.yml"
    with path.open(encoding="utf-8") as stream:
        content = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(content, dict):
        raise FormDefinitionError(f"{path}: not a mapping")
    return content


@lru_cache(maxsize=1)
def forms() -> dict[str, FormDefinition]:
    """All official forms by id, in order of their ids."""
    found = {}
    for path in sorted(FORMS.glob("*.yml")):
        if path.stem in _VOCABULARY:
            continue
        content = load(path.stem)
        if content.get("kind") not in _KINDS or content.get("form_id") != path.stem:
            raise FormDefinitionError(f"{path}: form_id must be {path.stem}, kind one of {sorted(_KINDS)}")
        known = {k: v for k, v in content.items() if k in FormDefinition.__slots__}
        for key in ("titles", "not_titles", "components"):
            known[key] = tuple(known.get(key, ()))
        for key in ("lines", "lost_headings", "columns", "variants"):
            known[key] = {k: tuple(v) for k, v in known.get(key, {}).items()}
        found[path.stem] = FormDefinition(**known)
    return found


@lru_cache(maxsize=1)
def columns() -> Columns:
    """The vocabulary of headings, compiled: most specific path first."""
    content = load("columns")
    roles = {heading(text): role for role, texts in content["roles"].items() for text in texts}
    return Columns(
        roles,
        _paths(content["measures"]),
        _entries(content["bases"]),
        _entries(content["bases_of_final_accounts"]),
        frozenset(heading(text) for text in content["whole"]),
        frozenset(heading(text) for text in content["units_among_labels"]),
        tuple((system, tuple(words)) for system, words in content["classifications"].items()),
        tuple(content["body_endings"]),
    )


def _entries(vocabulary: dict) -> tuple[tuple[str, str], ...]:
    return tuple((text, name) for name, texts in vocabulary.items() for text in texts)


@lru_cache(maxsize=32)
def form_columns(form_id: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The headings only this form has, most specific path first."""
    return _paths(forms()[form_id].columns)


def _paths(vocabulary: dict) -> tuple[tuple[tuple[str, ...], str], ...]:
    paths = [(tuple(heading(e) for e in text.split("/")), name) for name, texts in vocabulary.items() for text in texts]
    paths.sort(key=lambda p: (-len(p[0]), -sum(len(e.replace("*", "")) for e in p[0]), p[0]))
    return tuple(paths)


@lru_cache(maxsize=64)
def line_patterns(form_id: str | None) -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Line items by folded label (plain ones) and by pattern (those with `*`); a form's own entries come first."""
    own = forms()[form_id].lines if form_id else {}
    plain: dict[str, str] = {}
    starred: list[tuple[re.Pattern[str], str]] = []
    for vocabulary in (own, load("lines")):
        for item, texts in vocabulary.items():
            for text in texts:
                if "*" in text:
                    starred.append((pattern(text), item))
                else:
                    plain.setdefault(fold(text), item)
    return plain, tuple(starred)


def line_item(label: str, form_id: str | None) -> str | None:
    """What a named line stands for (an id of seeds/line_items.csv), or none."""
    text, _ = line(label)
    plain, starred = line_patterns(form_id)
    for candidate in dict.fromkeys((text, without_year(text), without_brackets(text))):
        if candidate in plain:
            return plain[candidate]
        for regex, item in starred:
            if regex.fullmatch(candidate):
                return item
    return None


@lru_cache(maxsize=4096)
def heading_role(text: str) -> str | None:
    """The role of a label, code or index column, or none."""
    return columns().roles.get(without_year(heading(text)))


def names_a_body(label: str) -> bool:
    """Whether a label ends as names of public bodies do."""
    return len(label) >= 4 and without_brackets(fold(label)).endswith(columns().body_endings)


@lru_cache(maxsize=4096)
def measure_of(path: tuple[str, ...], form_id: str | None) -> str | None:
    """The measure a column states, by its heading path from the outermost heading to its own; none where unknown."""
    elements = tuple(heading(e) for e in path)
    if not elements:
        return None
    own = form_columns(form_id) if form_id else ()
    if (measure := _first(own, elements)) or (measure := _of_the_whole(elements, form_id)):
        return measure
    if measure := _first(columns().measures, elements):
        return measure
    inner = labels.without_part(elements[-1])
    if inner != elements[-1]:
        return _first(columns().measures, (*elements[:-1], inner)) or "part"
    return "part" if _above(elements, form_id) else None


def _first(vocabulary: tuple[tuple[tuple[str, ...], str], ...], elements: tuple[str, ...]) -> str | None:
    return next((measure for wanted, measure in vocabulary if _matches(elements, wanted)), None)


def _of_the_whole(elements: tuple[str, ...], form_id: str | None) -> str | None:
    """小计, 合计 or 金额 below a heading states what that heading states, unless that is what the form is about."""
    above = _above(elements, form_id) if elements[-1] in columns().whole else None
    return above if above and above != (forms()[form_id].fund if form_id else None) else None


def _above(elements: tuple[str, ...], form_id: str | None) -> str | None:
    """What the nearest heading above states that is more than a total; what is not known below it is part of it."""
    found = (measure_of(elements[:end], form_id) for end in range(len(elements) - 1, 0, -1))
    return next((measure for measure in found if measure not in (None, "total")), None)


def classification_named(headings: tuple[str, ...]) -> str | None:
    """The classification a heading path names: function, economic, government; none where it does not say."""
    text = "/".join(fold(h) for h in headings)
    return next((system for system, words in columns().classifications if any(w in text for w in words)), None)


def _matches(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    if not _equal(path[-1], wanted[-1]):
        return False
    position = len(path) - 2
    for element in reversed(wanted[:-1]):
        while position >= 0 and not _equal(path[position], element):
            position -= 1
        if position < 0:
            return False
        position -= 1
    return True


def _equal(text: str, wanted: str) -> bool:
    if "*" in wanted:
        return bool(pattern(wanted).fullmatch(text)) or bool(pattern(wanted).fullmatch(without_year(text)))
    return wanted in (text, without_year(text))


def basis_of(path: tuple[str, ...], fiscal_year: int | None, stage: str | None = None) -> str | None:
    """The budget or account a column speaks of, from its headings (innermost first); none where they do not say."""
    for element in reversed(path):
        text = heading(element)
        for entry, basis in (*columns().bases, *(columns().final_bases if stage == "final" else ())):
            if "{" in entry:
                if fiscal_year is None:
                    continue
                entry = entry.format(year=fiscal_year, prior=fiscal_year - 1)
            if pattern(entry).fullmatch(text):
                return basis
    return None


def form_of_title(title: str) -> str | None:
    """The form a title announces: the longest known title contained in it whose exclusions are absent; none if none.

    Forms are known by their words, never by their number: 表五 is another form in every province.
    """
    return _title(title)[0]


def variant_of_title(title: str) -> str | None:
    """The variant of the form a title names (all fiscal money instead of one fund); none for the form itself."""
    return _title(title)[1]


@lru_cache(maxsize=2048)
def _title(title: str) -> tuple[str | None, str | None]:
    text = fold(title)
    best: tuple[int, str | None, str | None] = (0, None, None)
    for form_id, form in forms().items():
        against = [word for word in map(fold, form.not_titles) if word in text]
        for variant, known in ((None, form.titles), *form.variants.items()):
            for entry in map(fold, known):
                length = len(entry.replace("*", ""))
                if any(word not in entry for word in against):  # a word of the title itself does not speak against it
                    continue
                if length > best[0] and pattern(entry).search(text):
                    best = (length, form_id, variant)
    return best[1], best[2]
