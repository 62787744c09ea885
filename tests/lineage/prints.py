"""What is printed at a place, read again from the archived bytes, and what number a printed text states.

Belongs here: the two questions whose answers the marts are held against, asked another way than the reading asks them. Does
not belong here: which rows are drawn (`proof.py`) and what they must agree with (`agreement.py`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from dagster_project.archive import path_of
from dagster_project.formats import detect
from dagster_project.formats.document import Grid

YUAN = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
_DASH = re.compile(r"[-—–─―]+")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


def number(text: str | None) -> Decimal | None:
    """The number a printed text is: a dash is zero, a blank, a word or anything beside it null."""
    plain = re.sub(
        r"[\s,，%‰]", "", (text or "").translate({c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {0x2212: "-"})
    )
    negative = re.fullmatch(r"\((.+)\)", plain)
    plain = f"-{negative[1]}" if negative else plain
    if _DASH.fullmatch(plain):
        return Decimal(0)
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def amounts(text: str) -> set[Decimal]:
    """The sums of money a text states, in yuan."""
    units = "|".join(sorted(YUAN, key=len, reverse=True))
    found = re.findall(rf"([\d,]+(?:\.\d+)?)\s*({units})", text)
    return {Decimal(figure.replace(",", "")) * YUAN[unit] for figure, unit in found}


class Archive:
    """The documents of a home, from their bytes. A document is read once."""

    def __init__(self, home: Path) -> None:
        self._document = lru_cache(maxsize=64)(self._read)
        self._archive = home / "archive"

    def is_printed(self, place: dict) -> bool:
        """Whether the place's text stands where the place says: in the cell of a grid, else on the page (of the line)."""
        cells, texts = self._document(place["sha256"], place["file_name"])
        if place["kind"] == "cell":
            key = (place["table_number"], place["row_number"], place["column_number"])
            return _squeezed(place["printed_text"]) in _squeezed(cells.get(key, ""))
        wanted = _squeezed(place.get("printed_text") or place.get("target_text") or place.get("project_name") or "")
        sentence = _squeezed(place.get("quote") or wanted)
        before, page, after = (texts.get(place["page"] + n, "") for n in (-1, 0, 1))
        is_there = (
            sentence in page
            or any(  # a sentence may go on overleaf
                sentence[:cut] in one and sentence[cut:] in other
                for one, other in ((page, after), (before, page))
                for cut in range(1, len(sentence))
            )
        )
        return wanted in sentence and is_there

    def holds(self, place: dict) -> bool:
        return path_of(self._archive, place["sha256"]).is_file()

    def _read(self, sha256: str, file_name: str) -> tuple[dict, dict]:
        document = detect.read(path_of(self._archive, sha256).read_bytes(), file_name)
        cells: dict[tuple[int, int, int], str] = {}
        texts: dict[int, str] = {}
        for block in document.blocks:
            if isinstance(block, Grid):
                cells |= {(block.number, c.row, c.column): c.text for c in block.cells}
                for cell in block.cells:
                    texts[cell.page] = texts.get(cell.page, "") + _squeezed(cell.text)
            else:
                texts[block.page] = texts.get(block.page, "") + _squeezed(block.text)
        return cells, texts


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
