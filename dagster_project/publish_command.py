"""`citybudget publish --to`: the current publication copied to another store, and what was copied."""

from __future__ import annotations

import json
from dataclasses import asdict

from dagster_project.console import complain
from dagster_project.home import Home
from dagster_project.publication.basis import standing_manifest
from dagster_project.publication.targets import TargetError, copy

_SAID = {
    "zh": {
        "postgresql": "{parts} 张表，{size} 行",
        "files": "{parts} 个文件，{size} 字节，校验和已核对",
        "new": "已发布 {publication_id} 到 {target}（{what}）",
        "standing": "{target} 上已是 {publication_id}",
        "kept": "仍有读者或视图在用 {schema}，下次发布时再清理",
    },
    "en": {
        "postgresql": "{parts} tables, {size} rows",
        "files": "{parts} files, {size} bytes, checksums verified",
        "new": "published {publication_id} to {target} ({what})",
        "standing": "{target} holds {publication_id} already",
        "kept": "{schema} is still read by somebody; the next publication clears it away",
    },
}


def answer(home: Home, target: str, lang: str, as_json: bool) -> int:
    """The exit code: 0 copied or there already, 1 the target could not take it. Raises `SetupError` where nothing is
    published."""
    standing_manifest(home)
    try:
        copied = copy(home.current.resolve(), target)
    except TargetError as error:
        complain(str(error), lang)
        return 1
    if as_json:
        print(json.dumps(asdict(copied), ensure_ascii=False, indent=1))
    else:
        said = _SAID[lang]
        what = said[copied.kind].format(parts=copied.parts, size=copied.size)
        print(said["standing" if copied.was_there else "new"].format(what=what, **asdict(copied)))
        for schema in copied.kept:
            print(said["kept"].format(schema=schema))
    return 0
