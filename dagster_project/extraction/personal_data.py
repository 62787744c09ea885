"""Personal data leaves the document before anything reads it: what stands behind labels such as a responsible person's.

The labels are data (`forms/personal_data.yml`). Names found behind one are removed wherever else they occur, and
telephone numbers everywhere in running text. Nothing here knows what a form states otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dagster_project.extraction.form_definitions import load
from dagster_project.extraction.labels import fold
from dagster_project.formats.document import Document, Grid, GridCell, Line

_NAME = re.compile(r"^(?:[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,6}[·•][\u3400-\u9fff]{1,8})$")
_LONG_NUMBER = re.compile(r"\d{7,18}[\dXx]?")  # a line without its area code, an identity card
_FIGURE = re.compile(r"[\s\d,.，．%()（）+-]*")
_COMMA = re.compile(r"[,，]")
_SEPARATOR = re.compile(r"[\s、,，;；/:：()（）\d-]+")
_END_OF_VALUE = re.compile(r"[。；;\n]|\s+(?=[^\s:：]{1,12}\s*[:：])")
# A mobile or area-code number that is no amount: no figure before or after it, no unit of anything behind it.
_TELEPHONE = re.compile(
    r"(?<![\d.])(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[-— ]\d{7,8}(?:-\d{1,5})?)"
    r"(?![\d.]|\s*[元万亿%个])"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels, folded; what stands for a removed value; values that are no person's."""

    labels: frozenset[str]
    label_pattern: re.Pattern[str]
    replacement: str
    not_persons: frozenset[str]
    not_persons_ending: tuple[str, ...]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of `forms/personal_data.yml`."""
    content = load("personal_data")
    names = frozenset(fold(label) for label in content["labels"])
    return Vocabulary(
        labels=names,
        label_pattern=re.compile(spaced(names) + r"\s*(?:[(（][^)）]{0,6}[)）])?\s*[:：]"),
        replacement=content["replacement"],
        not_persons=frozenset(fold(v) for v in content["not_persons"]),
        not_persons_ending=tuple(content["not_persons_ending"]),
    )


def spaced(labels: Sequence[str] | frozenset[str]) -> str:
    """A pattern that finds any of the folded labels, longest first, with white space or full widths between."""
    widths = {":": "[:：]", "(": "[(（]", ")": "[)）]", ",": "[,，]"}
    longest_first = sorted(labels, key=lambda label: (-len(label), label))
    words = (r"\s*".join(widths.get(c, re.escape(c)) for c in label) for label in longest_first)
    return "(?:" + "|".join(words) + ")"


def is_personal_label(text: str) -> bool:
    """Whether a cell holds nothing but a label of personal data."""
    return fold(text) in vocabulary().labels


@dataclass(frozen=True, slots=True)
class Removal:
    """Takes the people found in a form out of any text."""

    names: frozenset[str]

    def clean(self, text: str) -> str:
        """The text with the names, and any telephone number, replaced. Figures are left as they are."""
        words = vocabulary()
        text = inline_values(text)[0]
        for name in sorted(self.names, key=lambda n: (-len(n), n)):
            text = re.sub(r"\s*".join(map(re.escape, name)), words.replacement, text)
        return _TELEPHONE.sub(words.replacement, text)


def inline_values(text: str) -> tuple[str, list[str]]:
    """The text without labels of personal data and what follows each, and what followed."""
    found: list[str] = []
    kept: list[str] = []
    position = 0
    for match in vocabulary().label_pattern.finditer(text):
        if match.start() < position:
            continue
        end = _end_of_value(text, match.end())
        kept.append(text[position : match.start()])
        found.append(text[match.end() : end])
        position = end
    kept.append(text[position:])
    return "".join(kept), found


def _end_of_value(text: str, start: int) -> int:
    """Up to the next labelled part: punctuation that ends a statement, a line break, or `label:` after white space. Of
    parts between commas only people and numbers belong to the value: what else follows is another statement."""
    while start < len(text) and text[start].isspace():
        start += 1
    stop = _END_OF_VALUE.search(text, start)
    end = stop.start() if stop else len(text)
    for comma in _COMMA.finditer(text, start, end):
        following = _COMMA.split(text[comma.end() : end])[0].strip()
        if not (_NAME.match(following) or _TELEPHONE.fullmatch(following)):
            return comma.start()
    return end


def without_people(document: Document, other_labels: frozenset[str] = frozenset()) -> Document:
    """The document without personal data: values behind their labels gone from grids and lines, the names found gone
    from every text of the document. A cell that holds nothing but a figure stays as printed. `other_labels` (folded) are
    labels of forms, which are nobody's name."""
    grids, removal = without_personal_data([b for b in document.blocks if isinstance(b, Grid)], other_labels)
    names = set(removal.names)
    for block in document.blocks:
        if isinstance(block, Line):
            for value in inline_values(block.text)[1]:
                names.update(_persons(value))
    removal = Removal(frozenset(names))
    cleaned = iter(grids)
    blocks = tuple(
        replace(block, text=removal.clean(block.text)) if isinstance(block, Line) else _cleaned(next(cleaned), removal)
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _cleaned(grid: Grid, removal: Removal) -> Grid:
    cells = tuple(
        c if _FIGURE.fullmatch(c.text) else replace(c, text=removal.clean(c.text)) if c.text else c for c in grid.cells
    )
    return replace(grid, cells=cells)


def without_personal_data(
    grids: Sequence[Grid], other_labels: frozenset[str] = frozenset()
) -> tuple[list[Grid], Removal]:
    """The grids with personal values blanked (their cells stay, empty), and the removal for all other text.

    A value stands behind its label in the same row up to the next label (another of personal data, one of the folded
    `other_labels`, or any cell that ends with a colon), or, where the row holds none, beneath it.
    """
    names: set[str] = set()
    cleaned = []
    for grid in grids:
        blanked: set[tuple[int, int]] = set()
        by_row: dict[int, list[GridCell]] = {}
        for cell in grid.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for row, cells in by_row.items():
            for index, cell in enumerate(cells):
                if not is_personal_label(cell.text):
                    continue
                below = by_row.get(row + cell.row_span, [])
                behind = _behind(cells[index + 1 :], other_labels) or _beneath(cell, below)
                blanked.update((c.row, c.column) for c in behind)
                for value in behind:
                    names.update(_persons(value.text))
        out = []
        for cell in grid.cells:
            if (cell.row, cell.column) in blanked:
                out.append(replace(cell, text=""))
                continue
            text, found = inline_values(cell.text)
            for inline in found:
                names.update(_persons(inline))
            out.append(replace(cell, text=text.strip()) if found else cell)
        cleaned.append(replace(grid, cells=tuple(out)))
    return cleaned, Removal(frozenset(names))


def _behind(cells: list[GridCell], other_labels: frozenset[str]) -> list[GridCell]:
    """The value behind a label: the first printed cell, and numbers after it, up to the next label. A figure that is no
    number of a person (with decimals, or short) is none: it stays."""
    values: list[GridCell] = []
    for cell in cells:
        text = cell.text.strip()
        if is_personal_label(text) or fold(text) in other_labels or text.endswith((":", "：")):
            break
        number = bool(_TELEPHONE.fullmatch(text) or _LONG_NUMBER.fullmatch(text))
        if text and (number or (not values and not _FIGURE.fullmatch(text))):
            values.append(cell)
        elif text:
            break
    return values


def _beneath(label: GridCell, cells: list[GridCell]) -> list[GridCell]:
    """Under its label a value is taken only where it looks like a person or a number: other rows have other labels."""
    for cell in cells:
        if cell.column == label.column and (_persons(cell.text) or _TELEPHONE.fullmatch(cell.text.strip())):
            return [] if is_personal_label(cell.text) else [cell]
    return []


def _persons(text: str) -> set[str]:
    """The names in a value: short words of Chinese characters that name no office."""
    words = vocabulary()
    return {
        part
        for part in _SEPARATOR.split(text.strip())
        if _NAME.match(part)
        and fold(part) not in words.not_persons | words.labels
        and not part.endswith(words.not_persons_ending)
    }
