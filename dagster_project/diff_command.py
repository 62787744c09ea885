"""`citybudget diff`: what changed since the previous publication, each change with one cause, and that it adds up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from decimal import Decimal

from dagster_project.home import Home
from dagster_project.publication.basis import standing_manifest
from dagster_project.publication.said_changes import Moved, changes, moved
from dagster_project.words import CAUSES

_SHOWN = 40  # changes that are listed; all are in --json and in marts.fct_change
_SAID = {
    "zh": {
        "head": "{current} 与上一次发布 {previous} 相比：{count} 处变化",
        "first": "{current} 是第一次发布，没有可比的",
        "total": "{mart}：{before} 元 → {now} 元，变化合计 {changes} 元{verdict}",
        True: "，与总数之差一致",
        False: "，与总数之差不一致，请报告维护者",
        None: "（上一次发布已不在，未与总数核对）",
        "gone": "？",
        "more": "……另有 {more} 处，见 --json 或 marts.fct_change",
        "nothing": "（无）",
    },
    "en": {
        "head": "{current} compared with the previous publication {previous}: {count} changes",
        "first": "{current} is the first publication: there is nothing to compare",
        "total": "{mart}: {before} yuan -> {now} yuan, changes of {changes} yuan{verdict}",
        True: ", which is what the total moved",
        False: ", which is not what the total moved: please report this",
        None: " (the previous publication is gone: not held against its total)",
        "gone": "?",
        "more": "... and {more} more: see --json or marts.fct_change",
        "nothing": "(none)",
    },
}


def answer(home: Home, lang: str, as_json: bool) -> int:
    """The exit code: 0, or 1 where the changes are not what the totals moved. Raises `SetupError` where nothing is
    published."""
    manifest = standing_manifest(home)
    previous = manifest.get("previous_publication_id")
    rows = changes(home.current)
    totals = moved(home.current, home.published / previous if previous else None, rows)
    if as_json:
        content = {
            "publication_id": manifest["publication_id"],
            "previous_publication_id": previous,
            "totals": [asdict(total) | {"adds_up": total.adds_up} for total in totals],
            "changes": rows,
        }
        print(json.dumps(content, ensure_ascii=False, indent=1, default=str))
    else:
        for line in _lines(manifest["publication_id"], previous, rows, totals, lang):
            print(line)
    return 1 if any(total.adds_up is False for total in totals) else 0


def _lines(current: str, previous: str | None, rows: list[dict], totals: list[Moved], lang: str):
    said = _SAID[lang]
    if previous is None:
        yield said["first"].format(current=current)
        return
    yield said["head"].format(current=current, previous=previous, count=len(rows))
    for cause, count in sorted(Counter(row["cause"] for row in rows).items()):
        yield f"  {CAUSES[lang][cause]}: {count}"
    for total in totals:
        if total.changes or total.adds_up is False:
            before = said["gone"] if total.before is None else _money(total.before)
            amounts = {"before": before, "now": _money(total.now), "changes": _money(total.changes)}
            yield "  " + said["total"].format(mart=total.mart, verdict=said[total.adds_up], **amounts)
    for row in rows[:_SHOWN]:
        old, new = (said["nothing"] if row[c] is None else row[c] for c in ("old_value", "new_value"))
        body = f"{row['department_name'] or row['department_id']} {row['fiscal_year']} {row['stage']}"
        yield f"  [{CAUSES[lang][row['cause']]}] {row['mart']} {body} {row['coordinates']}: {old} → {new}"
    if len(rows) > _SHOWN:
        yield "  " + said["more"].format(more=len(rows) - _SHOWN)


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}"
