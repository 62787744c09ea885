"""`docs/identities/`: one page for each identity, generated from its file, and an index of all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dagster_project.publication.page import page, table, text
from dagster_project.raw_tables import IdentityRow
from dagster_project.words import FAMILY, SEVERITY, word


def write(identities: Iterable[IdentityRow], folder: Path) -> None:
    """Writes `index.html` and `<identity_id>.html`."""
    folder.mkdir()
    rows = []
    for item in identities:
        link = f'<a href="{text(item.identity_id)}.html"><code>{text(item.identity_id)}</code></a>'
        rows.append((link, text(item.statement_zh), text(word(SEVERITY, "zh", item.severity))))
        body = [
            '<p><a href="index.html">全部勾稽关系</a></p>',
            f"<p>{text(item.statement_zh)}</p>",
            f"<p>{text(item.statement_en)}</p>",
            table(
                ("项目", "内容"),
                (
                    ("类别", text(word(FAMILY, "zh", item.family))),
                    ("处理", text(word(SEVERITY, "zh", item.severity))),
                    ("依据", text(item.ground)),
                    ("对部门的建议", f"{text(item.advice_zh)}<br>{text(item.advice_en)}"),
                ),
            ),
        ]
        (folder / f"{item.identity_id}.html").write_text(page(item.identity_id, body), encoding="utf-8")
    index = page("勾稽关系", [table(("编号", "内容", "处理"), rows)])
    (folder / "index.html").write_text(index, encoding="utf-8")
