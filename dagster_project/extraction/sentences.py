"""Sentences of a paragraph, and what every number in them is: a statement, or one of the kinds that state nothing.

Nothing is left over: each run of digits is exactly one token. What a statement is about is `statements`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.extraction.amounts import parse_figure
from dagster_project.extraction.narrative_terms import terms
from dagster_project.extraction.printed_text import PrintedText

_END = re.compile(r"[。!?]")
_NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)*")
_SIGN = re.compile(r"(?<![\d\u4e00-\u9fff)])-$")


@dataclass(frozen=True, slots=True)
class Token:
    """A number of a sentence. `number_end` is behind its digits, `end` behind its unit; `quantity`: money | percent | count
    | bare, or flat for words that state no change; `not_statement` names what it is where it states nothing; `fault` why
    it cannot be read."""

    start: int
    number_end: int
    end: int
    printed: str
    value: Decimal | None
    decimals: int
    unit: str
    quantity: str
    not_statement: str | None = None
    fault: str | None = None


def sentences(text: PrintedText) -> Iterator[PrintedText]:
    """The sentences of a paragraph, closing punctuation included."""
    start = 0
    for match in _END.finditer(text.raw):
        yield text.part(start, match.end())
        start = match.end()
    if text.raw[start:].strip():
        yield text.part(start, len(text.raw))


def tokens(sentence: PrintedText, section: str | None, personal: frozenset[str] = frozenset()) -> list[Token]:
    """All numbers of a sentence in order. `personal` are values of personal data found in it."""
    text = sentence.compact
    covered = _not_statements(text, section, personal)
    found: list[Token] = []
    position = 0
    while match := _NUMBER.search(text, position):
        position = match.end()
        found.extend(_tokens_of(sentence, match.start(), match.end(), covered))
    found.extend(_flat(text))
    return sorted(found, key=lambda t: (t.start, t.end))


def _tokens_of(sentence: PrintedText, start: int, end: int, covered: list[tuple[int, int, str]]) -> list[Token]:
    text = sentence.compact
    number, unit = text[start:end], terms().unit.match(text, end)
    if "," in number and not _GROUPED.fullmatch(number):
        # A full-width comma, or one in a list (1,2号), parts numbers; before a unit of money it is a misplaced separator.
        is_money = unit is not None and unit.lastgroup == "money"
        if "，" in sentence.printed(start, end) or not is_money:
            parts = [m.span() for m in re.finditer(r"[^,]+", number)]
            return [t for s, e in parts for t in _tokens_of(sentence, start + s, start + e, covered)]
    printed = sentence.printed(start, end)
    kind = next((k for s, e, k in covered if s < end and start < e), None)
    if kind and kind != "threshold_claim":
        return [Token(start, end, end, printed, None, 0, "", "bare", not_statement=kind)]
    if start and _SIGN.search(text[:start]):
        number = f"-{number}"
    behind = unit.end() if unit else end
    try:
        figure = parse_figure(number)
    except ValueError as error:
        return [Token(start, end, behind, printed, None, 0, "", "bare", fault=str(error))]
    quantity = str(unit.lastgroup) if unit else "bare"
    return [Token(start, end, behind, printed, figure.value, figure.decimals or 0, unit[0] if unit else "", quantity)]


def _not_statements(text: str, section: str | None, personal: frozenset[str]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for match in terms().threshold.finditer(text):
        first = re.match(r"[\d,.]+", match[0])
        if section in terms().threshold_topics and first:
            spans.append((match.start(), match.start() + first.end(), "threshold_claim"))
            spans.append((match.start() + first.end(), match.end(), "threshold"))
        else:
            spans.append((match.start(), match.end(), "threshold"))
    for value in sorted(personal):
        spans.extend((m.start(), m.end(), "personal_data") for m in re.finditer(re.escape(value), text))
    for kind, pattern in terms().not_statements:
        spans.extend((m.start(), m.end(), kind) for m in pattern.finditer(text))
    return spans


def _flat(text: str) -> Iterator[Token]:
    """Words that state that nothing changed: 持平, 无变化; 一致 and 相同 only after what is compared. In brackets they are
    one of the choices a template offers (增加（减少）…（持平）), not a statement."""
    change = terms().change
    compared = {m.end() for m in terms().comparison.finditer(text) if m["what"]}
    for match in change.flat.finditer(text):
        before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if (before, behind) != ("(", ")") and behind != "的" and before not in ("如", "作"):
            yield Token(match.start(), match.end(), match.end(), match[0], Decimal(0), 0, "", "flat")
    for match in change.flat_compared.finditer(text):
        if match.start() in compared or (text[: match.start()].endswith("数") and match.start() - 1 in compared):
            yield Token(match.start(), match.end(), match.end(), match[0], Decimal(0), 0, "", "flat")


def is_threshold(token: Token, sentence: PrintedText) -> bool:
    """Whether a number is a limit (100万元以上的项目), not an amount."""
    return any(m.start() == token.start for m in terms().threshold.finditer(sentence.compact))
