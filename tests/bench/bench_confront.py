"""How long confronting and locating takes, and that it grows with the documents alone: `python -m tests.bench.bench_confront`.

Beside it, the same terms added up by DuckDB in one bare aggregation: what a machine needs that asks nothing else.
"""

from __future__ import annotations

import sys
from random import Random
from time import process_time

from expectations.confront import confront
from tests.planted.measuring import decides
from tests.planted.planting import planted
from tests.planted.samples import right_disclosures

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


def main() -> int:
    import duckdb

    rows = []
    slowest = 0
    for disclosure in right_disclosures():
        right = milliseconds(lambda d=disclosure: confront(d))
        covered = decides(confront(disclosure))
        wrong, _ = planted(disclosure, "one_digit", covered, FAULTS, Random(1))
        located = milliseconds(lambda d=wrong: confront(d))
        slowest = max(slowest, right, located)
        terms = [(t.identity_result_id, t.side, t.amount_yuan or 0) for t in confront(disclosure).terms]
        database = duckdb.connect()
        database.execute("create table terms (result varchar, side varchar, amount decimal(20, 2))")
        database.executemany("insert into terms values (?, ?, ?)", terms)
        question = "select result, side, sum(amount) from terms group by all"
        bare = milliseconds(lambda d=database, q=question: d.execute(q).fetchall())
        rows.append((disclosure.department_name, len(disclosure.cells), len(terms), right, located, bare))
    print("cells  terms  right ms  three mistakes ms  duckdb ms  disclosure")
    for name, cells, terms, right, located, bare in rows:
        print(f"{cells:5}  {terms:5}  {right:8}  {located:17}  {bare:9}  {name}")
    few, many = right_disclosures()[:2], right_disclosures()[:8]
    small = milliseconds(lambda: [confront(d) for d in few])
    large = milliseconds(lambda: [confront(d) for d in many])
    cells = [sum(len(d.cells) for d in group) for group in (few, many)]
    print(f"{len(few)} documents ({cells[0]} cells) {small} ms, {len(many)} documents ({cells[1]} cells) {large} ms")
    print(f"slowest {slowest} ms, mark {MARK_MILLISECONDS} ms: {'met' if slowest <= MARK_MILLISECONDS else 'missed'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
