"""Which body a document speaks of: `seeds/departments.csv`, by printed code, name or alias.

An unknown body is read all the same: its id is the hash of its name, and it is listed as unregistered.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dagster_project.extraction.form_definitions import load as load_form
from dagster_project.home import ROOT
from dagster_project.records import DocumentIdentity, stable_id

SEED = ROOT / "seeds" / "departments.csv"


@dataclass(frozen=True, slots=True)
class Department:
    """One body of the registry, or one that is not in it (`registered` false)."""

    department_id: str
    department_code: str | None
    department_name: str
    parent_department_id: str | None = None
    registered: bool = True
    region: str | None = None
    valid_from_year: int | None = None
    valid_to_year: int | None = None

    def exists_in(self, year: int | None) -> bool:
        """Whether the registry knows the body in that year (an unknown year: it may)."""
        return year is None or (self.valid_from_year or year) <= year <= (self.valid_to_year or year)


class Registry:
    """The registry, looked up by what documents print."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.by_id: dict[str, Department] = {}
        self._by_name: dict[str, list[Department]] = {}
        self._by_code: dict[str, list[Department]] = {}
        for row in rows:
            department = Department(
                row["department_id"],
                row["department_code"] or None,
                row["department_name"],
                row["parent_department_id"] or None,
                True,
                row["region"] or None,
                _year(row["valid_from_year"]),
                _year(row["valid_to_year"]),
            )
            self.by_id[department.department_id] = department
            for name in [row["department_name"], *re.split(r"[|;；、]", row["aliases"])]:
                if name:
                    self._by_name.setdefault(squeezed(name), []).append(department)
            if department.department_code:
                self._by_code.setdefault(department.department_code, []).append(department)

    def resolve(self, identity: DocumentIdentity) -> Department:
        """The body of a document. A name goes before a code: every region gives out the same short codes, so that a code
        counts where the region agrees, or where no name is printed at all. Without either the id is empty."""
        name = identity.department_name
        if name and (known := self._one(self._by_name.get(squeezed(name)), identity.fiscal_year)):
            return known
        known = self._one(self._by_code.get(identity.unit_code or ""), identity.fiscal_year)
        if known and (name is None or (identity.region and identity.region == known.region)):
            return known
        if name is None:
            return Department("", identity.unit_code, "", registered=False)
        return Department(stable_id(squeezed(name)), identity.unit_code, name, registered=False)

    def _one(self, found: list[Department] | None, year: int | None) -> Department | None:
        """The only one, or the only one that exists in that year."""
        if not found:
            return None
        valid = [d for d in found if d.exists_in(year)]
        return (valid or found)[0] if len(valid or found) == 1 else None

    def above(self, department_id: str) -> list[str]:
        """The ids of the bodies a body belongs to, nearest first."""
        found: list[str] = []
        known = self.by_id.get(department_id)
        while known and known.parent_department_id and known.parent_department_id not in found:
            found.append(known.parent_department_id)
            known = self.by_id.get(known.parent_department_id)
        return found


@lru_cache(maxsize=4)
def load(path: Path = SEED) -> Registry:
    """The registry of a seed file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return Registry(list(csv.DictReader(stream)))


def squeezed(name: str) -> str:
    """What two prints of one name have in common: no white space, brackets in one width, a party body in its short form
    (`forms/document.yml`)."""
    short = "".join(name.split()).replace("(", "（").replace(")", "）")
    for pattern, by in load_form("document")["short_names"]:
        short = re.sub(pattern, by, short)
    return short


def _year(text: str) -> int | None:
    return int(text) if text else None
