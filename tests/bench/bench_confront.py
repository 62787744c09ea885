"""How long confronting and locating takes, and that it grows with the documents alone: `python -m tests.bench.bench_confront`.

Beside it, the same terms added up by DuckDB in one bare aggregation: what a machine needs that asks nothing else.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random
from time import process_time

from dagster_project.check import check
from dagster_project.records import Disclosure
from expectations.confront import confront
from tests.planted.measuring import decides
from tests.planted.planting import planted
from tests.planted.samples import right_disclosures
from tests.planted.simulated import FAMILIES, disclosure

MARK_MILLISECONDS = 500
FAULTS = 3


def milliseconds(work) -> int:
    """Processor time of one run, the least of three."""
    times = []
    for _ in range(3):
        begin = process_time()
        work()
        times.append(process_time() - begin)
    return round(1000 * min(times))


def simulated() -> list[Disclosure]:
    """The largest document of each family in a city of twelve departments."""
    return [max((disclosure(f, n)[0] for n in range(12)), key=lambda d: len(d.cells)) for f in FAMILIES]


def largest_real() -> list[Disclosure]:
    """The real disclosure with most figures, where a folder of them is named."""
    folder = os.environ.get("CITYBUDGET_DISCLOSURES")
    if not folder:
        return []
    paths = [p for p in sorted(Path(folder).rglob("*")) if p.suffix in (".pdf", ".txt")]
    return [max(check(paths, []).disclosures, key=lambda d: len(d.cells) + len(d.claims))]


def main() -> int:
    import duckdb

    rows = []
    slowest = 0
    for one in (*right_disclosures(), *simulated(), *largest_real()):
        right = milliseconds(lambda d=one: confront(d))
        covered = decides(confront(one))
        wrong, _ = planted(one, "one_digit", covered, FAULTS, Random(1))
        located = milliseconds(lambda d=wrong: confront(d))
        slowest = max(slowest, right, located)
        terms = [(t.identity_result_id, t.side, t.amount_yuan or 0) for t in confront(one).terms]
        database = duckdb.connect()
        database.execute("create table terms (result varchar, side varchar, amount decimal(20, 2))")
        database.executemany("insert into terms values (?, ?, ?)", terms)
        question = "select result, side, sum(amount) from terms group by all"
        bare = milliseconds(lambda d=database, q=question: d.execute(q).fetchall())
        rows.append((f"{one.department_name} {one.stage}", len(one.cells), len(terms), right, located, bare))
    print("cells  terms  right ms  three mistakes ms  duckdb ms  disclosure")
    for name, cells, terms, right, located, bare in rows:
        print(f"{cells:5}  {terms:5}  {right:8}  {located:17}  {bare:9}  {name}")
    cities = [[d for n in range(size) for d in (disclosure(f, n)[0] for f in FAMILIES)] for size in (3, 12)]
    few, many = cities
    small = milliseconds(lambda: [confront(d) for d in few])
    large = milliseconds(lambda: [confront(d) for d in many])
    cells = [sum(len(d.cells) for d in group) for group in (few, many)]
    ratio = (large / cells[1]) / (small / cells[0])
    print(f"{len(few)} documents ({cells[0]} cells) {small} ms, {len(many)} documents ({cells[1]} cells) {large} ms:")
    print(f"{ratio:.2f} x the time a cell")
    print(f"slowest {slowest} ms, mark {MARK_MILLISECONDS} ms: {'met' if slowest <= MARK_MILLISECONDS else 'missed'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
