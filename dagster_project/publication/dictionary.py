"""`docs/dictionary.html` and `docs/dictionary.json`: the data dictionary, generated from the comments that travel with the
tables, from the YAML of the models and from the rows. The page needs no server: its search is a few lines within it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from dagster_project.publication import column_notes
from dagster_project.publication.catalog import Table
from dagster_project.publication.column_notes import Note
from dagster_project.publication.page import page, table, text

_HEADINGS = ("列", "名称与含义", "类型", "单位", "来源", "取值", "示例", "个人信息")
_SEARCH = """<p><input id="search" type="search" placeholder="查找表、列、名称、含义……" size="40" autofocus>
<span id="found"></span></p>
<script>
document.getElementById("search").addEventListener("input", function () {
  var words = this.value.toLowerCase().split(/\\s+/), found = 0;
  document.querySelectorAll("section").forEach(function (section) {
    var head = section.querySelector("h2").textContent + section.querySelector("p").textContent, any = false;
    section.querySelectorAll("tbody tr").forEach(function (row) {
      var said = (head + row.textContent).toLowerCase();
      var fits = words.every(function (word) { return said.includes(word); });
      row.hidden = !fits; any = any || fits; found += fits;
    });
    section.hidden = !any;
  });
  document.getElementById("found").textContent = this.value ? found + " 列" : "";
});
</script>"""


def write(tables: list[Table], folder: Path, database: Path) -> None:
    """Writes the dictionary of the published tables: grain, and of each column its meaning, type, unit, source, allowed
    values, an example and whether it may hold personal data."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        notes = column_notes.of(tables, connection)
    content = json.dumps([asdict(note) for note in notes], ensure_ascii=False, indent=1) + "\n"
    (folder / "dictionary.json").write_text(content, encoding="utf-8")
    (folder / "dictionary.html").write_text(page("数据字典", _body(tables, notes)), encoding="utf-8")


def _body(tables: list[Table], notes: list[Note]) -> Iterable[str]:
    comments = {t.name: t.comment for t in tables if t.schema == "marts"}
    yield "<p>marts 为现行数据；history 为同名表的全部版本，列相同；controls 为本库自身的控制数。金额单位为元。</p>"
    yield _SEARCH
    for name, columns in groupby(notes, key=lambda note: note.table):
        yield f'<section><h2 id="{text(name)}">marts.{text(name)}</h2>'
        yield f"<p>{text(comments[name])}</p>"
        yield table(_HEADINGS, (_row(note) for note in columns))
        yield "</section>"
    yield "<h2>controls</h2><ul>"
    for control in (t for t in tables if t.schema == "controls"):
        yield f"<li><code>{text(control.name)}</code> {text(control.comment)}</li>"
    yield "</ul>"


def _row(note: Note) -> tuple[str, ...]:
    allowed = "、".join(f"<code>{text(value)}</code>" for value in note.allowed)
    if note.refers_to:
        other = note.refers_to.split(".")[0]
        allowed = f'见 <a href="#{text(other)}">{text(note.refers_to)}</a>'
    return (
        f"<code>{text(note.column)}</code>",
        text(note.meaning),
        f"<code>{text(note.type)}</code>",
        text(note.unit),
        text(note.source),
        allowed,
        text(note.example),
        "可能有" if note.personal else "无",
    )
