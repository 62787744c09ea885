"""The cache of readings and the pool: exact, deterministic, and one document's trouble costs one document."""

import os
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project import archive
from dagster_project.home import Home
from dagster_project.reading_pool import read_all
from dagster_project.reading_task import read
from dagster_project.readings import Outcome, ReadingCache, Task, settled
from dagster_project.record_json import by_name, plain, reading_from_json, reading_to_json
from dagster_project.records import Refusal
from tests.disclosure_texts import expenditure_form


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


def task(home, content, name="a.txt"):
    return Task(archive.store(home.archive, content), "." + name.rsplit(".", 1)[1], name)


def read_or_misbehave(a_task, content):
    """What a worker does in these tests: some documents kill it, some hang it. (Found by its name in the worker.)"""
    if content == b"kills":
        os._exit(9)
    if content == b"hangs":
        time.sleep(60)
    return Outcome(a_task, refusal=Refusal(a_task.file_name, "p", "r", "m"))


def test_a_reading_survives_its_cache_to_the_last_digit(home):
    content = expenditure_form().encode()
    a_task = task(home, content)
    outcome = read(a_task, content)
    cache = ReadingCache(home, "v1")
    cache.keep(outcome)
    assert cache.get(a_task) == outcome
    assert outcome.reading.cells[0].amount_yuan == Decimal("1200000.00")


def test_the_same_reading_gives_the_same_bytes(home):
    content = expenditure_form().encode()
    a_task = task(home, content)
    written = []
    for version in ("v1", "v2"):
        cache = ReadingCache(home, version)
        cache.keep(read(a_task, content))
        written.append(cache.path(a_task).read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8bgarbage", b"not gzip"])
def test_a_damaged_result_counts_as_not_read(home, damage):
    a_task = task(home, b"x")
    cache = ReadingCache(home, "v1")
    cache.keep(Outcome(a_task, refusal=Refusal("a.txt", "p", "r", "m")))
    cache.path(a_task).write_bytes(damage)
    assert cache.get(a_task) is None


def test_a_result_of_other_columns_counts_as_not_read(home):
    content = expenditure_form().encode()
    whole = reading_to_json(read(task(home, content), content).reading)
    assert reading_from_json(whole).page_count == 1
    whole["cells"]["columns"].remove("side")
    with pytest.raises(Exception, match="Cell"):
        reading_from_json(whole)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_money_is_written_plainly_and_read_back_equal(value):
    text = plain("amount_yuan", value)
    assert "E" not in text
    assert Decimal(text) == value
    assert len(text.split(".")[1]) == 2


def test_money_finer_than_a_cent_is_not_rounded_away():
    assert plain("amount_yuan", Decimal("0.001")) == "0.001"
    assert plain("amount_yuan", Decimal("8.2931E+6")) == "8293100.00"


def test_rows_for_programs_hold_no_float(home):
    content = expenditure_form().encode()
    for cell in read(task(home, content), content).reading.cells:
        assert not any(isinstance(v, float | Decimal) for v in by_name(cell).values())


def test_a_worker_that_dies_and_one_that_hangs_cost_their_documents_alone(home):
    cache = ReadingCache(home, "v1")
    tasks = [task(home, c, f"{c.decode()}.txt") for c in (b"kills", b"one", b"hangs", b"two")]
    finished = list(read_all(home, cache, tasks, seconds=3.0, read_one=read_or_misbehave))
    assert sorted(t.file_name for t in finished) == ["hangs.txt", "kills.txt", "one.txt", "two.txt"]
    refusals = {t.file_name: cache.get(t).refusal for t in tasks}
    assert {refusals["one.txt"].reason, refusals["two.txt"].reason} == {"r"}
    assert "退出码 9" in refusals["kills.txt"].reason
    assert "时间" in refusals["hangs.txt"].reason
    assert refusals["hangs.txt"].code == refusals["kills.txt"].code == "reader_lost"


def test_no_task_starts_no_worker(home):
    assert list(read_all(home, ReadingCache(home, "v1"), [])) == []


def test_a_document_refused_under_one_suffix_is_taken_under_another(home):
    content = expenditure_form().encode()
    refused = read(task(home, content, "a.dat"), content)
    taken = read(task(home, content, "a.txt"), content)
    assert refused.reading is None
    assert refused.refusal is not None
    assert settled([refused, taken]) == settled([taken, refused]) == [taken]


def test_a_mistake_of_the_reader_is_a_refusal_that_says_so(home, monkeypatch):
    import dagster_project.reading

    def broken(content, name):
        raise KeyError("measure")

    monkeypatch.setattr(dagster_project.reading, "read_document", broken)
    outcome = read(task(home, b"x"), b"x")
    assert outcome.refusal.code == "reader_failed"
    assert "KeyError" in outcome.refusal.reason
