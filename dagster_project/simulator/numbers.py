"""Numbers as publishers print them: units, decimals, separators, what stands where nothing is."""

from __future__ import annotations

from dataclasses import dataclass

FEN = {"元": 100, "万元": 1_000_000}
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
NARROW = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


@dataclass(frozen=True, slots=True)
class Dress:
    """How one publisher prints money in one form."""

    unit: str = "万元"
    decimals: int = 2
    separators: bool = False
    zero: str = ""
    wide: bool = False  # digits as wide as characters, as they come from an input method left on

    def money(self, fen: int, truncated: bool = False) -> str:
        """The text of an amount; what stands for zero where it is zero."""
        if fen == 0:
            return self.zero.translate(_WIDE) if self.wide else self.zero
        return self.number(fen, truncated)

    def number(self, fen: int, truncated: bool = False) -> str:
        """The digits of an amount, zero included; half a unit of the last place is rounded away from zero."""
        scale = FEN[self.unit]
        whole = abs(fen) * 10**self.decimals
        units = whole // scale if truncated else (whole + scale // 2) // scale
        text = ("-" if fen < 0 else "") + digits(units, self.decimals, self.separators)
        return text.translate(_WIDE) if self.wide else text

    def shown(self, fen: int) -> int:
        """The amount that the printed text states, in fen."""
        scale = FEN[self.unit]
        units = (abs(fen) * 10**self.decimals + scale // 2) // scale
        return (-1 if fen < 0 else 1) * units * scale // 10**self.decimals


def digits(units: int, decimals: int, separators: bool = False) -> str:
    """An integer count of last places as a decimal."""
    whole, rest = divmod(units, 10**decimals)
    text = f"{whole:,}" if separators else str(whole)
    return text + (f".{rest:0{decimals}d}" if decimals else "")


def percent(part: int, whole: int, decimals: int = 2) -> str:
    """part / whole in percent, rounded half up; the sign is said in words. Of nothing, everything is 0 %."""
    if not whole:
        return digits(0, decimals)
    units = (abs(part) * 100 * 10**decimals * 2 + abs(whole)) // (2 * abs(whole))
    return digits(units, decimals)


def chinese(number: int) -> str:
    """1…99 as 一…九十九."""
    ones = "零一二三四五六七八九"
    tens, one = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else ones[tens] + "十") + (ones[one] if one or not tens else "")
