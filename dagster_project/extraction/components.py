"""Forms whose components (因公出国, 公务接待 …) run down in one place and across in another: which column is which.

Only the form's own vocabulary decides; a column that names no component is an ordinary amount column.
"""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.extraction.form_definitions import FormDefinition, basis_of, line_item
from dagster_project.extraction.labels import heading, without_year


def component_columns(paths: Sequence[tuple[str, ...]], amounts: Sequence[int], form: FormDefinition) -> dict[int, str]:
    """Column number -> component, where the components run across; empty where they run down."""
    if form.kind != "components":
        return {}
    found = {c: item for c in amounts if (item := component_of(paths[c - 1], form))}
    if len(set(found.values()) & set(form.components) - {"three_public_total", "total"}) < 2:
        return {}
    beside = {"conferences", "training"} & set(found.values())
    for column, item in found.items():
        if beside and item == "three_public_total" and len(_own(paths[column - 1])) == 1:
            found[column] = "three_public_and_meetings_total"
    return found


def component_of(path: tuple[str, ...], form: FormDefinition) -> str | None:
    """The component a heading path names: by its last elements, the innermost one or two."""
    own = _own(path)
    if not own:
        return None
    for item, texts in form.lines.items():
        for text in texts:
            wanted = [heading(e) for e in text.split("/")]
            if len(wanted) > 1 and [without_year(heading(e)) for e in own[-len(wanted) :]] == wanted:
                return item
    named = line_item(own[-1], form.form_id)
    return "three_public_total" if named == "total" else named


def _own(path: tuple[str, ...]) -> tuple[str, ...]:
    """A heading path without the elements that only tell the budget or account (预算数, 决算数)."""
    return tuple(e for e in path if not basis_of((e,), None, "final"))


def is_down(labels_of_rows: Sequence[str], form: FormDefinition) -> bool:
    """Whether the components run down the rows."""
    return len({i for t in labels_of_rows if (i := line_item(t, form.form_id)) in form.components}) >= 2
