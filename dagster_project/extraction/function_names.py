"""Functional items named in prose: 一般公共服务支出（类）人大事务（款）行政运行（项）, and classes named alone.

Names are looked up within the class and group named before them, old names and loose spellings included; what cannot be
told apart stays unknown. Codes printed in tables are `classification`.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from dagster_project.extraction.classification import function_class, read_seed
from dagster_project.extraction.labels import fold
from dagster_project.extraction.narrative_terms import terms

_MARK = re.compile(r"\((类|款|项)\)")
_LEVELS = {"类": 3, "款": 5, "项": 7}
_BOUNDARY = re.compile(r"[,;。:\s]")
SHORTEST_ALONE = 4  # letters of a name that is known without its mark
_ATTESTED = re.compile(r"([^\[;,、]+)\[")


@lru_cache(maxsize=1)
def _index() -> dict[str, set[str]]:
    """Folded name -> codes that bear it in any year, spelled exactly."""
    index: dict[str, set[str]] = {}
    for row in read_seed("function_classification"):
        for name in (row["name"], *_ATTESTED.findall(row["attested_names_years"] or "")):
            index.setdefault(fold(name), set()).add(row["code"])
    for row in read_seed("classification_renames"):
        if row["classification"] == "function":
            for code, name in ((row["old_code"], row["old_name"]), (row["new_code"], row["new_name"])):
                if code and name:
                    index.setdefault(fold(name), set()).add(code)
    return index


@lru_cache(maxsize=1)
def _loose_index() -> dict[str, set[str]]:
    index: dict[str, set[str]] = {}
    for name, codes in _index().items():
        if len(loose := terms().function_loose.sub("", name)) > 1:
            index.setdefault(loose, set()).update(codes)
    return index


@lru_cache(maxsize=4096)
def named_code(name: str, level: int, within: str = "") -> str | None:
    """The one code of a level (3, 5, 7 digits) under `within` that bears a name; none where there are none or several."""
    if level == 3:
        return function_class(name)
    for index, key in ((_index(), fold(name)), (_loose_index(), terms().function_loose.sub("", fold(name)))):
        found = {c for c in index.get(key, ()) if len(c) == level and c.startswith(within)}
        if len(found) == 1:
            return found.pop()
    return None


@lru_cache(maxsize=4096)
def item_named(name: str) -> str | None:
    """The one item whose name this is, in any class; none where there are none or several (行政运行)."""
    if len(name) < SHORTEST_ALONE:
        return None
    exact = {code for code in _index().get(fold(name), ()) if len(code) == 7}
    found = exact or {c for c in _loose_index().get(terms().function_loose.sub("", fold(name)), ()) if len(c) == 7}
    return found.pop() if len(found) == 1 else None


def marked_item(text: str, class_code: str | None) -> tuple[str | None, str, int] | None:
    """The item a text names with its marks: (code or none, the words, where they end); none without a mark.

    `class_code` is the class of the heading above. A name marked as a class that is none, below such a heading, is taken
    for a group: that is how some print it.
    """
    marks = list(_MARK.finditer(text))
    if not marks:
        return None
    boundary = max((m.end() for m in _BOUNDARY.finditer(text, 0, marks[0].start())), default=0)
    for earlier, later in itertools.pairwise(marks):
        between = _BOUNDARY.search(text, earlier.end(), later.start())
        if between or (later[1] == "类" and earlier[1] in ("款", "项")):
            boundary = (
                max(m.end() for m in _BOUNDARY.finditer(text, earlier.end(), later.start()))
                if between
                else earlier.end()
            )
            marks = marks[marks.index(later) :]
    marks = [m for m in marks if m.start() >= boundary]
    names, start = [], boundary
    for mark in marks:
        names.append(
            (_without_tail(text[start : mark.start()]) if start != boundary else text[start : mark.start()], mark[1])
        )
        start = mark.end()
    return _resolve(names, class_code), text[boundary : marks[-1].end()], marks[-1].end()


def _without_tail(name: str) -> str:
    """A name without what still belongs to the name before it: …（款）支出…; 预算改革业务 begins so and is a name."""
    while fold(name) not in _index() and (match := terms().function_tail.match(name)):
        name = name[match.end() :]
    return name


def _resolve(names: list[tuple[str, str]], class_code: str | None) -> str | None:
    within = "" if names[0][1] == "类" else class_code or ""
    code: str | None = None
    for position, (name, mark) in enumerate(names):
        level = _LEVELS[mark]
        code = _suffix_code(name, level, within) if position == 0 else named_code(name, level, within)
        if code is None and mark == "类" and class_code:
            within, code = class_code, named_code(name, 5, class_code)
        if code is None and mark == "项":
            code = _run_together(name, within)
        if code is None and position < len(names) - 1:
            continue
        within = code or within
    return code


def _suffix_code(name: str, level: int, within: str) -> str | None:
    """The first name of a list may have words before it (主要用于一般公共服务支出): the longest ending that is a name."""
    if code := named_code(name, level, within):
        return code
    for start in range(1, max(1, len(name) - 2)):
        exact = {c for c in _index().get(fold(name[start:]), ()) if len(c) == level and c.startswith(within)}
        if len(exact) == 1:
            return exact.pop()
    return None


def _run_together(name: str, within: str) -> str | None:
    """Group and item printed without a mark between them: 人大事务行政运行（项）."""
    for cut in range(2, len(name) - 1):
        group = named_code(name[:cut], 5, within)
        if group and (item := named_code(name[cut:], 7, group)):
            return item
    return None
