"""Whether a row of a mart is what is printed: its id given to `explain`, the places that come back read from the archived
bytes, and the row's figures computed anew from their texts. A row is proven when nothing is said against it.

Belongs here: drawing rows, and that each of their places is printed. Does not belong here: reading print (`prints.py`), what a
row must agree with (`agreement.py`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import duckdb

from dagster_project.explain import explain
from tests.lineage.agreement import CHECKS, Row, decimal_of, sum_of_places
from tests.lineage.prints import YUAN, Archive, number


def facts(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Every fact with its key, the first column."""
    sql = """
        select table_name, column_name from duckdb_columns()
        where schema_name = 'marts' and table_name like 'fct%' and column_index = 1 order by 1
    """
    return dict(connection.execute(sql).fetchall())


def drawn(connection: duckdb.DuckDBPyConnection, count: int, seed: int) -> list[tuple[str, str]]:
    """(fact, id) of `count` random rows: the facts take turns, so that a small one is not lost in a large one."""
    chance = random.Random(seed)
    left = {}
    for fact, key in facts(connection).items():
        left[fact] = [i for (i,) in connection.execute(f"select {key} from marts.{fact} order by 1").fetchall()]
        chance.shuffle(left[fact])
    rows: list[tuple[str, str]] = []
    while len(rows) < count and any(left.values()):
        rows += [(fact, ids.pop()) for fact, ids in left.items() if ids]
    return rows[:count]


def against(connection: duckdb.DuckDBPyConnection, home: Path, archive: Archive, fact: str, key: str) -> Iterator[str]:
    """What can be said against a row: nothing where it is proven."""
    found = explain(home / "published" / "current" / "budget.duckdb", key)
    if found is None or found.found_in.split(".")[1] != fact:
        yield f"explain finds {found and found.found_in}"
        return
    printed = [p for p in found.places if p["kind"] in ("cell", "claim", "project", "indicator")]
    for place in found.places:
        if not archive.holds(place):
            yield f"the archive does not hold {place['file_name']}"
        elif place in printed and not archive.is_printed(place):
            yield f"{place['kind']} {place['id']}: {place.get('printed_text')!r} is not printed there"
        elif place["kind"] in ("cell", "claim") and not _states(place):
            yield f"{place['kind']} {place['id']}: {place['printed_text']!r} is not {place.get('value')} {place['unit']}"
    check = CHECKS.get(fact, sum_of_places)
    yield from check(connection, found, printed)


def _states(place: Row) -> bool:
    """Whether the printed text gives the value and the money of its place."""
    stated, value, yuan = (
        number(place["printed_text"]),
        decimal_of(place.get("value")),
        decimal_of(place.get("amount_yuan")),
    )
    if value is None:
        return yuan is None
    if stated is None and place.get("quote"):
        return place["printed_text"] in place["quote"]  # a count in words
    money = yuan is None or yuan == value * YUAN[place["unit"]]
    return money and value == stated
