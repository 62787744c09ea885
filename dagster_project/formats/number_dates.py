"""Dates and times of workbooks as shown: serial days under a format code of y, m, d, h, s (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

# what a Chinese workbook shows for the formats that have a number only (18.8.30, zh-cn)
BUILT_IN_DATES = {
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_LETTERS = "ymdhs"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LAST_DAY = 2958465  # 9999-12-31, the last day a workbook knows


def is_date(tokens: tuple[str, ...]) -> bool:
    """Whether a format's section shows a date or a time."""
    return any(t.lower() in ("y", "d", "h", "s", "m", "[h]", "[m]", "[s]") for t in tokens)


def date_text(value: Decimal, tokens: tuple[str, ...], since_1904: bool) -> str:
    """The date or time of a serial day as the format shows it; the number itself where it is no date."""
    if not 0 <= value <= _LAST_DAY:
        return f"{value:f}"
    moment = _moment(value, since_1904)
    runs = [(key, len(list(group))) for key, group in groupby(tokens, key=lambda t: t.lower())]
    letters = [key for key, _ in runs]
    out = []
    for i, (key, length) in enumerate(runs):
        before = next((k for k in reversed(letters[:i]) if k in _LETTERS), "")
        after = next((k for k in letters[i + 1 :] if k in _LETTERS), "")
        is_minute = key == "m" and (before == "h" or after == "s")
        out.append(_part(moment, key, length, is_minute) if key in _LETTERS else _mark(key, length))
    return "".join(out).strip()


@dataclass(frozen=True, slots=True)
class _Moment:
    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int


def _moment(value: Decimal, since_1904: bool) -> _Moment:
    days, second = divmod(int((value * 86400).to_integral_value()), 86400)
    # day 60 of the 1900 system is a leap day that never was; days before it are one later
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if value >= 60 else 31)
    day = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    return _Moment(day.year, day.month, day.day, second // 3600, second // 60 % 60, second % 60)


def _part(moment: _Moment, letter: str, length: int, is_minute: bool) -> str:
    if letter == "y":
        return f"{moment.year:04}" if length > 2 else f"{moment.year % 100:02}"
    if letter == "m" and not is_minute and length >= 3:
        return _MONTHS[moment.month - 1]
    number = {
        "m": moment.minute if is_minute else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }[letter]
    return f"{number:02}" if length > 1 else str(number)


def _mark(key: str, length: int) -> str:
    if key.startswith('"'):
        return key[1:-1] * length
    if key.startswith("\\"):
        return key[1:] * length
    return "" if key[0] in "_*[@" else key * length
