"""The marts as files: Parquet by ordered COPY, one file a fiscal year, and CSV for people's own programs.

The same content gives the same bytes: one thread, all columns ordered, no time and no id of the publication inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project.publication.catalog import Table

if TYPE_CHECKING:
    import duckdb

BOM = b"\xef\xbb\xbf"  # spreadsheets take a CSV without it for the local code page


def write(database: Path, tables: list[Table], folder: Path) -> dict[str, list[str]]:
    """Writes `parquet/<table>/…` and `csv/<table>.csv` for every mart; returns the Parquet paths of each table."""
    import duckdb

    paths: dict[str, list[str]] = {}
    (folder / "csv").mkdir()
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set threads to 1")
        for table in (t for t in tables if t.schema == "marts"):
            paths[table.name] = _parquet(connection, table, folder)
            _csv(connection, table, folder / "csv" / f"{table.name}.csv")
    return paths


def _parquet(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> list[str]:
    (folder / "parquet" / table.name).mkdir(parents=True)
    paths = []
    for name, condition in _parts(connection, table):
        path = f"parquet/{table.name}/{name}.parquet"
        connection.execute(
            f"copy (select t.* from {table.path} as t {condition} order by all) to '{folder / path}' "
            "(format parquet, compression zstd)"
        )
        paths.append(path)
    return paths


def _parts(connection: duckdb.DuckDBPyConnection, table: Table) -> list[tuple[str, str]]:
    """The files of a table: a name, and the join and condition that select its rows. A fact has a file for each fiscal
    year, its own or its disclosure's; a dimension has one file, and so has a fact without rows."""
    if not table.name.startswith("fct_"):
        return [(table.name, "")]
    join, year = "", "t.fiscal_year"
    if not table.has("fiscal_year"):
        if not table.has("disclosure_id"):
            return [(table.name, "")]
        join, year = "left join marts.dim_disclosure as d on t.disclosure_id = d.disclosure_id", "d.fiscal_year"
    rows = connection.execute(f"select distinct {year} from {table.path} as t {join} order by 1 nulls last").fetchall()
    parts = [
        (str(value), f"{join} where {year} = {value}")
        if value is not None
        else ("unknown", f"{join} where {year} is null")
        for (value,) in rows
    ]
    return parts or [(table.name, "")]


def _csv(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    without_bom = path.with_suffix(".part")
    connection.execute(f"copy (select * from {table.path} order by all) to '{without_bom}' (format csv, header)")
    with without_bom.open("rb") as source, path.open("wb") as target:
        target.write(BOM)
        while block := source.read(1 << 20):
            target.write(block)
    without_bom.unlink()
