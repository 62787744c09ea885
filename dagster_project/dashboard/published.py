"""What the pages show, as rows of the publication: one function a page. Reads `marts` of a database opened read-only.

A finding is one root cause (`fault_group`), under its gravest result. What is waived or withheld is already decided in
the marts; nothing is computed here but counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]

_WEIGHT = "case severity when 'fatal' then 0 when 'error' then 1 when 'warning' then 2 else 3 end"
# One row is one root cause within one disclosure, under the gravest of its results.
_FOUND = f"""
    select *, count(*) over (partition by disclosure_id, finding) as identities, {_WEIGHT} as weight
    from (
        select *, coalesce(fault_group, identity_result_id) as finding
        from marts.fct_identity_result where is_current and verdict in ('fails', 'incomplete')
    )
    qualify row_number() over (partition by disclosure_id, finding order by weight, identity_id, instance) = 1
"""


def overview(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """One row a current disclosure: who, when, how it stands, its findings, and its total where it may be added up."""
    return _rows(
        connection,
        f"""
        with found as ({_FOUND}),
        counted as (
            select disclosure_id, count(*) filter (weight <= 1) as errors, count(*) filter (weight = 2) as warnings,
                count(*) filter (weight = 3) as notices
            from found group by disclosure_id
        )
        select d.*, y.expenditure_yuan, y.expenditure_change_percent, y.basic_yuan, y.project_yuan, y.three_public_yuan,
            coalesce(c.errors, 0) as errors, coalesce(c.warnings, 0) as warnings, coalesce(c.notices, 0) as notices
        from marts.dim_disclosure as d
        left join counted as c on d.disclosure_id = c.disclosure_id
        left join marts.fct_department_year as y
            on d.department_id = y.department_id and d.fiscal_year = y.fiscal_year and d.stage = y.stage
                and d.is_additive
        where d.is_current
        order by d.department_code nulls last, d.department_name, d.fiscal_year, d.stage, d.level
        """,
    )


def findings(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """One row a finding, the gravest first, with the figure most likely wrong and where it is printed."""
    return _rows(
        connection,
        f"""
        with found as ({_FOUND}),
        likeliest as (
            select * from marts.fct_suspect_cell where is_current
            qualify row_number() over (partition by disclosure_id, fault_group order by rank, cell_id, claim_id) = 1
        )
        select f.*, d.department_name, d.department_id, d.fiscal_year, d.stage, d.level, s.blame, s.is_unique,
            coalesce(s.cell_id, s.claim_id) as figure_id, s.printed_text, o.file_name,
            coalesce(c.page, m.page) as page, coalesce(c.line, m.line) as line, c.table_number, c.row_label,
            c.column_label, c.cell_reference
        from found as f
        join marts.dim_disclosure as d on f.disclosure_id = d.disclosure_id
        left join likeliest as s on f.disclosure_id = s.disclosure_id and f.fault_group = s.fault_group
        left join marts.fct_cell as c on s.cell_id = c.cell_id
        left join marts.fct_claim as m on s.claim_id = m.claim_id
        left join marts.dim_document as o on coalesce(c.document_id, m.document_id) = o.document_id
        order by f.weight, d.department_name, d.fiscal_year, d.stage, f.identity_id, f.instance
        """,
    )


def coverage(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """One row a department, year, stage and form that must be published, and whether it was."""
    return _rows(
        connection,
        """
        select k.*, coalesce(d.department_name, k.department_id) as department_name, f.title_zh, f.title_en
        from marts.fct_disclosure_coverage as k
        left join marts.dim_department as d on k.department_id = d.department_id
        left join marts.dim_form as f on k.form_id = f.form_id
        order by d.department_code nulls last, department_name, k.fiscal_year, k.stage, k.form_id
        """,
    )


def projects(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """One row a project form, the dearest first, with the number of its indicators."""
    return _rows(
        connection,
        """
        with indicators as (
            select project_id, count(*) as indicators from marts.fct_performance_indicator
            where is_current and project_id is not null group by project_id
        )
        select p.*, d.department_name, d.department_id, d.fiscal_year, d.stage, coalesce(i.indicators, 0) as indicators
        from marts.fct_project as p
        join marts.dim_disclosure as d on p.disclosure_id = d.disclosure_id
        left join indicators as i on p.project_id = i.project_id
        where p.is_current
        order by p.annual_total_yuan desc nulls last, p.project_name, p.project_id
        """,
    )


def documents(connection: duckdb.DuckDBPyConnection, department_id: str) -> list[Row]:
    """The files of a department's current disclosures."""
    return _rows(
        connection,
        """
        select o.*, d.fiscal_year, d.stage, d.level from marts.dim_document as o
        join marts.dim_disclosure as d on o.disclosure_id = d.disclosure_id
        where d.department_id = $id and d.is_current
        order by d.fiscal_year, d.stage, o.file_name, o.sha256
        """,
        {"id": department_id},
    )


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Row | None = None) -> list[Row]:
    cursor = connection.execute(sql, parameters or {})
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
