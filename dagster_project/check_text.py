"""The answer of a check in words: each disclosure with its findings, what could not be judged, and what was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from dagster_project.applicability import applicability
from dagster_project.check import Checked
from dagster_project.english import refused
from dagster_project.findings import Finding, Places, findings
from dagster_project.record_json import plain
from dagster_project.records import Confrontation, Disclosure, Refusal
from dagster_project.report_text import wrapped
from dagster_project.standing import Waiver
from dagster_project.words import FAMILY, SEVERITY, title, word

_T = {
    "zh": {
        "files": "文件：{files}",
        "total": "支出总计 {total} 元",
        "read": "单元格 {cells} 个，文字数字 {claims} 处，项目绩效表 {projects} 张，绩效指标 {indicators} 条",
        "judged": "勾稽关系：成立 {holds} 项，疑点 {findings} 处，无法判断 {undecided} 项",
        "applies": "适用的勾稽关系 {applies} 条，已判断 {judged} 条",
        "gaps": "本系统应判断而未能对上的（本系统的缺口，不是对公开内容的意见）：",
        "none": "没有疑点。",
        "finding": "{n}. [{severity}] {message}",
        "same_cause": "同一原因涉及 {n} 项关系：{ids}",
        "suspect": "疑为：{place}，印为“{printed}”",
        "proposed": "，应为 {value}{unit}",
        "not_unique": "（不止一种可能）",
        "advice": "办法：{advice}",
        "undecided": "无法判断（所需数字未印出或未能认出，逐项见 --json）：{kinds}",
        "refused": "未能理解或拒收：",
        "unread": "不能读取的文件：",
        "waived": "（已豁免）",
    },
    "en": {
        "files": "Files: {files}",
        "total": "Total expenditure {total} yuan",
        "read": "{cells} cells, {claims} numeric statements, {projects} project forms, {indicators} indicators",
        "judged": "Identities: {holds} hold, {findings} findings, {undecided} undecided",
        "applies": "{applies} identities apply, {judged} of them were judged",
        "gaps": "What this system should have judged and found nothing to match (our own gap, no remark on the disclosure):",
        "none": "No findings.",
        "finding": "{n}. [{severity}] {message}",
        "same_cause": "one cause, {n} identities: {ids}",
        "suspect": "suspected: {place}, printed “{printed}”",
        "proposed": ", should be {value} {unit}",
        "not_unique": " (one of several possibilities)",
        "advice": "Advice: {advice}",
        "undecided": "Undecided (a figure needed is not printed or not recognised; each one in --json): {kinds}",
        "refused": "Not understood or refused:",
        "unread": "Files that cannot be read:",
        "waived": " (waived)",
    },
}


def lines(checked: Checked, waivers: list[Waiver], lang: str) -> Iterator[str]:
    """The answer, line by line."""
    t = _T[lang]
    for disclosure in checked.disclosures:
        yield from _disclosure(disclosure, checked.confrontations[disclosure.disclosure_id], waivers, lang)
        yield ""
    if checked.unread:
        yield t["unread"]
        yield from _refusals(checked.unread, lang)


def _disclosure(
    disclosure: Disclosure, confrontation: Confrontation, waivers: list[Waiver], lang: str
) -> Iterator[str]:
    t = _T[lang]
    found = findings(disclosure, confrontation, waivers)
    verdicts = Counter(r.verdict for r in confrontation.results)
    yield title(lang, disclosure.department_name, disclosure.fiscal_year, disclosure.stage, disclosure.level)
    yield from wrapped(t["files"].format(files="、".join(d.file_name for d in disclosure.documents)), 2)
    if (total := total_expenditure(disclosure)) is not None:
        yield "  " + t["total"].format(total=plain("amount_yuan", total))
    counts = {name: len(getattr(disclosure, name)) for name in ("cells", "claims", "projects", "indicators")}
    yield from wrapped(t["read"].format(**counts), 2)
    holds = sum(n for verdict, n in verdicts.items() if verdict.startswith("holds"))
    yield from wrapped(t["judged"].format(holds=holds, findings=len(found), undecided=verdicts["undecided"]), 2)
    offered = applicability(confrontation)
    yield from wrapped(t["applies"].format(applies=offered.applies, judged=offered.judged), 2)
    if not found:
        yield "  " + t["none"]
    advice = _advice(lang)
    places = Places(disclosure, lang)
    for number, finding in enumerate(found, start=1):
        yield from _finding(number, finding, places, advice, lang)
    if verdicts["undecided"]:
        yield from wrapped(t["undecided"].format(kinds=_kinds(confrontation, lang)), 2)
    if offered.gaps:
        yield from wrapped(t["gaps"], 2)
        for gap in offered.gaps:
            yield from wrapped(f"{gap.identity_id}: {gap.message_zh if lang == 'zh' else gap.message_en}", 4)
    if disclosure.refusals:
        yield "  " + t["refused"]
        yield from _refusals(disclosure.refusals, lang)


def _finding(number: int, finding: Finding, places: Places, advice: dict[str, str], lang: str) -> Iterator[str]:
    t = _T[lang]
    message = finding.chief.message_zh if lang == "zh" else finding.chief.message_en
    severity = word(SEVERITY, lang, finding.severity)
    text = t["finding"].format(n=number, severity=severity, message=message)
    yield from wrapped(text + (t["waived"] if finding.waived else ""), 2)
    if len(finding.results) > 1:
        ids = "、".join(dict.fromkeys(r.identity_id for r in finding.results))
        yield from wrapped(t["same_cause"].format(n=len(finding.results), ids=ids), 5)
    for suspect in finding.suspects:
        if suspect.rank != 1 or not (place := places.of(suspect)):
            continue
        text = t["suspect"].format(place=place, printed=suspect.printed_text.strip())
        if suspect.proposed_value is not None:
            text += t["proposed"].format(value=format(suspect.proposed_value, "f"), unit=places.unit(suspect))
        yield from wrapped(text + ("" if suspect.is_unique else t["not_unique"]), 5)
    if finding.chief.identity_id in advice:
        yield from wrapped(t["advice"].format(advice=advice[finding.chief.identity_id]), 5)


def total_expenditure(disclosure: Disclosure) -> Decimal | None:
    """The printed total of expenditure in yuan; null where none is printed or where prints differ."""
    totals = {
        c.amount_yuan
        for c in disclosure.cells
        if c.measure == "total" and c.amount_yuan is not None and c.amount_basis in ("initial", "final")
        if (c.form_id, c.line_item) == ("budget_summary", "expenditure_grand_total")
        or (c.form_id, c.line_item) == ("expenditure_summary", "total")
    }
    return totals.pop() if len(totals) == 1 else None


def _kinds(confrontation: Confrontation, lang: str) -> str:
    """The undecided results by kind of identity, the most frequent first."""
    from expectations.identity import load_identities

    family = {i.identity_id: i.family for i in load_identities()}
    kinds = Counter(family[r.identity_id] for r in confrontation.results if r.verdict == "undecided")
    counted = sorted(kinds.items(), key=lambda k: (-k[1], k[0]))
    return ("、" if lang == "zh" else ", ").join(f"{word(FAMILY, lang, kind)} {n}" for kind, n in counted)


def _advice(lang: str) -> dict[str, str]:
    from expectations.identity import load_identities

    return {i.identity_id: getattr(i, f"advice_{lang}") for i in load_identities()}


def _refusals(refusals: list[Refusal], lang: str) -> Iterator[str]:
    for r in refusals:
        yield from wrapped(refused(r.file_name, r.place, r.reason, r.remedy, lang), 4)
