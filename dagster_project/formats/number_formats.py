"""A stored number as the sheet shows it: number format codes of workbooks (ECMA-376 part 1, 18.8.30 and 18.8.31).

A figure is what a person reads in the cell. Numbers are rounded on their fifteen significant digits, half away from zero,
as spreadsheet programs do, so that 2.675 stored as 2.6749999999999998 shows as 2.68. No cells and no files here.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from dagster_project.formats.number_dates import BUILT_IN_DATES, date_text, is_date

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    48: "##0.0E+0",
    49: "@",
    **BUILT_IN_DATES,
}

_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_TOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|E[+-]|General|[\s\S]', re.IGNORECASE)
_CONDITION = re.compile(r"^\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]$")
_DIGITS = "0#?"


def shown(value: Decimal, code: str, since_1904: bool = False) -> str:
    """The text a cell shows for `value` under a format code; empty where the format hides it.

    A code that is not understood (fractions) shows the number itself.
    """
    value = _FIFTEEN.plus(value)
    section, absolute = _section(value, code)
    if section is None:
        return plain(value)
    tokens = _tokens(section)
    if is_date(tokens):
        return date_text(value, tokens, since_1904)
    number = abs(value) if absolute else value
    if any(t.lower() == "general" for t in tokens):
        return "".join(plain(number) if t.lower() == "general" else _literal(t) for t in tokens).strip()
    if "@" in tokens or "/" in tokens:
        return plain(value)
    if any(t[0] in "eE" and len(t) == 2 for t in tokens):
        return plain(value)
    return _filled(number, tokens).strip()


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros that say nothing: the shortest text of fifteen significant digits."""
    text = f"{_FIFTEEN.plus(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[str, ...]:
    parts = [""]
    for token in _TOKEN.findall(code):
        if token == ";":
            parts.append("")
        else:
            parts[-1] += token
    return tuple(parts)


def _section(value: Decimal, code: str) -> tuple[str | None, bool]:
    """The section of a format for this value, and whether it shows the number without its sign."""
    sections = _sections(code)
    conditions = [next((m for t in _tokens(s) if (m := _CONDITION.match(t))), None) for s in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _meets(value, condition[1], Decimal(condition[2])):
                return section, False
        return None, False
    if len(sections) == 1:
        return sections[0], False
    if len(sections) >= 3 and value == 0:
        return sections[2], False
    return (sections[1], True) if value < 0 else (sections[0], False)


def _meets(value: Decimal, operator: str, limit: Decimal) -> bool:
    return {
        "<": value < limit,
        ">": value > limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[operator]


@lru_cache(maxsize=1024)
def _tokens(section: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(section))


def _literal(token: str) -> str:
    """What a token of a format prints by itself; colours, conditions, fillers and spaces of a width print nothing."""
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    if token.startswith("[$"):
        return token[2:-1].split("-")[0]
    if token[0] in "_*[":
        return ""
    return token


def _filled(number: Decimal, tokens: tuple[str, ...]) -> str:
    """The digits of a number in the places of a format (0, #, ?), with its literals, separators and scale."""
    places = [i for i, t in enumerate(tokens) if t in _DIGITS]
    if not places:
        return ("-" if number < 0 else "") + "".join(_literal(t) for t in tokens if t not in ",.")
    point = next((i for i, t in enumerate(tokens) if t == "."), len(tokens))
    whole = [i for i in places if i < point]
    fraction = [i for i in places if i > point]
    last = max(places)
    scale = 0
    while last + 1 + scale < len(tokens) and tokens[last + 1 + scale] == ",":
        scale += 1
    if point < len(tokens) and whole:
        scale += sum(t == "," for t in tokens[max(whole) + 1 : point])
    grouped = bool(whole) and any(t == "," for t in tokens[whole[0] : whole[-1]])
    number = number.scaleb(-3 * scale + 2 * sum(t == "%" for t in tokens))
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    digits, _, decimals = f"{abs(rounded):f}".partition(".")
    at = _whole_digits(digits.lstrip("0"), whole, tokens, grouped)
    at.update(_fraction_digits(decimals, fraction, tokens))
    out = [at.get(i, "") if i in at or t in _DIGITS else "" if t == "," else _literal(t) for i, t in enumerate(tokens)]
    return ("-" if rounded < 0 else "") + "".join(out)


def _whole_digits(digits: str, whole: list[int], tokens: tuple[str, ...], grouped: bool) -> dict[int, str]:
    """Digits before the point, from the right; what is left over stands in the first place."""
    at: dict[int, str] = {}
    count = 0
    for n, place in enumerate(reversed(whole)):
        rest = digits[: len(digits) - n] if n < len(digits) else ""
        taken = rest if place == whole[0] else rest[-1:]
        if not taken:
            taken = {"0": "0", "?": " ", "#": ""}[tokens[place]]
        text = ""
        for digit in reversed(taken):
            text = digit + ("," if grouped and count and count % 3 == 0 and digit != " " else "") + text
            count += digit != " "
        at[place] = text
    return at


def _fraction_digits(decimals: str, fraction: list[int], tokens: tuple[str, ...]) -> dict[int, str]:
    """Digits after the point; zeros at the end are left out where the format does not ask for them."""
    shown_digits = len(fraction)
    while shown_digits and decimals[shown_digits - 1] == "0" and tokens[fraction[shown_digits - 1]] in "#?":
        shown_digits -= 1
    at = {}
    for n, place in enumerate(fraction):
        at[place] = decimals[n] if n < shown_digits else (" " if tokens[place] == "?" else "")
    return at
