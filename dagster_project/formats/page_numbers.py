"""Page numbers as they are said in one line: `第1、3–5页`."""

from __future__ import annotations

from collections.abc import Iterable


def named(pages: Iterable[int]) -> str:
    """The pages in order, runs of them shortened."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return "第" + "、".join(str(a) if a == b else f"{a}–{b}" for a, b in runs) + "页"
