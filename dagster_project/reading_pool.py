"""Many documents read by several processes, where a worker that dies or hangs costs one document.

A pool of the standard library is given up as a whole when one worker dies, and knows no time limit for one task;
therefore each worker here has its own pipe, at most one document, and a deadline. A document that cost a worker is
tried once more, alone, after all others: memory or time may have been short. The second time it is refused.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from dagster_project import archive
from dagster_project.home import Home
from dagster_project.reading_task import read, refusal
from dagster_project.readings import Outcome, ReadingCache, Task

SECONDS_A_DOCUMENT = 300.0


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    task: Task | None = None
    deadline: float = 0.0


def read_all(
    home: Home,
    cache: ReadingCache,
    tasks: list[Task],
    seconds: float = SECONDS_A_DOCUMENT,
    read_one: Callable[[Task, bytes], Outcome] = read,
) -> Iterator[Task]:
    """Reads the tasks into the cache and yields each as it is finished, in any order."""
    workers = min(len(tasks), os.cpu_count() or 1)
    lost: list[tuple[Task, str]] = []
    yield from _rounds(home, cache, tasks, workers, seconds, read_one, lost)
    if again := [task for task, _ in lost]:
        lost = []
        yield from _rounds(home, cache, again, 1, seconds, read_one, lost)
    for task, why in lost:
        cache.keep(Outcome(task, refusal=refusal(task, "整个文件", why, _REMEDY, "reader_lost")))
        yield task


_REMEDY = "请检查文件是否损坏或过大；修复后以新文件放入收件目录"


def _rounds(
    home: Home,
    cache: ReadingCache,
    tasks: Iterable[Task],
    count: int,
    seconds: float,
    read_one: Callable[[Task, bytes], Outcome],
    lost: list[tuple[Task, str]],
) -> Iterator[Task]:
    waiting = deque(tasks)
    # spawn: the parent may have threads (the orchestrator has), which a fork would copy half-way
    context = multiprocessing.get_context("spawn")
    workers: list[_Worker] = []
    try:
        while waiting or any(w.task for w in workers):
            while waiting and len(workers) < count:
                workers.append(_start(context, home, cache, read_one))
            for worker in [w for w in workers if w.task is None]:
                if waiting:
                    _give(worker, waiting, workers, seconds)
            if any(w.task for w in workers):
                yield from _finished(workers, lost)
    finally:
        for worker in workers:
            _end(worker)


def _give(worker: _Worker, waiting: deque[Task], workers: list[_Worker], seconds: float) -> None:
    task = waiting.popleft()
    try:
        worker.pipe.send(task)
    except OSError:  # it died while it had nothing to do: the task is nobody's fault and goes to another
        waiting.appendleft(task)
        workers.remove(worker)
        _end(worker)
        return
    worker.task = task
    worker.deadline = time.monotonic() + seconds


def _finished(workers: list[_Worker], lost: list[tuple[Task, str]]) -> Iterator[Task]:
    """Waits for the next worker that is finished, dead or late; the dead and the late leave the list."""
    busy = [w for w in workers if w.task is not None]
    patience = max(0.0, min(w.deadline for w in busy) - time.monotonic())
    wait([w.pipe for w in busy], timeout=patience)
    for worker in busy:
        task, why = worker.task, None
        assert task is not None
        try:
            if worker.pipe.poll():
                worker.pipe.recv()
                worker.task = None
                yield task
                continue
            if time.monotonic() < worker.deadline:
                continue
            why = "读取超过了时间限制"
        except (EOFError, OSError):
            worker.process.join(5)
            why = f"读取进程意外终止（退出码 {worker.process.exitcode}）"
        lost.append((task, why))
        workers.remove(worker)
        _end(worker)


def _start(
    context: multiprocessing.context.SpawnContext, home: Home, cache: ReadingCache, read_one: Callable
) -> _Worker:
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(there, home.path, cache.version, read_one), daemon=True)
    process.start()
    there.close()  # so that a dead worker is an end of file here
    return _Worker(process, here)


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    if worker.task is not None or worker.process.exitcode is not None:
        worker.process.kill()
    worker.process.join(5)
    if worker.process.is_alive():
        worker.process.kill()


def _work(pipe: Connection, home_path: Path, version: str, read_one: Callable[[Task, bytes], Outcome]) -> None:
    """The worker: documents come by the pipe, results go to the cache, and a word that it is done comes back."""
    home = Home(home_path)
    cache = ReadingCache(home, version)
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        content = archive.path_of(home.archive, task.sha256).read_bytes()
        cache.keep(read_one(task, content))
        pipe.send(True)
