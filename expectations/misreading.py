"""Whether a printed figure may be another one that was recognised wrongly in a picture: one glyph apart.

The slips of text recognition, not those of typing: glyphs that look alike, a point or comma lost or taken for the
other, a glyph dropped or doubled between equal ones. Which figure breaks a sum does not belong here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

# What is read with less confidence proves nothing against anybody (measured: docs/decisions/0007-scans.md).
SURE = Decimal("0.950")

ALIKE = ("08", "06", "09", "17", "14", "27", "35", "38", "56", "68", "89")  # digits that are taken for one another
_LOOKS_LIKE = {
    digit: "".join(sorted({other for pair in ALIKE if digit in pair for other in pair} - {digit}))
    for digit in "0123456789"
}


def is_one_glyph_apart(text: str, right: Decimal) -> bool:
    """Whether `right`, in the unit of print, would be printed as `text` but for one misread glyph."""
    printed = "".join(text.split())
    return any(_value(neighbour) == right for neighbour in _neighbours(printed))


def _neighbours(text: str) -> Iterator[str]:
    for n, glyph in enumerate(text):
        before, after = text[:n], text[n + 1 :]
        for other in _LOOKS_LIKE.get(glyph, ""):
            yield before + other + after
        if glyph in ",.":
            yield before + after
            yield before + ("," if glyph == "." else ".") + after
        if glyph.isdigit():
            yield before + glyph + glyph + after  # one of two equal glyphs was dropped
            if after.startswith(glyph):
                yield before + after  # … or one was seen twice
    for n in range(1, len(text)):
        yield text[:n] + "." + text[n:]
    yield "-" + text
    if text.startswith("-"):
        yield text[1:]


def _value(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
