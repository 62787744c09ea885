"""What must hold of our own work: the control totals. A failure here stops the publication.

Belongs here: expectations over `controls.ctl_control_total` (a yuan lost or doubled between a printed cell and a mart,
a row lost, anything counted twice). Does not belong here: what a department printed (`identity_suite.py`), whether all
of it was confronted (`coverage_suite.py`), how the controls are computed (`dbt/models/controls/`), keys and types (dbt
YAML).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from expectations.disclosure_names import NAME_EN, NAME_ZH
from expectations.gate_result import FATAL
from expectations.validation import Bilingual, Expected, Row, Suite

if TYPE_CHECKING:
    import pandas as pd

# Kinds of control: how many 分 or rows they may be off is always none.
MONEY_CONTROLS: dict[str, Bilingual] = {
    "leaf_total": (
        "每个末级单元格的金额都在数据集市中，且只有一次",
        "the money of every leaf cell is in its mart, and there once",
    ),
    "department_year": (
        "部门年度汇总与分项事实表相等",
        "the department's year equals the sum of its items",
    ),
}
COUNT_CONTROLS: dict[str, Bilingual] = {
    "row_count": ("原始记录与数据集市的行数相等", "as many rows in the mart as raw records"),
    "version": ("同一公开只计一个版本", "one version of a disclosure counts"),
    "unit_beside_department": ("部门与所属单位不重复计入", "a unit is not added beside its department"),
    "form_beside_form": ("同一资金不由两张表重复计入", "one form states the money, not two"),
    "classification_beside_classification": (
        "同一单元格不按两种经济分类重复计入",
        "no cell is counted in both economic classifications",
    ),
    "cell_used_once": ("同一单元格在一个集市中只用一次", "a cell is used once in a mart"),
}
# A printed total that differs although every leaf is in the mart: the publisher's own sum, which identities judge.
PUBLISHERS_OWN = "printed_total"

CONTROL_QUERY = f"""
select
    c.control_kind,
    coalesce(c.mart, '') as mart,
    coalesce({NAME_ZH}, c.disclosure_id, '') as disclosure_zh,
    coalesce({NAME_EN}, c.disclosure_id, '') as disclosure_en,
    coalesce(c.detail, '') as detail,
    cast(c.printed_yuan * 100 as bigint) as printed_fen,
    cast(c.mart_yuan * 100 as bigint) as mart_fen,
    cast(c.difference_yuan * 100 as bigint) as difference_fen,
    c.printed_count,
    c.mart_count,
    c.difference_count,
    c.verdict
from controls.ctl_control_total as c
left join marts.dim_disclosure as d on c.disclosure_id = d.disclosure_id
order by all
"""

CONTROLLED_QUERY = """
with figures as (
    select distinct mart, disclosure_id from controls.ctl_mart_figure
)
select
    f.mart,
    f.disclosure_id,
    (
        select count(*) from controls.ctl_control_total as c
        where c.control_kind = 'leaf_total' and c.mart = f.mart and c.disclosure_id = f.disclosure_id
    ) as control_totals
from figures as f
order by all
"""


def control_suites() -> tuple[Suite, ...]:
    """The suites of the controls."""
    return (
        Suite("control_totals", "controls.ctl_control_total", CONTROL_QUERY, control_expectations),
        Suite("controlled_figures", "controls.ctl_mart_figure", CONTROLLED_QUERY, controlled_expectations),
    )


def control_expectations(frame: pd.DataFrame) -> tuple[Expected, ...]:
    """One kind of control after the other, and that no kind goes unjudged."""
    known = sorted({*MONEY_CONTROLS, *COUNT_CONTROLS, PUBLISHERS_OWN})
    return (
        Expected(
            "kinds_are_known",
            "ExpectColumnValuesToBeInSet",
            {"column": "control_kind", "value_set": known},
            FATAL,
            ("每一类控制数都有相应的检验", "every kind of control is one that is judged here"),
            describe=describe_control,
        ),
        Expected(
            "rows_are_counted",
            "ExpectColumnDistinctValuesToContainSet",
            {"column": "control_kind", "value_set": ["row_count"]},
            FATAL,
            ("控制数表不为空", "the controls were computed at all"),
        ),
        *exact(MONEY_CONTROLS, "difference_fen"),
        *exact(COUNT_CONTROLS, "difference_count"),
        Expected(
            PUBLISHERS_OWN,
            "ExpectColumnValuesToBeInSet",
            {"column": "verdict", "value_set": ["holds", "undecided"]},
            "notice",
            (
                "印出的合计等于末级数之和（不等时为公开文本自身的差额，由恒等式判定）",
                "the printed total equals its leaves (else the publisher's own sum differs, which identities judge)",
            ),
            only=("control_kind", PUBLISHERS_OWN),
            describe=describe_control,
        ),
    )


def exact(controls: dict[str, Bilingual], column: str) -> Iterable[Expected]:
    """The difference is there, and it is none: nulls would satisfy the second alone."""
    for kind, message in controls.items():
        only = ("control_kind", kind)
        yield Expected(
            f"{kind}_is_stated",
            "ExpectColumnValuesToNotBeNull",
            {"column": column},
            FATAL,
            (f"{message[0]}：差额已算出", f"{message[1]}: the difference is stated"),
            only=only,
            describe=describe_control,
        )
        yield Expected(
            kind,
            "ExpectColumnValuesToBeInSet",
            {"column": column, "value_set": [0]},
            FATAL,
            message,
            only=only,
            describe=describe_control,
        )


def controlled_expectations(frame: pd.DataFrame) -> tuple[Expected, ...]:
    return (
        Expected(
            "every_figure_is_controlled",
            "ExpectColumnValuesToBeBetween",
            {"column": "control_totals", "min_value": 1},
            FATAL,
            ("数据集市中每份公开的金额都有控制数", "the money of every disclosure in a mart has a control total"),
            describe=lambda row: (
                f"{row['mart']} · {row['disclosure_id']}：无控制数",
                f"{row['mart']} · {row['disclosure_id']}: no control total",
            ),
        ),
    )


def describe_control(row: Row) -> Bilingual:
    """A control in one line: what, where, both sides and the difference."""
    import pandas as pd

    place_zh, place_en = (
        " · ".join(part for part in (row["control_kind"], row[disclosure], row["mart"], row["detail"]) if part)
        for disclosure in ("disclosure_zh", "disclosure_en")
    )
    if not pd.isna(row["printed_fen"]) or not pd.isna(row["mart_fen"]):
        sides = [yuan(row[side]) for side in ("printed_fen", "mart_fen", "difference_fen")]
        unit_zh, unit_en = " 元", " yuan"
    else:
        counts = (row[side] for side in ("printed_count", "mart_count", "difference_count"))
        sides = ["?" if pd.isna(count) else f"{count}" for count in counts]
        unit_zh, unit_en = " 行", " rows"
    return (
        f"{place_zh}：应为 {sides[0]}{unit_zh}，实为 {sides[1]}{unit_zh}，相差 {sides[2]}{unit_zh}",
        f"{place_en}: expected {sides[0]}{unit_en}, found {sides[1]}{unit_en}, off by {sides[2]}{unit_en}",
    )


def yuan(fen: object) -> str:
    """分 as yuan in digits, without a float on the way; '?' for null."""
    import pandas as pd

    if pd.isna(fen):
        return "?"
    whole, part = divmod(abs(int(fen)), 100)  # type: ignore[call-overload]
    return f"{'-' if int(fen) < 0 else ''}{whole:,}.{part:02d}"  # type: ignore[call-overload]
