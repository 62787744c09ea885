"""Which official form a table is: by its title, its headings and the vocabulary of its rows together, never by its number.

A title decides where it is there and the table's shape does not contradict it; where it is lost, shape and vocabulary
decide if they leave only one form; otherwise the table stays unrecognised and the nearest forms are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from dagster_project.extraction import labels
from dagster_project.extraction.form_definitions import (
    FormDefinition,
    form_of_title,
    forms,
    line_item,
    load,
    measure_of,
    variant_of_title,
)
from dagster_project.extraction.headings import Cover, Headed
from dagster_project.extraction.panels import Panel

_TITLE_REACH = 8  # lines above a table among which its title stands (title, unit, publisher, date, annex number)
_PROSE = re.compile(r"[。；;]|[，,].*[，,]")


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a table is taken for and why: `evidence` is `title`, `rows` or `none`; `nearest` names forms for a refusal."""

    form_id: str | None
    evidence: str
    title: str | None = None
    variant: str | None = None
    nearest: tuple[str, ...] = ()


def title_among(texts: Sequence[str]) -> tuple[str, str | None] | None:
    """The nearest title above a table (texts in reading order) and its form, none where the form is not known; prose is
    no title."""
    for text in list(reversed(texts))[:_TITLE_REACH]:
        squeezed = labels.squeeze(text)
        if len(squeezed) > 60 or _PROSE.search(squeezed):
            continue
        if "表" in squeezed and (form_id := form_of_title(squeezed)):
            return squeezed, form_id
        if is_table_title(squeezed):
            return squeezed, None
    return None


def is_table_title(text: str) -> bool:
    """Whether a line is the title of a table, by its words alone."""
    titles, not_titles = _title_words()
    folded = labels.fold(text)
    return 4 <= len(folded) <= 45 and bool(titles.search(folded)) and not not_titles.search(folded)


@lru_cache(maxsize=1)
def _title_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("document")
    return re.compile(words["table_title"]), re.compile(words["no_table_title"])


@lru_cache(maxsize=256)
def nearest_forms(title: str) -> tuple[str, ...]:
    """The three forms whose titles are most like this one, the most alike first; deterministic."""
    likeness = {
        form_id: max(SequenceMatcher(None, labels.fold(title), t.replace("*", "")).ratio() for t in form.titles)
        for form_id, form in forms().items()
    }
    return tuple(sorted(likeness, key=lambda form_id: (-likeness[form_id], form_id))[:3])


def recognise(
    texts: Sequence[str],
    headed: Headed,
    cover: Cover,
    panels: list[Panel],
    function_class: Callable[[str], str | None],
) -> Recognition:
    """The form of a table from the texts above it (outer lines, then title rows), its headings and its rows."""
    features = _features(headed, cover, panels, function_class)
    if titled := title_among(texts):
        title, form_id = titled
        if form_id is None:
            return Recognition(None, "none", title, nearest=nearest_forms(title))
        if _agrees(forms()[form_id], features):
            return Recognition(form_id, "title", title, variant_of_title(title))
        return Recognition(None, "none", title, nearest=(form_id,))
    fitting = [f.form_id for f in forms().values() if _fits_without_title(f, features)]
    if len(fitting) == 1:
        return Recognition(fitting[0], "rows")
    return Recognition(None, "none", nearest=tuple(fitting) or _nearest_by_shape(features))


_REVENUE = {"appropriation", "undertaking", "superior_subsidy", "affiliates", "other_revenue", "fiscal_special_account"}


def _nearest_by_shape(f: _Features) -> tuple[str, ...]:
    """The forms that a table without a title may be, by what it holds; none where nothing in it is of a form."""
    signs = (
        (f.performance_labels >= 2, ("project_performance",)),
        (len(f.components) >= 1, ("three_public",)),
        (f.panels >= 2 and f.class_lines + f.grand_totals >= 1, ("budget_summary", "appropriation_summary")),
        (bool(f.measures & _REVENUE), ("revenue_summary",)),
        (bool(f.measures & {"basic", "project"}), ("expenditure_summary", "general_budget_expenditure")),
        (f.has_codes and "total" in f.measures, ("general_budget_expenditure", "basic_expenditure_by_economic")),
    )
    return tuple(dict.fromkeys(form for holds, found in signs if holds for form in found))[:3]


@dataclass(frozen=True, slots=True)
class _Features:
    panels: int
    has_codes: bool
    has_headings: bool
    class_lines: int
    grand_totals: int
    components: frozenset[str]
    measures: frozenset[str]
    right_amounts: int
    performance_labels: int


def _features(headed: Headed, cover: Cover, panels: list[Panel], function_class: Callable) -> _Features:
    class_lines = totals = performance = 0
    components: set[str] = set()
    three_public = forms()["three_public"]
    performance_words = {labels.fold(w) for f in forms().values() if f.kind == "performance" for w in f.components}
    for row in range(1, headed.grid.rows + 1):
        for cell in cover.anchors(row):
            if labels.fold(cell.text) in performance_words:
                performance += 1
            if len(cell.text) > 40:
                continue
            item = line_item(cell.text, None)
            totals += item in ("revenue_grand_total", "expenditure_grand_total")
            if item in three_public.components:
                components.add(item)
            class_lines += item is None and labels.has_ordinal(cell.text) and function_class(cell.text) is not None
    used = [
        c
        for c in (panels[-1].amounts if panels else [])
        if any(labels.squeeze(cover.text(r, c)) for r in range(headed.first_data_row, headed.grid.rows + 1))
    ]
    return _Features(
        panels=sum(bool(p.roles) and bool(p.amounts) for p in panels),
        has_codes=any(p.with_role("code", "code_class") for p in panels),
        has_headings=bool(headed.header_rows),
        class_lines=class_lines,
        grand_totals=totals,
        components=frozenset(components),
        measures=frozenset(m for p in headed.paths if p and (m := measure_of(p, None))),
        right_amounts=len(used),
        performance_labels=performance,
    )


def _agrees(form: FormDefinition, f: _Features) -> bool:
    """Whether a table's shape allows the form its title names."""
    if form.kind == "performance":
        return f.performance_labels >= 1
    if form.kind == "two_sided":
        return f.panels >= 2 or f.class_lines >= 1 or f.grand_totals >= 1
    if form.kind == "components":
        return len(f.components) >= 2
    return f.panels >= 1 or bool(f.measures)


def _fits_without_title(form: FormDefinition, f: _Features) -> bool:
    if form.kind == "performance":
        return f.performance_labels >= 4 and form.form_id == "project_performance"
    if form.kind == "two_sided" and f.grand_totals + f.class_lines >= 4 and f.panels >= 2:
        if f.has_headings:
            funds = {"general_public_budget", "government_fund", "state_capital"}
            return bool(f.measures & funds) == (len(form.lost_headings["expenditure"]) > 1)
        return f.right_amounts == len(form.lost_headings["expenditure"])
    if form.kind == "components":
        return len(f.components) >= 4 and not f.has_codes
    return False
