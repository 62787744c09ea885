"""Which printed figures changed since the standing publication: one row a cell, each with one cause (`fct_change`).

A cell is found again by its disclosure (department, year, stage, level), form, and the labels of its row and column,
not by where it stands: a new row above it moves it and does not change it. The figures of the marts are compared by the
model `fct_change`, by the same order of causes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from dagster_project.raw_tables import ChangeRow
from dagster_project.records import Disclosure, stable_id

# (department, year, stage, level) of a disclosure, then form, row, column and which of several alike
Key = tuple[Any, ...]
Documents = dict[Key, set[str]]  # of a disclosure
MART = "fct_cell"
_BEFORE = """
    select
        d.department_id, d.fiscal_year, d.stage, d.level, c.form_id, c.row_label, c.column_label,
        c.printed_text, c.amount_yuan, c.classification_code, c.document_id,
        c.cell_id
    from marts.fct_cell as c
    inner join marts.dim_disclosure as d on c.disclosure_id = d.disclosure_id
    where d.is_current
    order by c.document_id, c.table_number, c.row_number, c.column_number
"""
_DOCUMENTS_BEFORE = """
    select d.department_id, d.fiscal_year, d.stage, d.level, f.document_id
    from marts.dim_document as f
    inner join marts.dim_disclosure as d on f.disclosure_id = d.disclosure_id
    where d.is_current
"""
# Looked at in this order, and one row a figure: its money where that differs, else how it is printed, else its code.
_COMPARED = (("amount_yuan", 1), ("printed_text", 0), ("classification_code", 2))


def changes(current: Path, disclosures: Iterable[Disclosure], publication_id: str) -> list[ChangeRow]:
    """The changed cells between the publication in the folder `current` and the current disclosures, ordered by id.
    Where nothing is published yet nothing has changed."""
    import duckdb

    database = current / "budget.duckdb"
    if not database.exists():
        return []
    with duckdb.connect(str(database), read_only=True) as connection:
        before = _keyed(connection.execute(_BEFORE).fetchall())
        documents_before = _documents(connection.execute(_DOCUMENTS_BEFORE).fetchall())
    standing = [d for d in disclosures if d.is_current]
    now = _keyed(_rows(standing))
    documents_now = _documents(
        (d.department_id, d.fiscal_year, d.stage, d.level, f.document_id) for d in standing for f in d.documents
    )
    rows = []
    for key in before.keys() | now.keys():
        old, new = before.get(key), now.get(key)
        for column, index in _COMPARED:
            values = (old[index] if old else None, new[index] if new else None)
            if values[0] != values[1]:
                cause = _cause(old, column, documents_before.get(key[:4]), documents_now.get(key[:4]))
                rows.append(_change(key, column, values, cause, publication_id, [f[-1] for f in (new, old) if f]))
                break
    return sorted(rows, key=lambda r: r.change_id)


def _documents(rows: Iterable[tuple]) -> Documents:
    found: Documents = defaultdict(set)
    for *body, document in rows:
        found[tuple(body)].add(document)
    return found


def _rows(disclosures: Iterable[Disclosure]) -> list[tuple]:
    cells = [(d, c) for d in disclosures for c in d.cells]
    cells.sort(key=lambda p: (p[1].document_id, p[1].table_number, p[1].row_number, p[1].column_number))
    return [
        (
            d.department_id, d.fiscal_year, d.stage, d.level, c.form_id, c.row_label, c.column_label,
            c.printed_text, c.amount_yuan, c.classification_code, c.document_id, c.cell_id,
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


def _cause(old: tuple | None, column: str, before: set[str] | None, now: set[str] | None) -> str:
    """The one cause: a disclosure nobody had or a further document of one we had, another document of it, or the same
    documents read or mapped otherwise."""
    if not before:
        return "new_document"
    if not now or before != now:
        return "new_document" if old is None and before <= (now or set()) else "replaced_document"
    return "classification" if column == "classification_code" else "reading"


def _change(
    key: Key, column: str, values: tuple[Any, Any], cause: str, publication_id: str, cells: list[str]
) -> ChangeRow:
    row_key = stable_id(*key)
    old, new = (None if v is None else format(v, "f") if isinstance(v, Decimal) else str(v) for v in values)
    change_id = stable_id(publication_id, MART, row_key, column)
    difference = None
    if column == "amount_yuan":
        difference = (values[1] or Decimal(0)) - (values[0] or Decimal(0))
    place = " | ".join(str(part or "") for part in key[4:7])
    body = key[:4]  # department, year, stage, level
    return ChangeRow(
        change_id,
        publication_id,
        MART,
        row_key,
        column,
        old,
        new,
        cause,
        body[0],
        body[1],
        body[2],
        body[3],
        place,
        difference,
        ",".join(dict.fromkeys(cells)),
    )
