"""`docs/dictionary.html`: the data dictionary, generated from the comments that travel with the tables."""

from __future__ import annotations

from pathlib import Path

from dagster_project.publication.catalog import Table
from dagster_project.publication.page import page, table, text


def write(tables: list[Table], folder: Path) -> None:
    """Writes the dictionary of the published tables: grain, columns, types, meaning."""
    marts = [t for t in tables if t.schema != "history"]
    contents = "".join(f'<li><a href="#{t.schema}.{t.name}">{t.schema}.{t.name}</a></li>' for t in marts)
    body = [
        "<p>marts 为现行数据；history 为同名表的全部版本；controls 为本库自身的控制数。金额单位为元。</p>",
        f"<ul>{contents}</ul>",
    ]
    for item in marts:
        body.append(f'<h2 id="{item.schema}.{item.name}">{item.schema}.{item.name}</h2>')
        body.append(f"<p>{text(item.comment)}</p>")
        rows = ((f"<code>{text(c.name)}</code>", f"<code>{text(c.type)}</code>", text(c.comment)) for c in item.columns)
        body.append(table(("列", "类型", "说明"), rows))
    (folder / "dictionary.html").write_text(page("数据字典", body), encoding="utf-8")
