"""`citybudget simulate`: the call into a plan, progress, and what was made, in one line or as JSON."""

from __future__ import annotations

import json
import re
import sys
import time
from argparse import Namespace
from pathlib import Path

from dagster_project.console import clear_line, complain
from dagster_project.simulator import city
from dagster_project.simulator.plan import Plan, PlanError

WRONG_CALL = 2
SAYS = {
    "zh": {
        "working": "模拟部门 {done}/{total}",
        "done": "已生成 {documents} 份文件，{figures} 个表中数字，{claims} 处文字数字，植入差错 {faults} 处；"
        "文件在 {inbox}，正确答案在 {truth}（{seconds:.1f} 秒）",
    },
    "en": {
        "working": "simulating department {done}/{total}",
        "done": "{documents} documents, {figures} figures in forms, {claims} in prose, {faults} faults planted; "
        "documents in {inbox}, the truth in {truth} ({seconds:.1f} s)",
    },
}


def answer(options: Namespace) -> int:
    """Runs the command; 2 where the call is wrong."""
    says = SAYS[options.lang]
    years = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", options.years)
    if not years:
        complain(f"--years：{options.years!r} 不是年份，请写作 2021 或 2021-2023", options.lang)
        return WRONG_CALL
    plan = Plan(
        Path(options.out),
        options.departments,
        options.units,
        int(years[1]),
        int(years[2] or years[1]),
        _listed(options.families),
        _listed(options.formats),
        options.faults,
        tuple(options.fault or ()),
        options.seed,
        options.city,
        _listed(options.bodies),
    )
    if plan.fault_kinds and not plan.fault_rate:
        plan = Plan(**{name: getattr(plan, name) for name in plan.__slots__} | {"fault_rate": 1.0})
    started = time.monotonic()
    try:
        plan.check()
        if plan.out.exists() and any(plan.out.iterdir()):
            raise PlanError(f"--out：{plan.out} 不是空目录，请另选目录或先清空")
        made = city.simulate(plan, _progress(says["working"]))
    except PlanError as error:
        complain(str(error), options.lang)
        return WRONG_CALL
    except OSError as error:
        complain(f"{error.filename or plan.out}：不能写入（{error.strerror}），请换一个目录", options.lang)
        return WRONG_CALL
    clear_line(sys.stderr)
    facts = {
        "documents": made.documents,
        "figures": made.figures,
        "claims": made.claims,
        "faults": made.faults,
        "inbox": str(plan.out / "inbox"),
        "truth": str(plan.out / "truth"),
    }
    if options.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(says["done"].format(**facts, seconds=time.monotonic() - started))
    return 0


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[,，\s]+", text) if part)


def _progress(words: str):
    def told(done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[2K" + words.format(done=done, total=total))
            sys.stderr.flush()
        elif done == total or done % max(1, total // 10) == 0:
            print(words.format(done=done, total=total), file=sys.stderr, flush=True)

    return told
