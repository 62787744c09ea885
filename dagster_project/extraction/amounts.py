"""Numbers and units as printed: exact decimals, never floats; blank, dash and zero are three states.

One spelling of a number belongs here, for tables and prose alike. What a number states does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# Full-width digits, points, commas, signs and blanks one for one, so that places in a text stay what they are.
WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x2212: 0x2D}
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PERCENT = re.compile(r"(?:%|‰)$")
_DASHES = frozenset("-—–─―")
# Powers of ten by what stands before 元.
_POWERS = {"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number. `decimals` counts the printed places after the point; both are none for a blank. A dash stands
    for zero and says so in `state`: printed | zero | dash | blank."""

    value: Decimal | None
    decimals: int | None
    state: str


def folded(text: str) -> str:
    """The text with full-width forms as ASCII, character by character: its length does not change."""
    return text.translate(WIDTHS)


@lru_cache(maxsize=16384)
def parse_figure(text: str) -> Figure:
    """The number a cell or a sentence prints: `1,234.50`, `１２３．４`, `(12.5)` as minus, `2.5%`, `-`, blank.

    Raises `ValueError`, with the reason in one line, for what is no number: `12.3.4`, `1,23`, `12a`.
    """
    compact = re.sub(r"\s+", "", folded(text))
    if not compact:
        return Figure(None, None, "blank")
    if set(compact) <= _DASHES:
        return Figure(Decimal(0), 0, "dash")
    digits = _PERCENT.sub("", compact)
    if digits.startswith("(") and digits.endswith(")") and digits[1:2].isdigit():
        digits = f"-{digits[1:-1]}"
    if not (_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)):
        raise ValueError(f"不是数字：{text.strip()}（{_reason(digits)}）")
    value = Decimal(digits.replace(",", ""))
    decimals = len(digits.partition(".")[2])
    return Figure(value, decimals, "zero" if value == 0 else "printed")


def _reason(digits: str) -> str:
    if digits.count(".") > 1:
        return "小数点多于一个"
    if "," in digits:
        return "千位分隔符的位置不对"
    return "含有数字以外的字符"


def unit_factor(unit: str) -> Decimal:
    """How many yuan one of this unit of money is. Raises `ValueError` for a unit that is no money."""
    power = _power(unit)
    if power is None:
        raise ValueError(f"不是货币单位：{unit}")
    return Decimal(10) ** power


def is_money(unit: str) -> bool:
    """Whether a unit counts money."""
    return _power(unit) is not None


def _power(unit: str) -> int | None:
    """The power of ten of a unit of money; 元 may be left out where a numeral stands (5万), but not alone."""
    name = re.sub(r"\s+", "", folded(unit)).removeprefix("人民币")
    return _POWERS.get(name.removesuffix("元")) if name else None
