"""What the head of a performance form says in words: name, unit, period, attribute, overview, basis, goals.

Texts are kept as printed; only the period and the attribute are interpreted.
"""

from __future__ import annotations

import re
import unicodedata

from dagster_project.extraction.labels import fold
from dagster_project.extraction.project_vocabulary import vocabulary

_MONTH = re.compile(r"((?:19|20)\d{2})(?:年|[-./])(?:(\d{1,2})(?=月|[-./]|\D|$))?")
_HTML_BOX = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
_CHECKED = re.compile(r"\bchecked\b", re.IGNORECASE)


def months(text: str) -> list[tuple[int, int | None]]:
    """The (year, month) of every date in a text; the month is none where a year stands alone."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    found = []
    for match in _MONTH.finditer(folded):
        month = int(match[2]) if match[2] else None
        if month is None or 1 <= month <= 12:
            found.append((int(match[1]), month))
    return found


def period(start: str, end: str, whole: str) -> tuple[str | None, str | None]:
    """Beginning and end as YYYY-MM, from the two dates, or from one text that holds both. A year alone begins in its
    January and ends in its December."""
    first, last, both = months(start), months(end), months(whole)
    begin = first[0] if first else (both[0] if both else None)
    finish = last[-1] if last else (both[-1] if both else None)
    return (
        f"{begin[0]}-{begin[1] or 1:02d}" if begin else None,
        f"{finish[0]}-{finish[1] or 12:02d}" if finish else None,
    )


def attribute(text: str) -> str | None:
    """new | one_off | continuing: the option that is ticked, or the only one printed. None where none or several are.

    Boxes are HTML inputs or signs; they stand before their options, or behind where the first sign follows an option.
    """
    words = vocabulary()
    text = _HTML_BOX.sub(lambda m: words.checked[0] if _CHECKED.search(m[0]) else words.unchecked[0], text)
    options = sorted(words.attributes, key=lambda o: (-len(o), o))
    signs = "".join(words.checked + words.unchecked)
    tokens = re.findall("|".join([*map(re.escape, options), f"[{re.escape(signs)}]", r"\(\)"]), fold(text))
    ticked: set[str] = set()
    named = [t for t in tokens if t in words.attributes]
    boxes_first = bool(tokens) and tokens[0] not in words.attributes
    for index, token in enumerate(tokens):
        if token not in words.checked:
            continue
        neighbour = index + 1 if boxes_first else index - 1
        if 0 <= neighbour < len(tokens) and tokens[neighbour] in words.attributes:
            ticked.add(words.attributes[tokens[neighbour]])
    if not any(t in words.checked or t in words.unchecked for t in tokens):
        ticked = {words.attributes[t] for t in named}
    return ticked.pop() if len(ticked) == 1 else None
