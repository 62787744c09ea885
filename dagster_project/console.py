"""How the commands speak: text for people on stdout, progress and errors on stderr, nothing but plain lines in a pipe."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import TextIO

from dagster_project.english import english

_NARROW, _WIDE = 60, 120
# step of a night -> what a person reads meanwhile
STEPS = {
    "zh": {
        "read": "读取文件",
        "confront": "核对勾稽关系",
        "load": "装载作业",
        "build": "建立数据集市",
        "judge": "检验控制数",
        "publish": "发布",
    },
    "en": {
        "read": "reading files",
        "confront": "confronting identities",
        "load": "loading the job",
        "build": "building the marts",
        "judge": "judging control totals",
        "publish": "publishing",
    },
}


def width(stream: TextIO) -> int:
    """The columns to write in: the terminal's, within what is comfortable to read; a pipe gets 100."""
    if not stream.isatty():
        return 100
    return max(_NARROW, min(shutil.get_terminal_size().columns, _WIDE))


def complain(line: str, lang: str) -> None:
    """One line of error, in English where that is wanted."""
    said = english(line) if lang == "en" else line
    print(f"citybudget: {' '.join(said.split())}", file=sys.stderr)


def progress_on(stream: TextIO, lang: str) -> Callable[[str, int, int], None]:
    """What a night calls as it goes on: one moving line on a terminal, one line a step elsewhere."""
    seen: set[str] = set()

    def told(step: str, done: int, total: int) -> None:
        name = STEPS[lang].get(step, step)
        count = f" {done}/{total}" if total else f" {done}" if done else ""
        if stream.isatty():
            end = "\n" if total and done == total else ""
            stream.write(f"\r\x1b[2K{name}{count}{end}")
            stream.flush()
        elif step not in seen:
            seen.add(step)
            print(f"{name} …", file=stream, flush=True)

    return told


def clear_line(stream: TextIO) -> None:
    """Takes away the moving line."""
    if stream.isatty():
        stream.write("\r\x1b[2K")
        stream.flush()
