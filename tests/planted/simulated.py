"""Right disclosures of every family of forms, made by the simulator and read back, each with the same body's year before.

Belongs here: composing, writing, reading and joining them. Does not belong here: planting (`planting.py`).
"""

from __future__ import annotations

from functools import lru_cache

from dagster_project import departments
from dagster_project.disclosures import Arrival, join
from dagster_project.reading import read_document
from dagster_project.records import Disclosure
from dagster_project.simulator import writers
from dagster_project.simulator.composition import compose
from dagster_project.simulator.document import Printed
from dagster_project.simulator.economy import department
from dagster_project.simulator.family import publisher

FAMILIES = ("henan", "jiangsu", "national", "shanghai")
YEAR = 2022
SEED = 1


def printed(family: str, number: int, year: int = YEAR) -> Printed:
    """The whole department's disclosure of one family, as it is to be printed; every other department has no units."""
    body = department(SEED, number, 1 + number % 2)
    return compose(body, None, year, publisher(family, SEED, number))


def read_back(documents: list[Printed], form: str = "txt") -> list[Disclosure]:
    """The disclosures that documents of one department make, in the order of the documents."""
    arrivals = []
    for document in documents:
        name = f"{document.name}{writers.suffix(form)}"
        arrivals.append(Arrival(read_document(writers.write(document, form)[0], name), name))
    by_document = {d.documents[0].document_id: d for d in join(arrivals, departments.load()).disclosures}
    return [by_document[a.reading.document_id] for a in arrivals]


@lru_cache(maxsize=64)
def disclosure(family: str, number: int) -> tuple[Disclosure, Disclosure]:
    """A right disclosure and that of the year before."""
    now, before = read_back([printed(family, number), printed(family, number, YEAR - 1)])
    return now, before
