"""The documentation page of an identity, made from the same file that is evaluated: Markdown, Chinese first.

Does not belong here: where pages are written, and how they are turned into HTML (`dagster_project/publication`).
"""

from __future__ import annotations

from expectations.selectors import Identity, Selector, TermRule
from expectations.vocabulary import vocabulary

RELATION = {"sum": "=", "at_most": "≤", "at_least": "≥"}
KINDS = {"form": "form", "topic": "topic", "section": "section", "line_item": "line_item", "measure": "measure"}


def markdown(identity: Identity) -> str:
    """One page: the statement in both languages, what it is and rests on, its figures, and the advice."""
    lines = [
        f"# {identity.statement_zh}",
        "",
        identity.statement_en,
        "",
        "| | |",
        "|---|---|",
        f"| 标识 id | `{identity.identity_id}` |",
        f"| 类别 family | {identity.family} |",
        f"| 关系 relation | {identity.relation} |",
        f"| 严重程度 severity | {identity.severity} |",
        f"| 依据 ground | {identity.ground} |",
        f"| 章节 section | {identity.section} |",
    ]
    if identity.each:
        lines.append(f"| 逐项 each | {', '.join(identity.each)} |")
    if identity.when:
        lines.append(f"| 条件 when | {', '.join(sorted(identity.when))} |")
    if identity.total or identity.terms:
        lines += ["", "## 涉及的数 figures", ""]
        lines += [f"- {describe(total, False)} / {describe(total, True)}" for total in identity.total]
        sign = RELATION.get(identity.relation)
        if sign and identity.terms:
            lines.append(f"- {sign}")
        lines += [term_line(term) for term in identity.terms]
    lines += ["", "## 建议 advice", "", identity.advice_zh, "", identity.advice_en, ""]
    return "\n".join(lines)


def term_line(term: TermRule) -> str:
    weight = "+" if term.weight == 1 else f"{term.weight:+d} ×"
    notes = [term.if_missing and f"缺则 if missing: {term.if_missing}", term.rollup and "逐级汇总 rolled up"]
    note = "; ".join(str(n) for n in notes if n)
    line = f"- {weight} {describe(term.selector, False)} / {describe(term.selector, True)}"
    return f"{line} ({note})" if note else line


def describe(selector: Selector, english: bool) -> str:
    """The figures a selector chooses, in words: labels where there are any, else the values themselves."""
    parts = []
    for name, values in selector.coordinates:
        shown = [vocabulary().label(KINDS.get(name, ""), v, english) for v in sorted(v for v in values if v)]
        if name == "measure":
            shown = [label_of_measure(v, english) for v in sorted(v for v in values if v)]
        if shown and shown != ["any"]:
            text = ("; " if english else "、").join(shown)
            parts.append(text if name in KINDS else f"{name} {text}")
    return " · ".join(parts) or "*"


def label_of_measure(measure: str, english: bool) -> str:
    """A measure is a column of a form, a statement of the narrative or an amount of a project form."""
    labels = vocabulary().labels
    kind = next((k for k in ("measure", "statement", "project") if measure in labels[k]), "measure")
    return vocabulary().label(kind, measure, english)
