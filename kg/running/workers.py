"""Work shared out to other processes, of which any may die: its task is tried once more, and nothing else is lost.

Each worker has one task at a time, so who dies takes nothing along that was somebody else's.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from kg.errors import KgError
from kg.running.garbage import seldom_searched

TRIES = 2
STARTING = 60.0  # seconds more for the first task, before which libraries are loaded
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: seconds, and megabytes of memory of its worker (0: any; not held on Windows)."""

    seconds: float = 300.0
    megabytes: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a task came to nothing; `ours` says that it is a mistake in seeds or options, which stops a run."""

    message: str
    ours: bool = False


class _Worker:
    """A process with the task that it is at, if any."""

    def __init__(self, work: Callable[[Any], Any], limits: Limits) -> None:
        context = _context(limits)
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(work, theirs, limits), daemon=True)
        self.process.start()
        theirs.close()
        self.task: int | None = None
        self.until = float("inf")
        self._allowed, self._starts = limits.seconds, STARTING

    def give(self, number: int, task: Any) -> None:
        """Hand over a task; where the worker is dead, its line says so when it is asked for the answer."""
        self.task, self.until = number, time.monotonic() + self._allowed + self._starts
        self._starts = 0.0
        with suppress(OSError):
            self.line.send(task)

    def answer(self) -> Any:
        """Take the result, after which there is no task; EOFError or OSError where the worker is dead."""
        told = self.line.recv()
        self.task, self.until = None, float("inf")
        return told

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.line.close()


def _context(limits: Limits) -> Any:
    """How processes start: never as a fork of this one, which would copy threads of its libraries half way.

    On Linux they are forked from one that loads all libraries once (see `kg.running.ready`). Those of macOS do not
    live through a fork, and Windows knows none: there each process loads them, and where its memory is counted.
    """
    if sys.platform != "linux" or limits.megabytes:
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.running.ready"])
    with _unasked_to_stop():
        forkserver.ensure_running()
    return context


@contextmanager
def _unasked_to_stop() -> Iterator[None]:
    """Start a process that hears nothing when the user asks to stop: who started it ends it."""
    if threading.current_thread() is not threading.main_thread():  # which alone hears it
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def at_work(
    work: Callable[[Any], Any], tasks: Sequence[Any], workers: int, limits: Limits | None = None
) -> Iterator[tuple[int, Any]]:
    """Yield the number and the result of each task as it is done: `Failed` where it raised, died or took too long.

    `work` is a function of a module, and it, tasks and results can be sent to another process.
    """
    limits = limits or Limits()
    left: deque[int] = deque(range(len(tasks)))
    tries = [0] * len(tasks)
    team: list[_Worker] = []
    try:
        while left or any(worker.task is not None for worker in team):
            team += [_Worker(work, limits) for _ in range(min(workers - len(team), len(left)))]
            for worker in team:
                if left and worker.task is None:
                    number = left.popleft()
                    worker.give(number, tasks[number])
            yield from _answers(team, left, tries, limits)
    finally:
        for worker in team:
            worker.stop()


def _answers(team: list[_Worker], left: deque[int], tries: list[int], limits: Limits) -> Iterator[tuple[int, Any]]:
    """What came back next, or who died or is overdue; their tasks go to the end of the line once."""
    busy = [worker for worker in team if worker.task is not None]
    wait([worker.line for worker in busy], timeout=max(0.0, min(w.until for w in busy) - time.monotonic()))
    for worker in busy:
        number = worker.task
        assert number is not None
        if worker.line.poll():
            with suppress(EOFError, OSError):
                yield number, worker.answer()
                continue
            why = "the process that read it died"
        elif time.monotonic() >= worker.until:
            why = f"it took more than {limits.seconds:g} seconds"
        else:
            continue
        worker.stop()
        team.remove(worker)
        tries[number] += 1
        if tries[number] < TRIES:
            left.append(number)
        else:
            yield number, Failed(why)


def _serve(work: Callable[[Any], Any], line: Connection, limits: Limits) -> None:
    """The life of a worker: a task, its result, until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks to stop asks the main process, which ends its workers
    if limits.megabytes and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.megabytes * MEGABYTE,) * 2)
    with seldom_searched():
        while True:
            try:
                task = line.recv()
            except (EOFError, OSError):
                return
            line.send(tried(work, task))


def tried(work: Callable[[Any], Any], task: Any) -> Any:
    """Return the result of a task, or why there is none."""
    try:
        return work(task)
    except KgError as error:
        return Failed(str(error), ours=True)
    except MemoryError:
        return Failed("it needs more memory than a process that reads may have")
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")
