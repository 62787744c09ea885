"""Characters of mirrored pages: traditional forms, and readings in brackets behind a character, 預(yù)算.

Such pages turn a simplified text into one that no vocabulary knows. Only the comparable forms of a text are changed back;
what is printed stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

_TABLE = Path(__file__).parents[1] / "forms" / "traditional.yml"
# the reading of the character before, in Latin letters with a tone; one without a tone may be a unit or a name
READING = re.compile(r"(?<=[\u3400-\u9fff])\([a-zü]{0,5}[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,5}[a-z]{0,2}\)")


def simplified(text: str) -> str:
    """The text with traditional characters as simplified ones, character by character: its length does not change."""
    return text if text.isascii() else text.translate(_traditional())


def without_readings(text: str) -> str:
    """The text without readings in brackets."""
    return READING.sub("", text) if "(" in text else text


@lru_cache(maxsize=1)
def _traditional() -> dict[int, str]:
    table = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    pairs = [re.sub(r"\s", "", table[side]) for side in ("traditional", "simplified")]
    return {ord(old): new for old, new in zip(*pairs, strict=True)}
