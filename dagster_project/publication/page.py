"""One offline HTML page: no script of others, no host, readable in print. Everything put into it is escaped here."""

from __future__ import annotations

import html
from collections.abc import Iterable

_STYLE = (
    "body{font:15px/1.6 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2em auto;max-width:88em;padding:0 1em;"
    "color:#1b1b1b}p{max-width:60em}h1{font-size:1.5em}h2{font-size:1.2em;margin-top:2em}table{border-collapse:collapse;width:100%}"
    "th,td{border-bottom:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}th{background:#f4f4f4}"
    "code{font-family:monospace;overflow-wrap:anywhere}a{color:#1a5fb4}input{font:inherit;max-width:100%}"
    ".wide td{overflow-wrap:anywhere}.wide td:nth-child(2){min-width:9em}"
    ".wide td:nth-child(5){min-width:13em}.wide td:nth-child(6){min-width:9em}.wide td:nth-child(7){min-width:6em}"
    ".wide th,.wide td:first-child code,.wide td:nth-child(3) code{white-space:nowrap}"
    # on a narrow screen each row of a table of many columns is a card: its cells one below the other, with their headings
    "@media(max-width:66em){.wide,.wide tbody,.wide tr,.wide td{display:block}.wide thead{display:none}"
    ".wide tr{border-bottom:1px solid #ccc;padding:.4em 0}.wide tr[hidden],.wide td:empty{display:none}"
    ".wide td{border:0;padding:0 .2em}.wide td:first-child{font-weight:bold}"
    ".wide td+td::before{content:attr(data-heading) '：';color:#666}}"
)
_WIDE = 5  # columns from which a table is wide


def page(title: str, body: Iterable[str]) -> str:
    """A whole page around pieces of HTML."""
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{text(title)}</h1>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def text(content: object) -> str:
    """Text as HTML."""
    return html.escape("" if content is None else str(content))


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; cells are HTML already."""
    names = [text(heading) for heading in headings]
    wide = len(names) >= _WIDE
    head = "".join(f"<th>{name}</th>" for name in names)
    opened = [f'<td data-heading="{name}">' if wide else "<td>" for name in names]
    body = "\n".join(
        "<tr>" + "".join(f"{td}{cell}</td>" for td, cell in zip(opened, row, strict=True)) + "</tr>" for row in rows
    )
    kind = ' class="wide"' if wide else ""
    return f"<table{kind}>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
