"""Normal forms of printed labels, so that one vocabulary serves every dress: white space, widths, quotes, ordinals.

Only spelling belongs here; what a label means is data in `dagster_project/forms/` and `seeds/`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dagster_project.extraction.characters import simplified, without_readings

_SPACE = re.compile(r"\s+")
_QUOTES = re.compile(r"[“”\"'‘’《》〈〉「」]")
_YEAR = re.compile(r"^(20\d\d|[二〇○零一三四五六七八九]{4})年(度)?")
_UNIT_SUFFIX = re.compile(r"\((人民币)?(元|千元|万元|亿元|%|个|辆|台|批|人|次|人次|批次|单位:.{1,4})\)$")
_PART = re.compile(r"^其中[:：]?")
_ORDINAL = re.compile(
    r"^([一二三四五六七八九十]{1,3}[、.．]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.．](?!\d)|[①-⑳])"
)


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """The text without any white space: the form in which labels are kept and compared by the contract."""
    return _SPACE.sub("", text)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The comparable form: widths folded (NFKC), white space and quotes gone, a closing colon gone; traditional characters
    as simplified ones, without their readings."""
    plain = _QUOTES.sub("", _SPACE.sub("", unicodedata.normalize("NFKC", text))).rstrip(":")
    return simplified(without_readings(plain))


@lru_cache(maxsize=8192)
def heading(text: str) -> str:
    """A heading's comparable form: `fold` without the unit in brackets. A leading year is kept (it tells the basis)."""
    return _UNIT_SUFFIX.sub("", fold(text))


def without_year(text: str) -> str:
    """A folded text without its leading year."""
    return _YEAR.sub("", text)


def without_brackets(text: str) -> str:
    """A folded text without what it closes with in brackets: 某局（本级）."""
    return re.sub(r"\([^()]*\)$", "", text)


def without_part(text: str) -> str:
    """A folded text without a leading 其中."""
    return _PART.sub("", text)


@lru_cache(maxsize=8192)
def line(text: str) -> tuple[str, bool]:
    """A row label's comparable form without ordinals, and whether it says 其中 (a part of the line above)."""
    rest, is_part = heading(text), False
    while True:
        if match := _PART.match(rest):
            rest, is_part = rest[match.end() :], True
        elif match := _ORDINAL.match(rest):
            rest = rest[match.end() :]
        else:
            return rest.rstrip(":"), is_part


def has_ordinal(text: str) -> bool:
    """Whether the label is numbered (一、 （一） 1.)."""
    return bool(_ORDINAL.match(_PART.sub("", fold(text))))


@lru_cache(maxsize=2048)
def pattern(text: str) -> re.Pattern[str]:
    """A vocabulary entry as a pattern over folded labels; `*` stands for any characters."""
    return re.compile("".join(".*" if part == "*" else re.escape(part) for part in re.split(r"(\*)", fold(text))))
