"""The disclosures of one department and what the identities say of them, read back from a publication.

The columns of the marts are the fields of the records: a row becomes the record it was made of.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project.departments import name_key
from dagster_project.home import SetupError
from dagster_project.records import (
    Cell,
    Claim,
    Confrontation,
    Disclosure,
    DocumentRow,
    IdentityResult,
    Indicator,
    SuspectCell,
)

if TYPE_CHECKING:
    import duckdb

_NEAR = 3  # names offered where none is meant for certain


@dataclass(slots=True)
class Department:
    """A department and what is published of it: its own disclosures first, then those of its units, by year and stage.
    `missing` holds (year, stage, form's id, legal ground) of forms that a disclosure of it ought to have and has not."""

    department_id: str
    name: str
    disclosures: list[tuple[Disclosure, Confrontation]] = field(default_factory=list)
    missing: list[tuple[int, str, str, str]] = field(default_factory=list)
    advice: dict[str, dict[str, str]] = field(default_factory=dict)  # of an identity, by language
    form_titles: dict[str, dict[str, str]] = field(default_factory=dict)  # of a form, by language


def department(database: Path, wanted: str, year: int | None) -> Department:
    """The department that `wanted` means (an id, a code, a name, an alias, or a part of one name alone) with its current
    disclosures, of one fiscal year where `year` is given. Raises `SetupError` where it means none, or several."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        found = _meant(connection, wanted)
        found.disclosures = [
            (d, _confrontation(connection, d)) for d in _disclosures(connection, found.department_id, year)
        ]
        found.missing = _missing(connection, found.department_id, year)
        found.advice = _by_language(connection, "select identity_id, advice_zh, advice_en from marts.dim_identity")
        found.form_titles = _by_language(connection, "select form_id, title_zh, title_en from marts.dim_form")
        return found


def _meant(connection: duckdb.DuckDBPyConnection, wanted: str) -> Department:
    sql = """
        select department_id, department_code, department_name, coalesce(aliases, '') from marts.dim_department
        order by department_id
    """
    bodies = connection.execute(sql).fetchall()
    key = name_key(wanted)
    exact = [b for b in bodies if wanted in (b[0], b[1]) or key in map(name_key, _names(b))]
    found = exact or [b for b in bodies if any(key in name_key(n) for n in _names(b))]
    if len(found) == 1:
        return Department(found[0][0], found[0][2])
    names = sorted({b[2] for b in found or bodies if b[2]})
    near = names if found else difflib.get_close_matches(wanted, names, _NEAR, 0.3)
    offered = "、".join(near[:_NEAR]) or "（库中没有相近的名称）"
    what = f"有 {len(found)} 个部门符合" if found else "库中没有这个部门"
    raise SetupError(f"{wanted}：{what}；请用部门编码或全称，例如：{offered}")


def _names(body: tuple[str, str | None, str, str]) -> list[str]:
    return [n for n in (body[2], *body[3].replace("；", "|").replace(";", "|").replace("、", "|").split("|")) if n]


def _disclosures(connection: duckdb.DuckDBPyConnection, department_id: str, year: int | None) -> list[Disclosure]:
    sql = """
        select d.* from marts.dim_disclosure as d
        left join marts.dim_department as b on d.department_id = b.department_id
        where d.is_current and ($year is null or d.fiscal_year = $year)
            and (d.department_id = $id or list_contains(string_split(coalesce(b.ancestor_ids, ''), ','), $id))
        order by d.department_id <> $id, d.department_id, d.fiscal_year, d.stage, d.level, d.disclosure_id
    """
    found = []
    for row in _rows(connection, sql, {"id": department_id, "year": year}):
        disclosure = _record(Disclosure, row)
        own = {"id": disclosure.disclosure_id}
        documents = "select * from marts.dim_document where disclosure_id = $id order by file_name, document_id"
        disclosure.documents = [_record(DocumentRow, r) for r in _rows(connection, documents, own)]
        found.append(disclosure)
    return found


def _confrontation(connection: duckdb.DuckDBPyConnection, disclosure: Disclosure) -> Confrontation:
    """What was judged; the figures thought wrong are put into the disclosure, no others are needed."""
    own = {"id": disclosure.disclosure_id}
    results = "select * from marts.fct_identity_result where disclosure_id = $id order by identity_result_id"
    suspects = "select * from marts.fct_suspect_cell where disclosure_id = $id order by suspect_cell_id"
    confrontation = Confrontation(
        results=[_record(IdentityResult, r) for r in _rows(connection, results, own)],
        suspects=[_record(SuspectCell, r) for r in _rows(connection, suspects, own)],
    )
    for name, record, table, key in (
        ("cells", Cell, "fct_cell", "cell_id"),
        ("claims", Claim, "fct_claim", "claim_id"),
        ("indicators", Indicator, "fct_performance_indicator", "indicator_id"),
    ):
        sql = f"""
            select * from marts.{table} where {key} in
            (select {key} from marts.fct_suspect_cell where disclosure_id = $id) order by {key}
        """
        setattr(disclosure, name, [_record(record, r) for r in _rows(connection, sql, own)])
    return confrontation


def _missing(
    connection: duckdb.DuckDBPyConnection, department_id: str, year: int | None
) -> list[tuple[int, str, str, str]]:
    sql = """
        select c.fiscal_year, c.stage, c.form_id, c.legal_ground
        from marts.fct_disclosure_coverage as c
        where c.coverage = 'missing' and c.department_id = $id and ($year is null or c.fiscal_year = $year)
            and exists (
                select 1 from marts.dim_disclosure as d
                where d.is_current and d.department_id = c.department_id
                    and d.fiscal_year = c.fiscal_year and d.stage = c.stage
            )
        order by c.fiscal_year, c.stage, c.form_id
    """
    return connection.execute(sql, {"id": department_id, "year": year}).fetchall()


def _by_language(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, dict[str, str]]:
    return {key: {"zh": zh, "en": en} for key, zh, en in connection.execute(sql).fetchall()}


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, parameters)
    names = [d[0] for d in cursor.description or ()]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def _record(record_type: type, row: dict[str, Any]) -> Any:
    return record_type(**{f.name: row[f.name] for f in fields(record_type) if f.name in row})
