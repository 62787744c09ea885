"""Families of forms: the templates of one kind of publisher, read from families/*.yml, and how one publisher dresses them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dagster_project.simulator.chance import chance
from dagster_project.simulator.numbers import Dress

WIDE_DIGITS, BROKEN_HEADINGS = 0.06, 0.3  # shares of the publishers
_FOLDER = Path(__file__).parent / "families"


def names() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.yml"))


@cache
def load(name: str) -> dict[str, Any]:
    """One family as it stands in its file."""
    return yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Publisher:
    """One body's way with one family: its dress stays the same from year to year."""

    family: dict[str, Any]
    dress: Dress
    three_code_columns: bool
    rounding: str  # exact | independent | levelled
    breaks_headings: bool  # long headings are broken by hand within their cells
    truncates: bool  # forms in yuan, the narrative in 万元 cuts figures off instead of rounding them

    @property
    def carries(self) -> bool:
        """Whether its budgets have a column and lines for what was carried over."""
        return bool(self.family.get("carry_over"))

    @property
    def grain(self) -> int:
        """The smallest amount its ledger is made of, in fen."""
        if self.family["unit"] == "元":
            return 100 if self.dress.decimals == 0 or self.rounding != "exact" else 10_000
        return 100 if self.rounding == "independent" else 10_000


def publisher(family: str, seed: int, number: int) -> Publisher:
    """How department `number` prints this family."""
    data = load(family)
    draw = chance(seed, "dress", number)
    dress = data["dress"]
    rounding = draw.choice(("exact", "exact", "independent", "levelled"))
    habits = chance(seed, "habits", number)
    return Publisher(
        data,
        Dress(
            data["unit"],
            draw.choice(dress.get("decimals", [2])),
            draw.choice(dress["separators"]),
            draw.choice(dress["zeros"]),
            habits.random() < WIDE_DIGITS and number >= 0,  # the city itself sees to its digits
        ),
        draw.choice(dress.get("codes", ["one"])) == "three",
        rounding,
        habits.random() < BROKEN_HEADINGS,
        data["unit"] == "元" and rounding != "exact" and draw.random() < 0.5,
    )
