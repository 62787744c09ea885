"""What `citybudget diff` reads of a publication: its changes, and that they add up to what the totals moved.

Belongs here: reading and adding. Does not belong here: finding changes (`difference.py`, the model `fct_change`) and how they
are shown (`diff_command.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

_CHANGES = """
    select
        mart, c.department_id, d.department_name, c.fiscal_year, c.stage, c.level, c.coordinates, c.column_name,
        c.old_value, c.new_value, c.difference_yuan, c.cause, c.row_key, c.change_id
    from marts.fct_change as c
    left join marts.dim_department as d on c.department_id = d.department_id
    order by c.mart, c.department_id, c.fiscal_year, c.stage, c.level, c.coordinates, c.column_name, c.change_id
"""
# The cells that count, and the money figures of the marts: the tables whose figures `fct_change` follows.
_TOTALS = """
    select 'fct_cell' as mart, sum(c.amount_yuan)
    from marts.fct_cell as c
    inner join marts.dim_disclosure as d on c.disclosure_id = d.disclosure_id
    where d.is_current
    union all
    select mart, sum(amount_yuan)
    from controls.ctl_figure
    group by mart
"""
COLUMNS = (
    *("mart", "department_id", "department_name", "fiscal_year", "stage", "level", "coordinates", "column_name"),
    *("old_value", "new_value", "difference_yuan", "cause", "row_key", "change_id"),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A mart's total before and now, in yuan, and the sum of its changes. `before` is null where the previous publication
    is no longer kept, or kept no such total."""

    mart: str
    before: Decimal | None
    now: Decimal
    changes: Decimal

    @property
    def adds_up(self) -> bool | None:
        """Whether the changes are to the cent what the total moved; null where that cannot be said."""
        return None if self.before is None else self.now - self.before == self.changes


def changes(publication: Path) -> list[dict]:
    """The changes of a publication, ordered by mart and place."""
    import duckdb

    with duckdb.connect(str(publication / "budget.duckdb"), read_only=True) as connection:
        return [dict(zip(COLUMNS, row, strict=True)) for row in connection.execute(_CHANGES).fetchall()]


def moved(publication: Path, previous: Path | None, changed: list[dict]) -> list[Moved]:
    """Each mart's total before and now beside the sum of its changes, by name."""
    now = _totals(publication)
    before = _totals(previous) if previous and (previous / "budget.duckdb").exists() else {}
    sums: dict[str, Decimal] = dict.fromkeys([*now, *before], Decimal(0))
    for row in changed:
        sums[row["mart"]] = sums.get(row["mart"], Decimal(0)) + (row["difference_yuan"] or 0)
    zero = Decimal(0)
    return [
        Moved(mart, before.get(mart, zero) if before else None, now.get(mart, zero), sums[mart])
        for mart in sorted(sums)
    ]


def _totals(publication: Path) -> dict[str, Decimal]:
    import duckdb

    with duckdb.connect(str(publication / "budget.duckdb"), read_only=True) as connection:
        if not connection.execute("select 1 from duckdb_tables() where table_name = 'ctl_figure'").fetchall():
            return {}
        return {mart: total or Decimal(0) for mart, total in connection.execute(_TOTALS).fetchall()}
