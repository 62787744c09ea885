"""What the standing publication said, as raw tables beside those of the run: what its changes are told from.

Copied by the database itself, since it may be as much as the run holds. Does not belong here: what counts as a change and
why it came about (`difference.py` for the printed cells, the model `fct_change` for the figures of the marts).
"""

from __future__ import annotations

import os
from pathlib import Path

_SOURCES = {
    "previous_documents": """
        select d.department_id, d.fiscal_year, d.stage, d.level, f.document_id
        from marts.dim_document as f
        inner join marts.dim_disclosure as d on f.disclosure_id = d.disclosure_id
        where d.is_current
        order by all
    """,
    "previous_cells": """
        select
            cell_id, printed_text, amount_yuan, form_id, form_ordinal, row_label, column_label, function_code,
            economic_code, measure, amount_basis, side, row_kind, line_item, unit_code
        from marts.fct_cell
        order by all
    """,
    "previous_figures": """
        select
            mart, department_id, fiscal_year, stage, level, coordinates, classification_code, amount_yuan,
            {plain_value} as plain_value, cell_ids, claim_id
        from controls.ctl_figure
        order by all
    """,
}


def write(current: Path, raw: Path) -> None:
    """Writes the raw tables `previous_*` from the publication in `current` over the empty ones. They stay empty where
    nothing is published, or by a version that did not keep the figures of its marts: then no figure has changed. An early
    version kept its money only."""
    import duckdb

    database = current / "budget.duckdb"
    if not database.exists():
        return
    with duckdb.connect(str(database), read_only=True) as connection:
        kept = connection.execute("select column_name from duckdb_columns() where table_name = 'ctl_figure'").fetchall()
        if not kept:
            return
        plain_value = "plain_value" if ("plain_value",) in kept else "cast(null as decimal(28, 8))"
        for name, query in _SOURCES.items():
            unfinished = raw / f".{name}.{os.getpid()}.tmp"
            connection.execute(
                f"copy ({query.format(plain_value=plain_value)}) to '{unfinished}' (format parquet, compression zstd)"
            )
            unfinished.replace(raw / f"{name}.parquet")
