"""The closing report of a night in words a finance officer understands, in lines of plain text.

No boxes and no colours: it reads the same on a terminal, in a mail and in a log. Belongs here: wording and order.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dagster_project import online_text
from dagster_project.console import width
from dagster_project.english import refused
from dagster_project.words import SEVERITY, SEVERITY_ORDER, STATUS, period, title, word

if TYPE_CHECKING:
    from dagster_project.home import Home
    from dagster_project.nightly import NightResult

_T = {
    "zh": {
        "published": "已发布：{id}",
        "unchanged": "没有新内容，沿用发布：{id}",
        "failed": "未发布；上一次发布保持不变：{id}",
        "none": "（尚无发布）",
        "received": "收件：目录中 {files} 个文件，新收 {new} 个，忽略隐藏或临时文件 {ignored} 个；本次读取 {read_now} 个",
        "content": "库中：文件 {documents} 份，公开 {n} 份，印出的单元格 {cells} 个，文字数字 {claims} 处",
        "refused": "拒收的文件（{n}）",
        "held_files": "互相矛盾、暂挂的文件",
        "in_part": "部分内容未能读取的文件（{n}；其余内容照常入库）",
        "in_part_more": "该文件另有 {n} 处，见拒收记录",
        "findings": "疑点（同一原因只列一次，均为待核实）",
        "no_findings": "没有疑点",
        "disclosure": "{title}：{status}，{counts}，已判断 {judged} 项、无法判断 {undecided} 项",
        "good": "无疑点",
        "all_good": "无疑点的公开（{n} 份；共判断 {judged} 项、无法判断 {undecided} 项）",
        "of_department": "{name}：{which}",
        "and": "、",
        "more": "（涉及 {n} 项关系）",
        "waived": "（已豁免）",
        "expired": "豁免 {id} 已过期，所涉疑点重新列出；如仍有效，请在 seeds/waivers.csv 中续期",
        "stale": "豁免 {id} 已失效：所涉公开中没有与其数值完全一致的疑点；请在 seeds/waivers.csv 中更新或删除",
        "place": "最可能有误：{place}",
        "not_understood": "文字说明中另有 {n} 处措辞未能理解，数字已按原样保留",
        "unregistered": "未登记的部门和单位（{n}）：{names}；请在 seeds/departments.csv 中登记",
        "gaps": "本系统应判断而未能对上的（{n} 处，本系统的缺口，不是对公开内容的意见）",
        "gap": "{title}：{id}，{message}",
        "online": "网上公开（{n}，均为待核实）",
        "where": "结果在：{path}（budget.duckdb、parquet、csv、docs）",
        "refused_in": "拒收记录在：{path}",
        "seconds": "用时 {seconds} 秒",
    },
    "en": {
        "published": "Published: {id}",
        "unchanged": "Nothing new; publication {id} stands",
        "failed": "Not published; the last publication stands: {id}",
        "none": "(none yet)",
        "received": "Inbox: {files} files, {new} new, {ignored} hidden or temporary ignored; {read_now} read tonight",
        "content": "Held: {documents} documents, {n} disclosures, {cells} printed cells, {claims} numeric statements",
        "refused": "Refused files ({n})",
        "held_files": "Files that contradict each other, held",
        "in_part": "Files not read in every part ({n}; the rest is taken as usual)",
        "in_part_more": "{n} further places of this file are in its refusal record",
        "findings": "Findings (one a root cause; all to be verified)",
        "no_findings": "No findings",
        "disclosure": "{title}: {status}, {counts}, {judged} judged, {undecided} undecided",
        "good": "no findings",
        "all_good": "Disclosures without findings ({n}; {judged} judged, {undecided} undecided)",
        "of_department": "{name}: {which}",
        "and": ", ",
        "more": " ({n} identities)",
        "waived": " (waived)",
        "expired": "waiver {id} has expired and its finding is open again; renew it in seeds/waivers.csv if it still holds",
        "stale": "waiver {id} is stale: no finding has exactly its figures; renew or remove it in seeds/waivers.csv",
        "place": "most likely wrong: {place}",
        "not_understood": "{n} further statements of the narrative were not understood; their figures are kept as printed",
        "unregistered": "Not in the registry ({n}): {names}; enter them in seeds/departments.csv",
        "gaps": "What this system should have judged and found nothing to match ({n}; our own gaps, no remarks)",
        "gap": "{title}: {id}, {message}",
        "online": "Departments' pages ({n}, to be verified)",
        "where": "Results: {path} (budget.duckdb, parquet, csv, docs)",
        "refused_in": "Refusal records: {path}",
        "seconds": "{seconds} s",
    },
}


def lines(result: NightResult, home: Home, lang: str) -> Iterator[str]:
    """The report, line by line."""
    t = _T[lang]
    content = result.content
    yield t[result.outcome].format(id=result.publication_id or t["none"])
    yield from wrapped(t["received"].format(**result.received))
    if content:
        yield from wrapped(t["content"].format(n=len(content["disclosures"]), **content))
        yield from _refusals(t["refused"].format(n=len(content["refused"])), content["refused"], lang)
        yield from _refusals(t["held_files"], content["held_files"], lang)
        yield from _in_part(content.get("in_part", []), lang)
        without = [d for d in content["disclosures"] if not d["findings"] and d["status"] == "accepted"]
        yield from _findings([d for d in content["disclosures"] if d not in without], t, lang)
        yield from _without_findings(without, t, lang)
        yield from _gaps(content["disclosures"], t, lang)
        for waiver in content.get("lapsed_waivers", []):
            yield from wrapped(t[waiver["why"]].format(id=waiver["waiver_id"]))
        if names := content.get("unregistered"):
            yield from wrapped(t["unregistered"].format(n=len(names), names=t["and"].join(names)))
        if content["not_understood"]:
            yield from wrapped(t["not_understood"].format(n=content["not_understood"]))
    yield from _online(list(online_text.lines(result.received.get("pages", []), content.get("online", []), lang)), t)
    yield ""
    if result.publication_id:
        yield from wrapped(t["where"].format(path=home.current))
    if content and (content["refused"] or content["held_files"] or content.get("in_part")):
        yield from wrapped(t["refused_in"].format(path=home.refused))
    yield t["seconds"].format(seconds=result.seconds)


def _online(said: list[str], t: dict[str, str]) -> Iterator[str]:
    if said:
        yield ""
        yield t["online"].format(n=len(said))
    for line in said:
        yield from wrapped(line, 2)


def _refusals(heading: str | None, refusals: list[dict[str, Any]], lang: str) -> Iterator[str]:
    if not refusals:
        return
    if heading:
        yield ""
        yield heading
    for item in refusals:
        yield from wrapped(refused(item["file_name"], item["place"], item["reason"], item["remedy"], lang), 2)


def _in_part(documents: list[dict[str, Any]], lang: str) -> Iterator[str]:
    t = _T[lang]
    for i, document in enumerate(documents):
        heading = t["in_part"].format(n=len(documents)) if i == 0 else None
        yield from _refusals(heading, document["shown"], lang)
        if (more := document["count"] - len(document["shown"])) > 0:
            yield from wrapped(t["in_part_more"].format(n=more), 4)


def _findings(disclosures: list[dict[str, Any]], t: dict[str, str], lang: str) -> Iterator[str]:
    yield ""
    yield t["findings"] if any(d["findings"] for d in disclosures) else t["no_findings"]
    for item in disclosures:
        severities = item["severities"]
        counts = " ".join(f"{word(SEVERITY, lang, s)} {severities[s]}" for s in SEVERITY_ORDER if s in severities)
        yield from wrapped(
            t["disclosure"].format(
                title=title(lang, item["department_name"], item["fiscal_year"], item["stage"], item["level"]),
                status=word(STATUS, lang, item["status"]),
                counts=counts or t["good"],
                judged=item["judged"],
                undecided=item["undecided"],
            ),
            2,
        )
        for finding in item["findings"]:
            text = f"[{word(SEVERITY, lang, finding['severity'])}] {finding[f'message_{lang}']}"
            if finding["identities"] > 1:
                text += t["more"].format(n=finding["identities"])
            if finding["waived"]:
                text += t["waived"]
            yield from wrapped(text, 4)
            if finding[f"place_{lang}"]:
                yield from wrapped(t["place"].format(place=finding[f"place_{lang}"]), 6)


def _gaps(disclosures: list[dict[str, Any]], t: dict[str, str], lang: str) -> Iterator[str]:
    """What we should have judged and could not match, in any disclosure; nothing where there is none."""
    found = [(d, gap) for d in disclosures for gap in d.get("gaps", [])]
    if found:
        yield ""
        yield from wrapped(t["gaps"].format(n=len(found)))
    for item, gap in found:
        name = title(lang, item["department_name"], item["fiscal_year"], item["stage"], item["level"])
        yield from wrapped(t["gap"].format(title=name, id=gap["identity_id"], message=gap[f"message_{lang}"]), 2)


def _without_findings(disclosures: list[dict[str, Any]], t: dict[str, str], lang: str) -> Iterator[str]:
    """Disclosures in order, a department a line: what needs nothing takes little room."""
    if not disclosures:
        return
    yield ""
    judged, undecided = (sum(d[key] for d in disclosures) for key in ("judged", "undecided"))
    yield t["all_good"].format(n=len(disclosures), judged=judged, undecided=undecided)
    for name, own in groupby(disclosures, key=lambda d: d["department_name"]):
        which = [period(lang, d["fiscal_year"], d["stage"], d["level"]) for d in own]
        yield from wrapped(t["of_department"].format(name=name, which=t["and"].join(which)), 2)


def wrapped(text: str, indent: int = 0) -> list[str]:
    """The text in lines that fit the terminal; a Chinese character takes two columns."""
    room = width(sys.stdout) - indent - (2 if indent else 0)  # the lines after the first stand two further in
    result, line, used = [], "", 0
    for piece in _pieces(text):
        size = columns(piece)
        if used + size > room and line:
            result.append(line.rstrip())
            line, used, piece = "", 0, piece.lstrip()
            size = columns(piece)
        line += piece
        used += size
    result.append(line.rstrip())
    first, *rest = result
    return [" " * indent + first, *(" " * (indent + 2) + r for r in rest)] if indent else [first, *rest]


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: a word or number with the blank before it, a Chinese character with its closing mark."""
    piece = ""
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        closing = character in "，。；：、）》”！？"
        if piece and not closing and (wide or character == " " or _ends_wide(piece)):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _ends_wide(piece: str) -> bool:
    return unicodedata.east_asian_width(piece[-1]) in "WF"
