"""The words people read, in Chinese and English, for the codes that records carry."""

from __future__ import annotations

LANGUAGES = ("zh", "en")
# What a department is asked to do (contract: fct_identity_result.severity)
SEVERITY = {
    "zh": {"fatal": "本库差错", "error": "整改", "warning": "核实", "notice": "文字修改"},
    "en": {"fatal": "our own fault", "error": "correct", "warning": "explain", "notice": "wording"},
}
SEVERITY_ORDER = ("fatal", "error", "warning", "notice")
STAGE = {"zh": {"budget": "预算", "final": "决算"}, "en": {"budget": "budget", "final": "final account"}}
LEVEL = {
    "zh": {"government": "政府", "department": "部门", "unit": "单位"},
    "en": {"government": "government", "department": "department", "unit": "unit"},
}
STATUS = {
    "zh": {"accepted": "接收", "held": "暂挂", "refused": "拒收"},
    "en": {"accepted": "accepted", "held": "held", "refused": "refused"},
}
# The kinds of identities (expectations/catalogue.py)
FAMILY = {
    "zh": {
        "row": "行内合计",
        "column": "列合计",
        "cross_form": "表间一致",
        "narrative": "文字内部",
        "narrative_to_form": "文字与表",
        "share": "占比",
        "change": "增减",
        "count": "项数",
        "performance": "绩效目标",
        "final_account": "决算",
        "completeness": "完整性",
        "plausibility": "合理性",
        "year_over_year": "跨年",
        "wording": "文字表述",
    },
    "en": {
        "row": "within a row",
        "column": "within a column",
        "cross_form": "between forms",
        "narrative": "within the narrative",
        "narrative_to_form": "narrative against forms",
        "share": "shares",
        "change": "changes",
        "count": "counts",
        "performance": "performance targets",
        "final_account": "final accounts",
        "completeness": "completeness",
        "plausibility": "plausibility",
        "year_over_year": "between years",
        "wording": "wording",
    },
}


def word(table: dict[str, dict[str, str]], lang: str, code: str | None) -> str:
    """The word for a code; the code itself where there is none, so that nothing disappears."""
    if code is None:
        return "未注明" if lang == "zh" else "not stated"
    return table[lang].get(code, code)


def title(lang: str, department: str | None, year: int | None, stage: str | None, level: str | None = None) -> str:
    """What a disclosure is called: 某局 2021 年预算."""
    name = department or ("（未写明部门）" if lang == "zh" else "(department not stated)")
    return f"{name}{' ' if lang == 'zh' else ', '}{period(lang, year, stage, level)}"


def period(lang: str, year: int | None, stage: str | None, level: str | None = None) -> str:
    """Which disclosure of a body it is: 2021 年预算; the level where it is not that of a department."""
    kind = word(STAGE, lang, stage)
    unit = "" if level in (None, "department") else f"（{word(LEVEL, lang, level)}）"
    if lang == "zh":
        return f"{year or '（未写明年度）'} 年{kind}{unit}"
    return f"{kind} {year or '(year not stated)'}{unit}"


# why a figure changed between two publications
CAUSES = {
    "zh": {
        "new_document": "新文件",
        "replaced_document": "文件被替换",
        "reading": "读法改变",
        "rule": "规则改变",
        "classification": "科目对应改变",
    },
    "en": {
        "new_document": "new document",
        "replaced_document": "replaced document",
        "reading": "read otherwise",
        "rule": "another rule",
        "classification": "mapped otherwise",
    },
}
