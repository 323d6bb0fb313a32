"""Work shared out to other machines through a Dask scheduler (extra [cluster]); what comes back is the same.

A worker that dies gives its tasks back to the scheduler, which hands them to others; a task that took several along is
given up. Results are kept in the folder's cache as they come, so that a build that is stopped goes on where it was.
"""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kg.errors import BuildError, OptionError
from kg.running.workers import Failed, tried

AHEAD = 200  # tasks that a scheduler holds at a time, so that a million need not stand in memory
PATIENCE = 20  # seconds to wait for a scheduler


def on_cluster(work: Callable[[Any], Any], tasks: Sequence[Any], scheduler: str) -> Iterator[tuple[int, Any]]:
    """Yield the number and the result of each task as it is done: `Failed` where it raised or its workers died.

    Raises OptionError where the extra is missing, BuildError where nobody answers at the address.
    """
    if not tasks:
        return
    try:
        distributed = importlib.import_module("distributed")
    except ModuleNotFoundError as error:
        raise OptionError(f"{error.name} is not installed: pip install 'diplokg[cluster]'") from error
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        remedy = f"start one with `dask scheduler`, and workers with `dask worker {scheduler}`"
        raise BuildError(f"no scheduler answers at {scheduler}; {remedy}") from error
    with client:

        def submitted(number: int, task: Any) -> Any:
            numbers[future := client.submit(tried, work, task, pure=False)] = number
            return future

        numbers: dict[Any, int] = {}
        waiting = iter(enumerate(tasks))
        line = distributed.as_completed([submitted(*task) for task in itertools.islice(waiting, AHEAD)])
        for future in line:
            yield numbers.pop(future), _answer(future)
            for task in itertools.islice(waiting, 1):
                line.add(submitted(*task))


def _answer(future: Any) -> Any:
    if future.status == "finished":
        return future.result()
    error = future.exception()
    return Failed("the processes that read it died" if type(error).__name__ == "KilledWorker" else f"{error}")
