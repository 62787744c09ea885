"""How each identity has fared on the whole history: the record a rule needs before it may ever stop anything.

Belongs here: counting results by identity. Does not belong here: how the record is shown (`identities_command`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_QUERY = """
with counted as (
    select
        identity_id,
        count(*) as results,
        count(*) filter (where verdict = 'undecided') as undecided,
        count(*) filter (where verdict in ('fails', 'incomplete')) as failed,
        count(distinct disclosure_id) filter (where verdict <> 'undecided') as disclosures,
        count(distinct disclosure_id) filter (where explanation_code = 'not_matched') as gaps
    from history.fct_identity_result
    group by all
)
select i.identity_id, i.severity, i.statement_zh, i.statement_en, coalesce(c.results, 0), coalesce(c.undecided, 0),
    coalesce(c.failed, 0), coalesce(c.disclosures, 0), coalesce(c.gaps, 0)
from marts.dim_identity as i
left join counted as c on i.identity_id = c.identity_id
order by i.identity_id
"""


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """One identity over every version of every disclosure: how many results, how many of them undecided or failed, in how
    many disclosures anything was decided, and in how many nothing was although they offer it (`gaps`, our own)."""

    identity_id: str
    severity: str
    statement_zh: str
    statement_en: str
    results: int
    undecided: int
    failed: int
    disclosures: int
    gaps: int = 0

    @property
    def decided(self) -> int:
        return self.results - self.undecided

    def share(self, part: int, of: int) -> str:
        """A share in per mille as text of a decimal with three places; empty where there is nothing to share."""
        return f"{round(1000 * part / of) / 1000:.3f}" if of else ""


def records(database: Path) -> list[RuleRecord]:
    """The record of every identity of the catalogue, those that never matched anything included, by id."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        return [RuleRecord(*row) for row in connection.execute(_QUERY).fetchall()]
