"""Which layout a home has (`VERSION`, one whole number), and how an older one becomes the present one.

A home of a later program is refused: what it holds may mean something else. A home without `VERSION` is one of 0.1.0.
A migration is a function over a home, may be cut short at any time, and can be run again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable

from dagster_project.home import Home, SetupError, write_whole

LAYOUT = 1
NAME = "VERSION"


def layout(home: Home) -> int:
    """The layout of a home; 0 for one of 0.1.0. Raises `SetupError` where `VERSION` is no number."""
    path = home.path / NAME
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return 0
    except UnicodeDecodeError:
        text = "?"
    if not text.isdecimal():
        raise SetupError(f"{path}：不是版本号（{text[:20]}）；请从备份恢复该文件")
    return int(text)


def refuse_newer(home: Home) -> None:
    """Raises `SetupError` where a later program has written the home."""
    found = layout(home)
    if found > LAYOUT:
        raise SetupError(
            f"{home.path / NAME}：数据目录由更新的程序写成（布局 {found}，本程序只认到 {LAYOUT}）；请升级程序后再运行"
        )


def bring_up(home: Home) -> None:
    """Brings an older home to the present layout, step by step; the home must be locked. Raises `SetupError` as
    `refuse_newer` does."""
    refuse_newer(home)
    for number in range(layout(home), LAYOUT):
        MIGRATIONS[number](home)
        write_whole(home.path / NAME, f"{number + 1}\n".encode())


def _report_by_publication(home: Home) -> None:
    """0.1.0 kept one report, of whatever was published last."""
    old = home.history / "report.json"
    if not old.exists():
        return
    if home.current.exists():
        content = json.loads(old.read_bytes())
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        write_whole(home.history / "reports" / f"{os.readlink(home.current)}.json", text.encode())
    old.unlink()


MIGRATIONS: dict[int, Callable[[Home], None]] = {0: _report_by_publication}  # from this layout to the next
