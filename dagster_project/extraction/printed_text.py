"""Prose as one run of characters that still knows where each was printed.

Only places belong here: joining lines, the comparable form of a sentence and the way back to page, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.extraction.amounts import folded
from dagster_project.extraction.characters import READING, simplified
from dagster_project.formats.document import Line

_QUOTES = frozenset("“”\"'‘’＂＇")
_NUMBER_GOES_ON = re.compile(r"\d[.,]$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a character is printed; columns count from 1 within the line."""

    page: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A run of printed text. `compact` is its comparable form: widths folded, traditional characters as simplified ones,
    white space and quotes gone, but a blank kept between two digits. `origins[i]` is the index in `raw` of the i-th
    compact character."""

    raw: str
    places: tuple[Place, ...]
    compact: str
    origins: tuple[int, ...]

    def place(self, position: int) -> Place:
        """Where a compact character is printed."""
        return self.places[self.origins[min(position, len(self.origins) - 1)] if self.origins else 0]

    def printed(self, start: int, end: int) -> str:
        """The text as printed of a compact range."""
        return self.raw[self.origins[start] : self.origins[end - 1] + 1] if end > start else ""

    def pieces(self, start: int, end: int) -> list[tuple[Place, str]]:
        """A compact range as printed, line by line: a number may be cut by a break."""
        found: list[tuple[Place, str]] = []
        for index in range(self.origins[start], self.origins[end - 1] + 1):
            place = self.places[index]
            if found and (found[-1][0].page, found[-1][0].line) == (place.page, place.line):
                found[-1] = (found[-1][0], found[-1][1] + self.raw[index])
            else:
                found.append((place, self.raw[index]))
        return found

    def part(self, start: int, end: int) -> PrintedText:
        """A range of the raw text as a text of its own."""
        return of_characters(self.raw[start:end], self.places[start:end])


def of_characters(raw: str, places: Sequence[Place]) -> PrintedText:
    """Text from its characters and their places."""
    characters: list[str] = []
    origins: list[int] = []
    plain = simplified(folded(raw))
    readings = {index for match in READING.finditer(plain) for index in range(*match.span())}
    for index, character in enumerate(plain):
        if character in _QUOTES or index in readings:
            continue
        if character.isspace():
            if characters and characters[-1].isdigit():
                characters.append(" ")
                origins.append(index)
            continue
        if characters and characters[-1] == " " and not character.isdigit():
            characters.pop()
            origins.pop()
        characters.append(character)
        origins.append(index)
    while characters and characters[-1] == " ":
        characters.pop()
        origins.pop()
    return PrintedText(raw, tuple(places), "".join(characters), tuple(origins))


def joined(lines: Sequence[Line]) -> PrintedText:
    """Lines as one text, their breaks gone. Two numbers that meet at a break stay apart, unless the first ends in a
    point or comma: then it is one number, cut by the break."""
    raw: list[str] = []
    places: list[Place] = []
    for line in lines:
        text = line.text
        if raw and raw[-1].isdigit() and text[:1].isdigit():
            raw.append(" ")
            places.append(places[-1])
        elif raw and text[:1].isdigit() and _NUMBER_GOES_ON.search(folded("".join(raw[-2:]))):
            text = text.lstrip()
        raw.extend(text)
        places.extend(Place(line.page, line.line, column) for column in range(1, len(text) + 1))
    return of_characters("".join(raw), places)
