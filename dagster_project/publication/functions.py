"""The functions that are published beside the tables: `history.as_known_on(day)`, in the dialects of both stores.

Its text is the macro of the models, so that what a model calls known on a day and what a reader gets is one.
"""

from __future__ import annotations

from functools import cache

from dagster_project.home import ROOT
from dagster_project.publication.catalog import Column

NAME = "as_known_on"
_COLUMNS = (
    *("disclosure_id", "department_id", "department_name", "fiscal_year", "stage", "level", "version"),
    *("known_from", "known_to", "is_additive"),
)


def in_duckdb() -> str:
    """The statement that makes the table macro."""
    return f"create or replace macro history.{NAME}(day) as table {_query('day')}"


def in_postgres(disclosure: tuple[Column, ...], types: dict[str, str]) -> str:
    """The statement that makes the function; `disclosure` are the columns of `dim_disclosure`, `types` their types."""
    kinds = {column.name: types[column.type] for column in disclosure}
    columns = ", ".join(f"{name} {kinds[name]}" for name in _COLUMNS)
    return (
        f"create function history.{NAME}(day date) returns table ({columns}) language sql stable "
        f"as $function$ {_query('$1')} $function$"
    )


@cache
def _query(day: str) -> str:
    from jinja2 import Environment

    source = (ROOT / "dbt" / "macros" / f"{NAME}.sql").read_text(encoding="utf-8")
    return str(getattr(Environment(autoescape=False).from_string(source).module, NAME)(day))
