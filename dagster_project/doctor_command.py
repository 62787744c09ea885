"""`citybudget doctor`: the checks in words, and the exit code: 0 well (warnings may wait), 1 something needs a hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from dagster_project.doctor import Ailment, examine
from dagster_project.home import Home

_WORDS = Path(__file__).with_name("doctor.yml")
_MARK = {"error": "✗", "warning": "!"}
_SHOWN = 5
_MORE = {"zh": "  …另有 {n} 项（--json 列出全部）", "en": "  … and {n} more (--json lists all)"}


def answer(home: Home, lang: str, as_json: bool) -> int:
    """Prints the findings. Raises `SetupError` where there is no home or a newer one."""
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    found = examine(home)
    if as_json:
        content = [
            {"check": check, "ailments": [_row(a, words["ailments"][a.code][lang]) for a in ailments]}
            for check, ailments in found.items()
        ]
        print(json.dumps({"home": str(home.path), "checks": content}, ensure_ascii=False, indent=1))
    else:
        for check, ailments in found.items():
            mark = _MARK[min(a.severity for a in ailments)] if ailments else "✓"
            print(f"{mark} {words['checks'][check][lang]}")
            for ailment in ailments[:_SHOWN]:
                what, mend = (text.format(**ailment.fills) for text in words["ailments"][ailment.code][lang])
                print(f"  {_MARK[ailment.severity]} {what}\n    → {mend}")
            if len(ailments) > _SHOWN:
                print(_MORE[lang].format(n=len(ailments) - _SHOWN))
    return int(any(a.severity == "error" for ailments in found.values() for a in ailments))


def _row(ailment: Ailment, texts: list[str]) -> dict[str, Any]:
    what, mend = (text.format(**ailment.fills) for text in texts)
    return {"code": ailment.code, "severity": ailment.severity, "what": what, "mend": mend, **ailment.fills}
