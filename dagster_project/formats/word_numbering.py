"""The numbers Word puts before paragraphs by itself (一、 （一） 1.): not in the text of the file, yet what a reader sees.

Belongs here: the lists of `numbering.xml`, the styles that number, and counting. Does not belong here: the paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 999  # a list of more is no list of headings: its numbers stay digits


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    is_legal: bool = False  # all its numbers in digits
    restarts_after: int | None = None  # the level (from 0) whose next number starts it anew; none = any above


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._of_number: dict[str, tuple[str, dict[int, int]]] = {}  # numId -> list and where its levels start anew
        self._of_style: dict[str, tuple[str, int]] = {}
        self._parents: dict[str, str] = {}
        self._begun: set[str] = set()
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def prefix(self, paragraph: etree._Element) -> str:
        """What Word prints before this paragraph; empty where it is not numbered, or has a bullet."""
        found = self._numbered(paragraph)
        if found is None:
            return ""
        number, level = found
        name, overrides = self._of_number.get(number, ("", {}))
        listed = self._lists.get(name)
        if listed is None or level not in listed.levels:
            return ""
        if number not in self._begun:
            self._begun.add(number)
            for at, start in overrides.items():
                listed.counts[at] = start - 1
        for deeper in [n for n in listed.counts if n > level]:
            restarts = listed.levels[deeper].restarts_after if deeper in listed.levels else None
            if restarts is None or level <= restarts >= 0:
                del listed.counts[deeper]
        own = listed.levels[level]
        listed.counts[level] = listed.counts.get(level, own.start - 1) + 1
        return _PLACE.sub(lambda m: self._shown(listed, int(m[1]) - 1, own), own.text)

    @staticmethod
    def _shown(listed: _List, level: int, own: _Level) -> str:
        of = listed.levels.get(level, own)
        value = listed.counts.get(level, of.start)
        return str(value) if own.is_legal else written(value, of.style)

    def _numbered(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        style = _value(properties.find(f"{_W}pStyle"))
        inherited = self._style(style) if style else None
        direct = properties.find(f"{_W}numPr")
        if direct is None:
            return inherited
        number = _value(direct.find(f"{_W}numId"))
        level = _value(direct.find(f"{_W}ilvl"))
        if number == "0":
            return None
        if not number:
            return (inherited[0], int(level or 0)) if inherited else None
        return number, int(level) if level.isdigit() else (inherited[1] if inherited else 0)

    def _style(self, style: str) -> tuple[str, int] | None:
        for _ in range(20):
            if style in self._of_style:
                return self._of_style[style]
            if style not in self._parents:
                return None
            style = self._parents[style]
        return None

    def _read_lists(self, root: etree._Element) -> None:
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {_int(e.get(f"{_W}ilvl"), 0): _level(e) for e in abstract.iter(f"{_W}lvl")}
            self._lists[abstract.get(f"{_W}abstractNumId", "")] = _List(levels)
        for number in root.iter(f"{_W}num"):
            overrides = {
                _int(e.get(f"{_W}ilvl"), 0): _int(_value(start), 1)
                for e in number.iter(f"{_W}lvlOverride")
                if (start := e.find(f"{_W}startOverride")) is not None
            }
            name = _value(number.find(f"{_W}abstractNumId"))
            self._of_number[number.get(f"{_W}numId", "")] = (name, overrides)

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iter(f"{_W}style"):
            identity = style.get(f"{_W}styleId", "")
            if parent := _value(style.find(f"{_W}basedOn")):
                self._parents[identity] = parent
            numbered = style.find(f"{_W}pPr/{_W}numPr")
            if numbered is not None and (number := _value(numbered.find(f"{_W}numId"))) not in ("", "0"):
                self._of_style[identity] = (number, _int(_value(numbered.find(f"{_W}ilvl")), 0))


def written(value: int, style: str) -> str:
    """A number in one of Word's styles (ST_NumberFormat); a style that is not known is written in digits."""
    if style in ("bullet", "none"):
        return ""
    if not 0 < value <= _MOST:
        return str(value)
    if style in _CHINESE:
        counted = _counted(value, _DIGITS, "十", "百")
        return counted.removeprefix("一") if 10 <= value < 20 else counted
    if style == "chineseLegalSimplified":
        return _counted(value, _FORMAL, "拾", "佰")
    if style == "ideographDigital":
        return "".join("〇" if d == "0" else _DIGITS[int(d)] for d in str(value))
    if style == "ideographTraditional" and value <= 10:
        return _STEMS[value - 1]
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and value <= 20:
        return chr(0x2460 + value - 1)
    if style in ("lowerLetter", "upperLetter") and value <= 26:
        return chr((97 if style == "lowerLetter" else 65) + value - 1)
    if style in ("lowerRoman", "upperRoman") and value < 40:
        roman, rest = "", value
        for size, sign in _ROMAN:
            roman, rest = roman + sign * (rest // size), rest % size
        return roman if style == "lowerRoman" else roman.upper()
    return str(value)


def _counted(value: int, digits: str, ten: str, hundred: str) -> str:
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    found = digits[hundreds] + hundred if hundreds else ""
    if tens:
        found += digits[tens] + ten
    elif hundreds and ones:
        found += digits[0]
    return found + (digits[ones] if ones else "")


def _level(element: etree._Element) -> _Level:
    restart = element.find(f"{_W}lvlRestart")
    return _Level(
        start=_int(_value(element.find(f"{_W}start")), 1),
        style=_value(element.find(f"{_W}numFmt")) or "decimal",
        text=_value(element.find(f"{_W}lvlText")) if _value(element.find(f"{_W}numFmt")) != "bullet" else "",
        is_legal=element.find(f"{_W}isLgl") is not None,
        restarts_after=_int(_value(restart), 1) - 1 if restart is not None else None,
    )


def _value(element: etree._Element | None) -> str:
    return element.get(f"{_W}val", "") if element is not None else ""


def _int(text: str | None, otherwise: int) -> int:
    return min(int(text), 100_000) if text and text.isdigit() else otherwise
