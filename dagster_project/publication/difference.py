"""What changed since the standing publication: one row a figure, each with one cause (`fct_change`).

A figure is found again by its disclosure (department, year, stage, level), form, and the labels of its row and column,
not by where it stands: a new row above it moves it and does not change it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from dagster_project.raw_tables import ChangeRow
from dagster_project.records import Disclosure, stable_id

# (department, year, stage, level) of a disclosure, then form, ordinal, row, column and which of several alike
Key = tuple[Any, ...]
MART = "fct_cell"
_BEFORE = """
    select
        d.department_id, d.fiscal_year, d.stage, d.level, c.form_id, c.row_label, c.column_label,
        c.printed_text, c.amount_yuan, c.function_code, c.economic_code, c.measure, c.document_id
    from marts.fct_cell as c
    inner join marts.dim_disclosure as d on c.disclosure_id = d.disclosure_id
    where d.is_current
    order by c.document_id, c.table_number, c.row_number, c.column_number
"""


def changes(current: Path, disclosures: Iterable[Disclosure], publication_id: str) -> list[ChangeRow]:
    """The changed figures between the publication in the folder `current` and the current disclosures, ordered by id.
    Where nothing is published yet nothing has changed."""
    import duckdb

    database = current / "budget.duckdb"
    if not database.exists():
        return []
    with duckdb.connect(str(database), read_only=True) as connection:
        before = _keyed(connection.execute(_BEFORE).fetchall())
    now = _keyed(_rows(disclosures))
    documents = {row[-1] for row in before.values()}
    bodies = {key[:4] for key in before}
    rows = []
    for key in before.keys() | now.keys():
        old, new = before.get(key), now.get(key)
        for column, index in (("amount_yuan", 1), ("printed_text", 0)):
            values = (old[index] if old else None, new[index] if new else None)
            if values[0] == values[1]:
                continue
            rows.append(_change(key, column, values, _cause(key, old, new, bodies, documents), publication_id))
            break  # one row a figure: its money where that differs, else how it is printed
    return sorted(rows, key=lambda r: r.change_id)


def _rows(disclosures: Iterable[Disclosure]) -> list[tuple]:
    cells = [(d, c) for d in disclosures if d.is_current for c in d.cells]
    cells.sort(key=lambda p: (p[1].document_id, p[1].table_number, p[1].row_number, p[1].column_number))
    return [
        (
            d.department_id, d.fiscal_year, d.stage, d.level, c.form_id, c.row_label, c.column_label,
            c.printed_text, c.amount_yuan, c.function_code, c.economic_code, c.measure, c.document_id,
        )
        for d, c in cells
    ]  # fmt: skip


def _keyed(rows: Iterable[tuple]) -> dict[Key, tuple]:
    seen: Counter[Key] = Counter()
    keyed = {}
    for row in rows:
        key = row[:7]
        seen[key] += 1
        keyed[(*key, seen[key])] = row[7:]
    return keyed


def _cause(key: Key, old: tuple | None, new: tuple | None, bodies: set[Key], documents: set[str]) -> str:
    """The one cause: a disclosure nobody had, another document of one we had, or the same document read otherwise."""
    if key[:4] not in bodies:
        return "new_document"
    if new is not None and new[-1] not in documents:
        return "replaced_document" if old is not None else "new_document"
    if new is None and old is not None:
        return "replaced_document"
    return "reading"


def _change(key: Key, column: str, values: tuple[Any, Any], cause: str, publication_id: str) -> ChangeRow:
    row_key = stable_id(*key)
    old, new = (None if v is None else format(v, "f") if isinstance(v, Decimal) else str(v) for v in values)
    change_id = stable_id(publication_id, MART, row_key, column)
    return ChangeRow(change_id, publication_id, MART, row_key, column, old, new, cause, key[0], key[1])
