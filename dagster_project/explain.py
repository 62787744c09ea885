"""From any row of the published tables back to what is printed: file, page, table, row, column, line and text.

Reads the current publication only, read-only. Belongs here: finding rows and places, as data. Does not belong here:
wording (`explain_text`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project.publication.catalog import label
from dagster_project.record_json import plain

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]
# what is printed: the table that holds it and the column that names it
_PRINTED = {
    "cell": ("fct_cell", "cell_id"),
    "claim": ("fct_claim", "claim_id"),
    "project": ("fct_project", "project_id"),
    "indicator": ("fct_performance_indicator", "indicator_id"),
}
_ADDRESS = (
    "page", "table_number", "row_number", "column_number", "line", "row_label", "column_label", "form_id", "form_ordinal",
    "cell_reference", "printed_text", "quote", "project_name", "target_text", "value", "unit", "amount_yuan",
)  # fmt: skip


@dataclass(slots=True)
class Explanation:
    """What an id stands for: `found_in` schema.table, the row, its disclosure, the places it rests on; for a fault group
    its results and suspects as rows."""

    id: str
    found_in: str
    row: Row
    disclosure: Row | None = None
    places: list[Row] = field(default_factory=list)
    results: list[Row] = field(default_factory=list)
    suspects: list[Row] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)  # column -> its Chinese label


def explain(database: Path, wanted: str) -> Explanation | None:
    """The explanation of an id; null where no published row has it."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        return _found_row(connection, wanted) or _found_group(connection, wanted)


def _found_row(connection: duckdb.DuckDBPyConnection, wanted: str) -> Explanation | None:
    for schema, table, key in _tables(connection):
        rows = _rows(
            connection, f'select * from {schema}."{table}" where cast("{key}" as varchar) = $id', {"id": wanted}
        )
        if rows:
            return _explained(connection, wanted, f"{schema}.{table}", rows[0])
    return None


def _found_group(connection: duckdb.DuckDBPyConnection, wanted: str) -> Explanation | None:
    """A fault group: the results it explains and the figures thought wrong."""
    sql = "select * from history.fct_identity_result where fault_group = $id order by identity_id, instance"
    results = _rows(connection, sql, {"id": wanted})
    if not results:
        return None
    explanation = _explained(connection, wanted, "history.fct_identity_result", results[0])
    explanation.row = {"fault_group": wanted, "results": len(results)}
    explanation.results = [_plain(r) for r in results]
    sql = "select * from history.fct_suspect_cell where fault_group = $id order by rank, cell_id, claim_id"
    suspects = _rows(connection, sql, {"id": wanted})
    explanation.suspects = [_plain(s) for s in suspects]
    explanation.places = [place for s in suspects for place in _evidence(connection, s)]
    known = {(p["kind"], p["id"]) for p in explanation.places}
    for result in results:
        for place in _terms(connection, result["identity_result_id"]):
            if (place["kind"], place["id"]) not in known:
                known.add((place["kind"], place["id"]))
                explanation.places.append(place)
    return explanation


def _explained(connection: duckdb.DuckDBPyConnection, wanted: str, found_in: str, row: Row) -> Explanation:
    places = _evidence(connection, row)
    if found_in.endswith(".fct_identity_result"):
        places = _terms(connection, wanted)
    disclosure = None
    if row.get("disclosure_id"):
        sql = "select * from marts.dim_disclosure where disclosure_id = $id"
        disclosure = next(iter(_rows(connection, sql, {"id": row["disclosure_id"]})), None)
    explanation = Explanation(wanted, found_in, _plain(row), _plain(disclosure) if disclosure else None, places)
    explanation.places = explanation.places or _documents(connection, row)
    explanation.labels = _labels(connection, found_in)
    return explanation


def _labels(connection: duckdb.DuckDBPyConnection, found_in: str) -> dict[str, str]:
    sql = "select column_name, comment from duckdb_columns() where schema_name || '.' || table_name = $id"
    return {r["column_name"]: label(r["comment"] or "") for r in _rows(connection, sql, {"id": found_in})}


def _documents(connection: duckdb.DuckDBPyConnection, row: Row) -> list[Row]:
    """The files behind a row that names no printed figure: those of its disclosure."""
    named = [row.get("disclosure_id"), *(row.get("disclosure_ids") or "").split(",")]
    sql = "select document_id as id, file_name, sha256 from marts.dim_document where disclosure_id = $id order by id"
    return [{"kind": "document"} | r for i in dict.fromkeys(named) if i for r in _rows(connection, sql, {"id": i})]


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Every published table with its key, the first column; what is printed first, every version before what is current."""
    sql = """
        select schema_name, table_name, column_name from duckdb_columns()
        where column_index = 1 and schema_name in ('history', 'marts')
        order by table_name not in ('fct_cell', 'fct_claim', 'fct_project', 'fct_performance_indicator'),
            schema_name, table_name
    """
    return connection.execute(sql).fetchall()


def _evidence(connection: duckdb.DuckDBPyConnection, row: Row) -> list[Row]:
    """The printed figures a row names, one or several, as columns of the contract do."""
    places = []
    for kind, (table, key) in _PRINTED.items():
        named = [row.get(key), *(row.get(f"{key}s") or "").split(",")]
        for wanted in dict.fromkeys(i for i in named if i):
            places += _place(connection, kind, table, key, wanted)
    if row.get("project_id") and not (row.get("indicator_id") or row.get("cell_id")):
        places += _sums(connection, row["project_id"])
    return places


def _sums(connection: duckdb.DuckDBPyConnection, project_id: str) -> list[Row]:
    """The cells that print the sums of money of a project form."""
    sql = """
        select c.cell_id from history.fct_project as p
        inner join history.fct_cell as c
            on p.document_id = c.document_id and p.form_ordinal = c.form_ordinal and c.quantity = 'money'
        where p.project_id = $id and c.form_id = 'project_performance'
        order by c.row_number, c.column_number
    """
    return [
        place
        for r in _rows(connection, sql, {"id": project_id})
        for place in _place(connection, "cell", "fct_cell", "cell_id", r["cell_id"])
    ]


def _terms(connection: duckdb.DuckDBPyConnection, result_id: str) -> list[Row]:
    """The figures of an identity result with their part in it, the reported side first."""
    sql = """
        select * from history.fct_identity_term where identity_result_id = $id
        order by side <> 'reported', ordinal, cell_id, claim_id
    """
    places = []
    for term in _rows(connection, sql, {"id": result_id}):
        part = {"side": term["side"], "coefficient": plain("coefficient", term["coefficient"].normalize())}
        amount = {"amount_yuan": plain("amount_yuan", term["amount_yuan"])} if term["amount_yuan"] is not None else {}
        places += [part | amount | place for place in _evidence(connection, term)]
    return places


def _place(connection: duckdb.DuckDBPyConnection, kind: str, table: str, key: str, wanted: str) -> list[Row]:
    sql = f"""
        select d.file_name, d.sha256, p.* from history.{table} as p
        left join marts.dim_document as d on p.document_id = d.document_id where p.{key} = $id
    """
    rows = _rows(connection, sql, {"id": wanted})
    return [
        {"kind": kind, "id": wanted, "file_name": r["file_name"], "sha256": r["sha256"]}
        | {name: value for name, value in _plain(r).items() if name in _ADDRESS}
        for r in rows
    ]


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Row) -> list[Row]:
    cursor = connection.execute(sql, parameters)
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def _plain(row: Row) -> Row:
    """The row with decimals and dates as text; figures as printed without the zeros of their column."""
    result = {}
    for name, value in row.items():
        if isinstance(value, Decimal):
            value = plain(name, value) if name.endswith("_yuan") else format(value.normalize(), "f")
        elif value is not None and not isinstance(value, str | int | bool):
            value = str(value)
        result[name] = value
    return result
