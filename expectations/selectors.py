"""What an identity is once its file is read: selectors, terms and the identity itself.

Belongs here: the records and the reading of one selector. Does not belong here: files (`catalogue.py`), figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from expectations.grammar import COORDINATES
from expectations.vocabulary import vocabulary


class IdentityFileError(ValueError):
    """An identity file that cannot be used: names the file, the field and what is expected there."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Chooses figures by their coordinates: each coordinate must be one of the given values (null = not set)."""

    coordinates: tuple[tuple[str, frozenset[str | None]], ...]

    def merged(self, other: Selector) -> Selector:
        """Both conditions; a coordinate named in both is taken from `self`."""
        mine = {name for name, _ in self.coordinates}
        return Selector(self.coordinates + tuple(c for c in other.coordinates if c[0] not in mine))

    def get(self, name: str) -> frozenset[str | None] | None:
        return next((values for key, values in self.coordinates if key == name), None)


@dataclass(frozen=True, slots=True)
class TermRule:
    """One addend: the figures it takes, its integer weight, and what its absence means (`if_missing`: zero, undecided,
    incomplete, or null = the identity cannot be evaluated). `alternatives` are tried where it is not printed."""

    selector: Selector
    weight: int = 1
    if_missing: str | None = None
    many: bool = False
    shared: bool = False
    rollup: bool = False
    explanation: str | None = None
    alternatives: tuple[TermRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity of the catalogue, as declared in its file."""

    identity_id: str
    statement_zh: str
    statement_en: str
    family: str
    relation: str
    severity: str
    ground: str
    advice_zh: str
    advice_en: str
    section: str
    each: tuple[str, ...] = ()
    total: tuple[Selector, ...] = ()
    terms: tuple[TermRule, ...] = ()
    when: Mapping[str, object] = field(default_factory=dict)
    explanation: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


def parse_selector(raw: object, place: str) -> Selector:
    """A mapping of coordinates to a value or a list of values. Raises IdentityFileError for any other."""
    if not isinstance(raw, Mapping):
        raise IdentityFileError(f"{place}: expected a mapping of coordinates, found {raw!r}")
    coordinates = []
    for name, value in raw.items():
        if name not in COORDINATES:
            raise IdentityFileError(f"{place}: unknown coordinate {name!r}; known are {', '.join(sorted(COORDINATES))}")
        values = frozenset(None if v is None else str(v) for v in (value if isinstance(value, list) else [value]))
        known = vocabulary().known.get(name)
        if known is not None and (strange := sorted(v for v in values if v is not None and v not in known)):
            raise IdentityFileError(f"{place}.{name}: {', '.join(strange)} is not declared in seeds/ or the vocabulary")
        coordinates.append((name, values))
    return Selector(tuple(coordinates))
