"""Whether everything that could be confronted has been: a disclosure that slipped by would look like a faultless one.

Belongs here: that each current disclosure has identity results where it prints a sum. Does not belong here: what the
results say (`identity_suite.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.disclosure_names import NAME_EN, NAME_ZH
from expectations.gate_result import FATAL
from expectations.validation import Expected, Suite

if TYPE_CHECKING:
    import pandas as pd

# A sum was offered where a form prints a total row and rows of a classification in the same column, whole.
COVERAGE_QUERY = f"""
with offered as (
    select disclosure_id, form_id, form_ordinal, measure
    from marts.fct_cell
    where quantity = 'money' and value_state = 'printed' and measure is not null and not is_fragment
    group by all
    having bool_or(row_kind = 'total') and bool_or(row_kind in ('class', 'group', 'item'))
)
select
    d.disclosure_id,
    coalesce({NAME_ZH}, d.disclosure_id) as disclosure_zh,
    coalesce({NAME_EN}, d.disclosure_id) as disclosure_en,
    coalesce(o.sums_offered, 0) as sums_offered,
    coalesce(r.identity_results, 0) as identity_results,
    case when o.sums_offered > 0 and r.identity_results is null then 1 else 0 end as unconfronted
from marts.dim_disclosure as d
left join (select disclosure_id, count(*) as sums_offered from offered group by all) as o
    on d.disclosure_id = o.disclosure_id
left join (select disclosure_id, count(*) as identity_results from marts.fct_identity_result group by all) as r
    on d.disclosure_id = r.disclosure_id
where d.is_current
order by d.disclosure_id
"""


def coverage_suite() -> Suite:
    """The suite over the current disclosures."""
    return Suite("coverage", "marts.dim_disclosure", COVERAGE_QUERY, coverage_expectations)


def coverage_expectations(frame: pd.DataFrame) -> tuple[Expected, ...]:
    return (
        Expected(
            "offered_sums_are_confronted",
            "ExpectColumnValuesToBeInSet",
            {"column": "unconfronted", "value_set": [0]},
            FATAL,
            (
                "凡印有合计与科目行的公开，都已逐项核对",
                "every disclosure that prints a total over classified rows has been confronted",
            ),
            describe=lambda row: (
                f"{row['disclosure_zh']}：没有核对结果",
                f"{row['disclosure_en']}: no identity result",
            ),
        ),
        Expected(
            "disclosures_have_results",
            "ExpectColumnValuesToBeBetween",
            {"column": "identity_results", "min_value": 1},
            "notice",
            ("每份公开都有可核对之处", "every disclosure offers something to confront"),
            describe=lambda row: (
                f"{row['disclosure_zh']}：无可核对之处",
                f"{row['disclosure_en']}: nothing to confront",
            ),
        ),
    )
