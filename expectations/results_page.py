"""The gate's results as pages people read: one file a language, without script and without any other host.

Belongs here: writing the pages and the JSON. Does not belong here: the words of an expectation (`control_suites.py`,
`identity_suite.py`), the look (`results_page.html`). No time is printed: the same results are the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from expectations.gate_result import FAILED, RAISED, SEVERITIES, SUCCESS, ExpectationRow, GateResult

TEMPLATE = Path(__file__).with_name("results_page.html")

WORDS = {
    "zh": {
        "lang": "zh-CN",
        "title": "数据质量检验结果",
        "passed": "检验通过，可以发布。",
        "stopped": "检验未通过，不予发布；上一次发布的数据仍然有效。",
        "other": "English",
        "other_lang": "en",
        "other_file": "expectations.en.html",
        "summary": "各组检验概况",
        "fatal": "阻止发布的问题",
        "details": "逐项结果",
        "note": "部门公开文本自身的差额只作提示，不影响发布；只有本系统的控制数、完整性以及未能执行的检验会阻止发布。"
        "差额为疑点，有待核实。",
        "suite": "检验组",
        "table": "数据表",
        "expectation": "检验内容",
        "result": "结果",
        "severity": "程度",
        "observed": "实际情况",
        "total": "共计",
        "met": "符合",
        "unmet": "不符合的检验",
        "held": "符合的检验",
        "none": "没有",
        SUCCESS: "✓ 符合",
        FAILED: "✗ 不符合",
        RAISED: "! 未能检验",
        "severities": {"fatal": "致命（本系统）", "error": "错误", "warning": "警告", "notice": "提示"},
        "suites": {
            "control_totals": "控制数",
            "controlled_figures": "控制数的覆盖",
            "coverage": "核对的完整性",
            "identities": "会计恒等式",
        },
    },
    "en": {
        "lang": "en",
        "title": "Results of the data quality checks",
        "passed": "The checks passed: this may be published.",
        "stopped": "The checks did not pass: nothing is published, and the previous publication stands.",
        "other": "中文",
        "other_lang": "zh-CN",
        "other_file": "expectations.html",
        "summary": "Suites in short",
        "fatal": "What stops the publication",
        "details": "Every result",
        "note": "A difference inside a department's own disclosure is shown and never stops a publication; only this "
        "system's control totals, completeness, and checks that could not be made do. Differences are to be verified.",
        "suite": "Suite",
        "table": "Table",
        "expectation": "Expectation",
        "result": "Result",
        "severity": "Severity",
        "observed": "Observed",
        "total": "All",
        "met": "Met",
        "unmet": "Not met",
        "held": "Met",
        "none": "None",
        SUCCESS: "✓ met",
        FAILED: "✗ not met",
        RAISED: "! not judged",
        "severities": {"fatal": "fatal (our own)", "error": "error", "warning": "warning", "notice": "notice"},
        "suites": {
            "control_totals": "Control totals",
            "controlled_figures": "Coverage of the control totals",
            "coverage": "Completeness of the confrontation",
            "identities": "Accounting identities",
        },
    },
}


def write_pages(result: GateResult, folder: Path) -> None:
    """`expectations.html` (Chinese), `expectations.en.html` and `expectations.json` in `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "expectations.html").write_text(render(result, "zh"), encoding="utf-8")
    (folder / "expectations.en.html").write_text(render(result, "en"), encoding="utf-8")
    (folder / "expectations.json").write_text(result.to_json(), encoding="utf-8")


def render(result: GateResult, language: str) -> str:
    """The page in `language` (zh or en)."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        t=WORDS[language],
        passed=result.passed,
        fatal=[spoken(row, language) for row in result.fatal],
        suites=[section(name, rows, language) for name, rows in by_suite(result).items()],
    )


def by_suite(result: GateResult) -> dict[str, list[ExpectationRow]]:
    suites: dict[str, list[ExpectationRow]] = {}
    for row in result.rows:
        suites.setdefault(row.suite, []).append(row)
    return suites


def section(name: str, rows: list[ExpectationRow], language: str) -> dict[str, object]:
    """One suite: the counts of the summary, and what is not met before what is, gravest first."""
    unmet = sorted(
        (row for row in rows if row.status != SUCCESS),
        key=lambda row: (row.status != RAISED, SEVERITIES.index(row.severity)),
    )
    met = [row for row in rows if row.status == SUCCESS]
    return {
        "name": name,
        "title": WORDS[language]["suites"].get(name, name),  # type: ignore[attr-defined]
        "table": rows[0].table,
        "total": len(rows),
        "met_count": len(met),
        "unmet_by_severity": [(s, sum(row.severity == s for row in unmet)) for s in SEVERITIES],
        "unmet": [spoken(row, language) for row in unmet],
        "met": [spoken(row, language) for row in met],
    }


def spoken(row: ExpectationRow, language: str) -> dict[str, object]:
    """A row in one language."""
    words = WORDS[language]
    return {
        "expectation": row.expectation,
        "message": getattr(row, f"message_{language}"),
        "status": row.status,
        "result": words[row.status],
        "severity": row.severity,
        "severity_word": words["severities"][row.severity],  # type: ignore[index]
        "observed": getattr(row, f"observed_{language}"),
        "details": getattr(row, f"details_{language}"),
    }
