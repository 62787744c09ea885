"""A page as it meets the eye: glyphs and rules in points, upright, x to the right and y downwards from the upper left.

What any page of any format with coordinates (PDF, scan) is turned into before tables are looked for. How the glyphs
and rules were obtained does not belong here; what they mean does not either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Glyph(NamedTuple):
    """One printed character (or, from an image, one word). `size` is the height of its line box. `spaced` says that a
    blank was typed before it."""

    baseline: float
    x0: float
    x1: float
    size: float
    text: str
    spaced: bool = False

    @property
    def middle(self) -> float:
        """The height at which a reader would strike the character through."""
        return self.baseline - 0.35 * self.size


class Rule(NamedTuple):
    """A straight printed line: at `position` (y of a horizontal one, x of a vertical one), from `start` to `end`."""

    position: float
    start: float
    end: float


@dataclass(slots=True)
class Sheet:
    """What is printed on one page. `hidden` holds, per reason, the characters that are in the file but not on paper,
    in stream order; `slanted` those that run obliquely (watermarks). `picture` is the share of the page that its
    largest image takes, `drawings` the number of drawn paths."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    hidden: dict[str, list[str]] = field(default_factory=dict)
    slanted: str = ""
    picture: float = 0.0
    drawings: int = 0
