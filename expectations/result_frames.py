"""Small result tables as pandas frames in which no figure can have become a float.

Belongs here: running one query and refusing what is not text, a truth value or an integer. Does not belong here: the
queries (`suites.py`). DuckDB's own `.df()` turns DECIMAL into floats and an integer beside a null into one too; so the
way leads over Arrow with pandas' nullable types, and money comes as 分 in BIGINT, cast in SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


class InexactColumnError(TypeError):
    """A query selects a column that is not text, a truth value or an integer; names it and the remedy."""


def exact_frame(connection: duckdb.DuckDBPyConnection, query: str) -> pd.DataFrame:
    """The rows of `query`: integers as Int64, text as string, truth values as boolean, nulls kept.

    Raises InexactColumnError for any other type, and duckdb.Error where the query cannot be run.
    """
    import pandas as pd
    import pyarrow as pa

    table = connection.execute(query).to_arrow_table()
    for field in table.schema:
        if not (pa.types.is_integer(field.type) or pa.types.is_string(field.type) or pa.types.is_boolean(field.type)):
            raise InexactColumnError(
                f"column {field.name} is {field.type}: select money as cast(… * 100 as bigint), others as text"
            )
    columns = [column.cast(pa.int64()) if pa.types.is_integer(column.type) else column for column in table.columns]
    exact = pa.table(dict(zip(table.column_names, columns, strict=True)))
    nullable = {pa.int64(): pd.Int64Dtype(), pa.string(): pd.StringDtype(), pa.bool_(): pd.BooleanDtype()}
    return exact.to_pandas(types_mapper=nullable.get)
