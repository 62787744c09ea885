"""`citybudget verify DIR`: a publication made again from its manifest; exit code 0 where it comes out the same, else 1."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from dagster_project.publication.verify import verify

_SHOWN = 10
_WORDS = {
    "zh": {
        "holds": "{id}：由 {inputs} 份原件重做，{tables} 个数据文件逐字节相同，各项计数一致",
        "fails": "{id}：未能验证",
        "damaged": "与 SHA256SUMS 不符",
        "missing": "原件不在档案中",
        "versions": "程序版本不同（发布时 / 现在）",
        "differing": "重做结果不同",
        "counts": "计数不同（发布 / 重做）",
        "broken": "重做中断",
        "more": "…另有 {n} 项",
    },
    "en": {
        "holds": "{id}: made again from {inputs} inputs, {tables} data files are the same byte for byte, all counts agree",
        "fails": "{id}: could not be verified",
        "damaged": "not as in SHA256SUMS",
        "missing": "input not in the archive",
        "versions": "another version of the program (then / now)",
        "differing": "comes out otherwise",
        "counts": "another count (published / made again)",
        "broken": "could not be made again",
        "more": "… and {n} more",
    },
}


def answer(folder: Path, inputs: Path | None, lang: str, as_json: bool) -> int:
    """Verifies; without `inputs` the archive of the publication's own home is taken. Raises `SetupError`."""
    inputs = inputs or folder.resolve().parents[1] / "archive"
    with tempfile.TemporaryDirectory(prefix="citybudget-verify-") as scratch:
        found = verify(folder, inputs, Path(scratch))
    words = _WORDS[lang]
    if as_json:
        print(json.dumps({"holds": found.holds, **asdict(found)}, ensure_ascii=False, indent=1))
        return 0 if found.holds else 1
    said = words["holds" if found.holds else "fails"]
    print(said.format(id=found.publication_id, inputs=found.inputs, tables=found.tables))
    for name in ("damaged", "missing", "versions", "differing", "counts"):
        lines = getattr(found, name)
        for line in lines[:_SHOWN]:
            print(f"  {words[name]}: {line}")
        if len(lines) > _SHOWN:
            print(f"  {words['more'].format(n=len(lines) - _SHOWN)}")
    if found.broken:
        print(f"  {words['broken']}: {found.broken}")
    return 0 if found.holds else 1
