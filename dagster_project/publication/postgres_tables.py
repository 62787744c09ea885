"""The statements that make a table of PostgreSQL from a published one: types, keys, comments; and questions to its
catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dagster_project.publication.catalog import Table
from dagster_project.publication.targets import TargetError

TYPES = {
    "VARCHAR": "text",
    "BIGINT": "bigint",
    "INTEGER": "integer",
    "SMALLINT": "smallint",
    "HUGEINT": "numeric(39, 0)",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
}
_DECIMAL = re.compile(r"^DECIMAL\((\d+),\s*(\d+)\)$")
# Columns by which people join or filter; the first column of a fact or dimension is its key.
_SOUGHT = ("disclosure_id", "fiscal_year", "cell_id", "department_id")

# Views outside the published schemas that read their tables or call their functions, with their texts.
VIEWS_OVER = """
    select distinct
        format('%%I.%%I', home.nspname, view.relname),
        pg_get_viewdef(view.oid)
    from pg_depend as d
    inner join pg_rewrite as r on d.objid = r.oid and d.classid = 'pg_rewrite'::regclass
    inner join pg_class as view on r.ev_class = view.oid and view.relkind = 'v'
    inner join pg_namespace as home on view.relnamespace = home.oid
    left join pg_class as read on d.refobjid = read.oid and d.refclassid = 'pg_class'::regclass
    left join pg_proc as called on d.refobjid = called.oid and d.refclassid = 'pg_proc'::regclass
    inner join pg_namespace as published on coalesce(read.relnamespace, called.pronamespace) = published.oid
    where published.nspname = any(%s) and home.nspname <> published.nspname
    order by 1
"""
REPLACED = """
    select nspname
    from pg_namespace
    where starts_with(obj_description(oid, 'pg_namespace'), %s) and strpos(nspname, %s) > 0
    order by nspname
"""
# What a schema holds, as `drop` names it.
CONTENTS = """
    select format('function %%I.%%I(%%s)', n.nspname, f.proname, pg_get_function_identity_arguments(f.oid))
    from pg_proc as f
    inner join pg_namespace as n on f.pronamespace = n.oid
    where n.nspname = %s
    union all
    select format('table %%I.%%I', n.nspname, c.relname)
    from pg_class as c
    inner join pg_namespace as n on c.relnamespace = n.oid
    where n.nspname = %s and c.relkind = 'r'
    order by 1
"""


def statements(table: Table, path: str) -> Iterator[str]:
    """Creates the table under this path, with its comments and the indexes that reading it needs."""
    columns = ", ".join(f'"{c.name}" {_type(table, c.name, c.type)}' for c in table.columns)
    yield f"create table {path} ({columns})"
    if table.comment:
        yield comment("table", path, table.comment)
    for column in table.columns:
        if column.comment:
            yield comment("column", f'{path}."{column.name}"', column.comment)
    for name in dict.fromkeys((table.columns[0].name, *_SOUGHT)):
        if table.has(name):
            yield f'create index on {path} ("{name}")'


def comment(kind: str, path: str, text: str) -> str:
    """The statement that says what the thing is."""
    quoted = text.replace("'", "''")
    return f"comment on {kind} {path} is '{quoted}'"


def _type(table: Table, column: str, kind: str) -> str:
    if found := _DECIMAL.match(kind):
        return f"numeric({found[1]}, {found[2]})"
    if kind not in TYPES:
        raise TargetError(f"{table.schema}.{table.name}.{column}：类型 {kind} 在 PostgreSQL 中没有对应；请报告维护者")
    return TYPES[kind]
