"""`citybudget identities`: the rate at which each identity failed and could not be decided, on the whole history.

A new identity is looked at here before it may be given a higher severity; one that never decided anything is listed last.
The number of disclosures that offer an identity and in which it matched nothing (`gaps`) is what we do not read yet.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from dagster_project.home import Home, SetupError
from dagster_project.rule_record import RuleRecord, records
from dagster_project.words import SEVERITY, word

_SAID = {
    "zh": {
        "head": "勾稽关系 {n} 项，历次公开中的判断结果（不符合率以已判断的为分母，"
        "无法判断率以全部为分母；未对上为本系统应判断而未能对上的公开数）",
        "row": "{failed_share}  {undecided_share}  {decided:>7}  {disclosures:>5}  {gaps:>4}  {severity}  {name}",
        "columns": "不符合  无法判断  已判断  公开数  未对上  程度  勾稽关系",
        "never": "从未判断过的 {n} 项（所收公开中没有可对照的数，或本系统尚未读出）：",
    },
    "en": {
        "head": "{n} identities on the whole history (failed: of those decided; undecided: of all; "
        "gaps: disclosures that offer it and where nothing matched)",
        "row": "{failed_share}  {undecided_share}  {decided:>7}  {disclosures:>5}  {gaps:>4}  {severity}  {name}",
        "columns": "failed  undecided  decided  disclosures  gaps  severity  identity",
        "never": "{n} never decided anything (no disclosure at hand offers them, or we do not read them yet):",
    },
}


def answer(home: Home, lang: str, as_json: bool) -> int:
    """Prints the record of every identity; 0. Raises `SetupError` where nothing is published."""
    database = home.current / "budget.duckdb"
    if not database.exists():
        raise SetupError(f"{home.path}：尚无发布；请先运行 citybudget nightly，或用 --home 指定数据目录")
    found = records(database)
    if as_json:
        rows = [asdict(r) | {"failed_share": failed(r), "undecided_share": undecided(r)} for r in found]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    said = _SAID[lang]
    print(said["head"].format(n=len(found)))
    print(said["columns"])
    judged = [r for r in found if r.decided]
    for record in sorted(judged, key=lambda r: (-(r.failed / r.decided), r.identity_id)):
        shares = {"failed_share": failed(record), "undecided_share": undecided(record)}
        name = f"{record.identity_id} {record.statement_zh if lang == 'zh' else record.statement_en}"
        print(
            said["row"].format(
                decided=record.decided,
                disclosures=record.disclosures,
                gaps=record.gaps,
                severity=word(SEVERITY, lang, record.severity),
                name=name,
                **shares,
            )
        )
    never = [r for r in found if not r.decided]
    if never:
        print(said["never"].format(n=len(never)))
        for record in never:
            print(f"  {record.identity_id} {record.statement_zh if lang == 'zh' else record.statement_en}")
    return 0


def failed(record: RuleRecord) -> str:
    return record.share(record.failed, record.decided)


def undecided(record: RuleRecord) -> str:
    return record.share(record.undecided, record.results)
