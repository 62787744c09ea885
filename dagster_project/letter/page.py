"""The letter as one offline HTML page, readable on a telephone and in print."""

from __future__ import annotations

from pathlib import Path

from dagster_project.letter.annex import rows
from dagster_project.letter.content import Letter

_TEMPLATE = Path(__file__).with_name("page.html")


def write(letter: Letter) -> bytes:
    """The bytes of the page: the same letter, the same bytes."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return template.render(letter=letter, words=letter.words, rows=rows(letter)).encode()
