"""What each amount column of a panel states: its measure, the budget or account it speaks of, the component where those
run across.

Belongs here: reading heading paths, and doubting them where two columns would state the same. Does not belong here: which
columns are amounts (`panels`), the words (`dagster_project/forms/columns.yml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.extraction.classification import code_by_name, read_seed
from dagster_project.extraction.components import component_columns
from dagster_project.extraction.form_definitions import FormDefinition, basis_of, measure_of


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What a column states; `measure` is none where that is not known, `basis` where the headings do not say."""

    measure: str | None
    basis: str | None
    component: str | None
    is_doubted: bool = False  # its headings read like those of another column


@dataclass(slots=True)
class UnknownColumn:
    """A column of a form whose figures are kept without a meaning."""

    place: str  # of its first figure
    heading: str
    is_doubted: bool
    figures: int = 0
    remedy: str = "如为新表头，请在表样定义中补充"

    def words(self) -> str:
        """The reason, in one line."""
        why = "与另一栏意义相同，无法区分" if self.is_doubted else "不认识的列"
        return f"{why}：{self.heading}（共 {self.figures} 个数）"


def column_meanings(
    paths: Sequence[tuple[str, ...]],
    columns: Sequence[int],
    form: FormDefinition | None,
    fiscal_year: int | None,
    stage: str | None,
    lost: Sequence[str] = (),
) -> dict[int, ColumnMeaning]:
    """Column (from 1) -> what it states, by its heading path. `lost` are the measures, from left to right, of columns
    whose headings the document lost."""
    form_id = form.form_id if form else None
    waiting = list(lost)
    across = component_columns(paths, columns, form) if form else {}
    found: dict[int, ColumnMeaning] = {}
    for column in columns:
        path = paths[column - 1]
        if waiting and not path:
            measure: str | None = waiting.pop(0)
        elif column in across:
            measure = "total"
        else:
            measure = measure_of(path, form_id) or ("part" if _names_an_account(path) else None)
        found[column] = ColumnMeaning(measure, basis_of(path, fiscal_year, stage), across.get(column))
    return _without_doubles(found, paths, form_id)


def _without_doubles(
    found: dict[int, ColumnMeaning], paths: Sequence[tuple[str, ...]], form_id: str | None
) -> dict[int, ColumnMeaning]:
    """Of several columns that would state the same, the one with the plainest heading keeps its meaning, and with no
    plainest one none does; the others are parts of what stands above them, or not understood. A heading that is
    misunderstood must not become a wrong sum."""
    by_meaning: dict[ColumnMeaning, list[int]] = {}
    for column, meaning in found.items():
        if meaning.measure and paths[column - 1] and quantity_and_role(meaning.measure)[1] != "part":
            by_meaning.setdefault(meaning, []).append(column)
    for meaning, columns in by_meaning.items():
        if len(columns) < 2:
            continue
        lengths = [len(paths[c - 1]) for c in columns]
        for column, length in zip(columns, lengths, strict=True):
            if length > min(lengths) or lengths.count(min(lengths)) > 1:
                part = "part" if measure_of(paths[column - 1][:-1], form_id) else None
                found[column] = ColumnMeaning(part, meaning.basis, None, is_doubted=True)
    return found


def _names_an_account(path: tuple[str, ...]) -> bool:
    """Whether a heading is a name of the economic classification: the form breaks its total down by accounts."""
    return bool(path) and any(code_by_name(system, path[-1]) for system in ("economic", "government"))


@lru_cache(maxsize=1)
def _measures() -> dict[str, tuple[str, str]]:
    return {row["measure"]: (row["quantity"], row["role"]) for row in read_seed("measures")}


def quantity_and_role(measure: str) -> tuple[str, str]:
    """What a measure counts (money, count, percent, text) and its role in sums (seeds/measures.csv)."""
    return _measures().get(measure, ("money", "leaf"))
