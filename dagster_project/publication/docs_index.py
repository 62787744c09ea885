"""`docs/index.html`: where to begin in a publication's own pages, and what its tables are, by their first sentences."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dagster_project.publication.catalog import Table
from dagster_project.publication.page import page, table, text

_PAGES = (
    ("dictionary.html", "数据字典", "每张表、每一列的含义、单位、来源和允许的取值，可检索 (data dictionary)"),
    ("identities/index.html", "勾稽关系", "每条勾稽关系的内容、依据和对部门的建议 (accounting identities)"),
    ("expectations.html", "检验结果", "本次发布的数据质量检验 (results of the checks)"),
    ("expectations.en.html", "Results of the checks", "the same in English"),
)
_FILES = (
    ("../budget.duckdb", "DuckDB 数据库，请以只读方式打开 (open it read-only)"),
    ("../parquet/", "Parquet，按年度分区 (partitioned by year)"),
    ("../csv/", "CSV，可用 Excel 打开 (UTF-8 with BOM)"),
    ("../datapackage.json", "Fiscal Data Package"),
    ("../manifest.json", "输入文件、数量和版本 (inputs, counts, versions)"),
    ("../SHA256SUMS", "校验和 (checksums)"),
)


def write(tables: Iterable[Table], folder: Path, publication_id: str) -> None:
    """Writes the page into the folder of the publication's pages."""
    pages = [(f'<a href="{link}">{text(name)}</a>', text(what)) for link, name, what in _PAGES]
    files = [(f'<a href="{link}"><code>{text(link[3:])}</code></a>', text(what)) for link, what in _FILES]
    marts = [
        (f'<a href="dictionary.html#{text(t.name)}"><code>{text(t.name)}</code></a>', text(t.comment))
        for t in tables
        if t.schema == "marts"
    ]
    body = [
        f"<p>发布 <code>{text(publication_id)}</code></p>",
        "<h2>从这里开始</h2>",
        table(("页面", "内容"), pages),
        "<h2>文件</h2>",
        table(("文件", "内容"), files),
        "<h2>数据集市</h2>",
        table(("表", "内容"), marts),
    ]
    (folder / "index.html").write_text(page("部门预算决算数据", body), encoding="utf-8")
