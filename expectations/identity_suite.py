"""What departments printed, as the identities judge it: one expectation an identity. None of them ever is fatal.

Belongs here: the suite that follows from the identity files, and that the catalogue and the warehouse speak of the same
identities. Does not belong here: evaluating an identity (`relations/`), our own control totals (`control_suites.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from expectations.disclosure_names import NAME_EN, NAME_ZH
from expectations.gate_result import FATAL, SEVERITIES
from expectations.offers import NOT_MATCHED
from expectations.validation import Bilingual, Expected, Row, Suite

if TYPE_CHECKING:
    import pandas as pd

    from expectations.identity import Identity

NAMED = 20  # disclosures named where an identity does not hold; the rest is counted

# One row an identity.
IDENTITY_QUERY = f"""
with results as (
    select
        r.identity_id,
        r.verdict,
        r.severity,
        r.verdict in ('fails', 'incomplete') as is_contradicted,
        coalesce(r.explanation_code = '{NOT_MATCHED}', false) as is_gap,
        coalesce(r.disclosure_id, '') as disclosure_id,
        coalesce({NAME_ZH}, r.disclosure_id, '') as disclosure_zh,
        coalesce({NAME_EN}, r.disclosure_id, '') as disclosure_en
    from marts.fct_identity_result as r
    left join marts.dim_disclosure as d on r.disclosure_id = d.disclosure_id
)
select
    i.identity_id,
    count(r.verdict) as instances,
    count(*) filter (where r.verdict = 'holds') as holds,
    count(*) filter (where r.verdict = 'holds_within_rounding') as holds_within_rounding,
    count(*) filter (where r.verdict = 'holds_levelled') as holds_levelled,
    count(*) filter (where r.verdict = 'fails') as fails,
    count(*) filter (where r.verdict = 'incomplete') as incomplete,
    count(*) filter (where r.verdict = 'undecided') as undecided,
    count(*) filter (where r.is_contradicted) as contradicted,
    list_sort(list_distinct(list(r.severity) filter (where r.is_contradicted)))::varchar as severities,
    count(distinct r.disclosure_id) filter (where r.is_contradicted) as disclosures,
    count(distinct r.disclosure_id) filter (where r.is_gap) as gaps,
    array_to_string(
        list_slice(list_sort(list_distinct(list(r.disclosure_zh) filter (where r.is_gap))), 1, {NAMED}), '、'
    ) as gaps_zh,
    array_to_string(
        list_slice(list_sort(list_distinct(list(r.disclosure_en) filter (where r.is_gap))), 1, {NAMED}), ', '
    ) as gaps_en,
    array_to_string(
        list_slice(list_sort(list_distinct(list(r.disclosure_zh) filter (where r.is_contradicted))), 1, {NAMED}), '、'
    ) as names_zh,
    array_to_string(
        list_slice(list_sort(list_distinct(list(r.disclosure_en) filter (where r.is_contradicted))), 1, {NAMED}), ', '
    ) as names_en
from marts.dim_identity as i
left join results as r on i.identity_id = r.identity_id
group by i.identity_id
order by i.identity_id
"""

COUNTS = (
    ("holds", "成立", "hold"),
    ("holds_within_rounding", "在舍入范围内", "hold within rounding"),
    ("holds_levelled", "舍位平衡", "hold once levelled"),
    ("fails", "不成立", "fail"),
    ("incomplete", "缺项", "incomplete"),
    ("undecided", "无法判定", "undecided"),
)


def identity_suite(identities: Iterable[Identity]) -> Suite:
    """The suite over the results of these identities, the whole catalogue."""
    catalogue = tuple(identities)
    return Suite("identities", "marts.fct_identity_result", IDENTITY_QUERY, expectations_of(catalogue))


def expectations_of(catalogue: tuple[Identity, ...]) -> Callable[[pd.DataFrame], tuple[Expected, ...]]:
    def expect(frame: pd.DataFrame) -> tuple[Expected, ...]:
        row_of = {row["identity_id"]: row for _, row in frame.iterrows()}
        return (
            Expected(
                "catalogue_is_complete",
                "ExpectColumnDistinctValuesToEqualSet",
                {"column": "identity_id", "value_set": [identity.identity_id for identity in catalogue]},
                FATAL,
                ("仓库中的恒等式与目录一致", "the warehouse knows exactly the identities of the catalogue"),
                observed=(f"{len(frame)} 条", f"{len(frame)} identities"),
            ),
            Expected(
                "identities_are_evaluated",
                "ExpectColumnValuesToBeBetween",
                {"column": "instances", "min_value": 1},
                "notice",
                ("每条恒等式都遇到过可核对的数", "every identity has met figures to confront"),
                describe=lambda row: (f"从未遇到：{row['identity_id']}", f"never matched: {row['identity_id']}"),
            ),
            Expected(
                "offered_identities_are_matched",
                "ExpectColumnValuesToBeInSet",
                {"column": "gaps", "value_set": [0]},
                "warning",
                (
                    "公开中有表可供判断的恒等式都对上了数（未对上的是本系统的缺口，不是对公开内容的意见）",
                    "every identity that a disclosure offers has been matched (what has not is a gap of this system)",
                ),
                describe=lambda row: (
                    f"{row['identity_id']}：{row['gaps']} 份公开：{row['gaps_zh']}",
                    f"{row['identity_id']}: {row['gaps']} disclosures: {row['gaps_en']}",
                ),
            ),
            *(expectation_of(one, row_of[one.identity_id]) for one in catalogue if one.identity_id in row_of),
        )

    return expect


def expectation_of(identity: Identity, row: Row) -> Expected:
    """No instance of the identity is contradicted. It weighs as much as the gravest of its contradicted instances."""
    severity = next((s for s in SEVERITIES[1:] if s in str(row["severities"])), identity.severity)
    return Expected(
        identity.identity_id,
        "ExpectColumnValuesToBeInSet",
        {"column": "contradicted", "value_set": [0]},
        severity,
        (identity.statement_zh, identity.statement_en),
        only=("identity_id", identity.identity_id),
        describe=describe_identity,
        observed=counted(row),
    )


def counted(row: Row) -> Bilingual:
    """How often it was evaluated and with which verdicts; those that did not occur are left out."""
    if not row["instances"]:
        return "从未遇到可核对的数", "never matched"
    zh = "，".join(f"{label} {row[verdict]}" for verdict, label, _ in COUNTS if row[verdict])
    en = ", ".join(f"{row[verdict]} {label}" for verdict, _, label in COUNTS if row[verdict])
    return f"{row['instances']} 处：{zh}", f"{row['instances']} instances: {en}"


def describe_identity(row: Row) -> Bilingual:
    """In whose disclosures."""
    more = row["disclosures"] - NAMED
    zh, en = (f"，另有 {more} 份", f", and {more} more") if more > 0 else ("", "")
    return (
        f"涉及 {row['disclosures']} 份公开：{row['names_zh']}{zh}",
        f"{row['disclosures']} disclosures: {row['names_en']}{en}",
    )
