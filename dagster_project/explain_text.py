"""An explanation in words: what the row says, and where it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dagster_project.explain import Explanation
from dagster_project.report_text import wrapped
from dagster_project.words import title

_T = {
    "zh": {
        "found": "{id} 是 {table} 的一行",
        "group": "{id} 是一个差错组，涉及 {n} 项关系",
        "places": "原文出处：",
        "none": "该行不直接来自印出的数字。",
        "cell": "{file}，{where}，表 {table_number}，第 {row_number} 行第 {column_number} 列{line}：{row} | {column}",
        "page": "第 {page} 页",
        "sheet": "工作表单元格 {cell_reference}",
        "other": "{file}，第 {page} 页{line}",
        "line": "（文件第 {line} 行）",
        "printed": "印为“{text}”{unit}",
        "yuan": "，即 {yuan} 元",
        "reported": "所印",
        "computed": "核对",
        "sides": "所印 {reported}，核对 {computed}，相差 {difference}，允许 {allowed}（{unit}）",
    },
    "en": {
        "found": "{id} is a row of {table}",
        "group": "{id} is a fault group of {n} identity results",
        "places": "Printed at:",
        "none": "This row does not come from a printed figure directly.",
        "cell": "{file}, {where}, table {table_number}, row {row_number}, column {column_number}{line}: {row} | {column}",
        "page": "page {page}",
        "sheet": "sheet cell {cell_reference}",
        "other": "{file}, page {page}{line}",
        "line": " (line {line} of the file)",
        "printed": "printed “{text}” {unit}",
        "yuan": " = {yuan} yuan",
        "reported": "reported",
        "computed": "computed",
        "sides": "reported {reported}, computed {computed}, difference {difference}, allowed {allowed} ({unit})",
    },
}
_SKIPPED = {"is_current", "message_zh", "message_en", "fault_group"}


def lines(explanation: Explanation, lang: str) -> Iterator[str]:
    """The explanation, line by line."""
    t = _T[lang]
    if explanation.results:
        yield t["group"].format(id=explanation.id, n=len(explanation.results))
    else:
        yield t["found"].format(id=explanation.id, table=explanation.found_in)
    if d := explanation.disclosure:
        yield "  " + title(lang, d["department_name"], d["fiscal_year"], d["stage"], d["level"])
    for result in explanation.results or [explanation.row]:
        if "verdict" in result:
            yield from _result(result, t, lang)
        else:
            yield from wrapped(_said(explanation, result, lang), 2)
    if not explanation.places:
        yield "  " + t["none"]
        return
    yield t["places"]
    for place in explanation.places:
        yield from _place(place, t)


def _said(explanation: Explanation, row: dict[str, Any], lang: str) -> str:
    """The columns that say something beyond ids, with their labels."""
    labels = explanation.labels if lang == "zh" else {}
    said = [
        f"{labels.get(name) or name} {value}"
        for name, value in row.items()
        if value not in (None, "") and name not in _SKIPPED and not name.endswith(("_id", "_ids"))
    ]
    return ("；" if lang == "zh" else "; ").join(said)


def _result(result: dict[str, Any], t: dict[str, str], lang: str) -> Iterator[str]:
    money = result["reported_yuan"] is not None or result["computed_yuan"] is not None
    names = ("reported", "computed", "difference", "allowed")
    values = {n: result[f"{n}_yuan" if money else n] for n in names}
    unit = ("元" if lang == "zh" else "yuan") if money else result["unit"] or "-"
    yield (
        f"  {result['identity_id']}：{result['verdict']}"
        if lang == "zh"
        else f"  {result['identity_id']}: {result['verdict']}"
    )
    if result[f"message_{lang}"]:
        yield from wrapped(result[f"message_{lang}"], 4)
    yield from wrapped(t["sides"].format(unit=unit, **values), 4)


def _place(place: dict[str, Any], t: dict[str, str]) -> Iterator[str]:
    part = f"[{t[place['side']]} × {place['coefficient']}] " if "side" in place else ""
    line = t["line"].format(line=place["line"]) if place.get("line") else ""
    if place["kind"] == "document":
        yield from wrapped(place["file_name"], 2)
        return
    if place["kind"] == "cell":
        where = t["sheet" if place.get("cell_reference") else "page"].format(**place)
        address = {k: place[k] for k in ("table_number", "row_number", "column_number")}
        labels = {"row": place["row_label"], "column": place["column_label"]}
        said = t["cell"].format(file=place["file_name"], where=where, line=line, **address, **labels)
        yield from wrapped(part + said, 2)
    else:
        yield from wrapped(part + t["other"].format(file=place["file_name"], page=place["page"], line=line), 2)
    text = next((place[k] for k in ("quote", "printed_text", "project_name", "target_text") if place.get(k)), "")
    money = t["yuan"].format(yuan=place["amount_yuan"]) if place.get("amount_yuan") is not None else ""
    yield from wrapped(
        t["printed"].format(text=" ".join(text.split()), unit=place.get("unit") or "").rstrip() + money, 4
    )
