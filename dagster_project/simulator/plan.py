"""What is asked of the simulator, and whether it can be done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dagster_project.simulator import faults, writers
from dagster_project.simulator.economy import body_names, largest_city, number_of
from dagster_project.simulator.family import load, names


class PlanError(ValueError):
    """The call asks for what there is not."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for. `fault_kinds` empty: all kinds of publishers."""

    out: Path
    departments: int
    units: int
    first_year: int
    last_year: int
    families: tuple[str, ...]
    formats: tuple[str, ...]
    fault_rate: float = 0.0
    fault_kinds: tuple[str, ...] = ()
    seed: int = 1
    city: str = ""  # the name of the city; empty: the one of the words
    bodies: tuple[
        str, ...
    ] = ()  # only these departments, by their names without the city's; empty: `departments` of them

    def numbers(self) -> list[int]:
        """The numbers of the departments of this city."""
        if not self.bodies:
            return list(range(self.departments))
        return [number for body in self.bodies if (number := number_of(body)) is not None]

    def families_of(self, stage: str, level: str = "department") -> list[str]:
        """The families asked for of one stage, printed by departments or by the city itself (`government`)."""
        return [
            name
            for name in self.families
            if (load(name)["stage"], load(name).get("level", "department")) == (stage, level)
        ]

    def family_of(self, number: int, stage: str) -> str | None:
        """The one family in which a department prints a stage; none where none is asked for."""
        known = self.families_of(stage)
        return known[number % len(known)] if known else None

    def check(self) -> None:
        """Raises `PlanError` in one line where the plan cannot be carried out."""
        if unknown := [body for body in self.bodies if number_of(body) is None]:
            raise PlanError(f"--bodies：没有 {'、'.join(unknown)}；可用的有 {'、'.join(body_names())}")
        if not 1 <= self.departments <= largest_city():
            raise PlanError(f"--departments：须在 1 到 {largest_city()} 之间，给出的是 {self.departments}")
        if not 1 <= self.units <= 20:
            raise PlanError(f"--units：须在 1 到 20 之间，给出的是 {self.units}")
        if not 2012 <= self.first_year <= self.last_year <= 2040:
            raise PlanError(f"--years：须为 2012 到 2040 之间的起止年，给出的是 {self.first_year}-{self.last_year}")
        for kind, given, known in (
            ("--families", self.families, names()),
            ("--formats", self.formats, writers.formats()),
            ("--fault", self.fault_kinds, faults.kinds()),
        ):
            if unknown := [name for name in given if name not in known]:
                raise PlanError(f"{kind}：没有 {'、'.join(unknown)}；可用的有 {'、'.join(known)}")
        if not 0 <= self.fault_rate <= 1:
            raise PlanError(f"--faults：须在 0 到 1 之间，给出的是 {self.fault_rate}")
