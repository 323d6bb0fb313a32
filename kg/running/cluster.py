"""Work shared out to other machines through a Dask scheduler (extra [cluster]); what comes back is the same.

Tasks travel by the handful, as each journey takes the scheduler some milliseconds. A worker that dies gives its tasks
back to the scheduler, which hands them to others; of a handful that took workers along each travels once more alone,
and one that still does is given up. Results are kept in the folder's cache as they come, so that a build that is
stopped goes on where it was.
"""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kg.errors import BuildError, OptionError
from kg.running.workers import Failed, tried

AHEAD = 200  # tasks that a scheduler holds at a time, so that a million need not stand in memory
LARGEST, GROUPS = 8, 100  # tasks that travel together at most, and groups that there should be, so that none waits long
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
    size = min(LARGEST, max(1, len(tasks) // GROUPS))
    with client:

        def submitted(some: Sequence[int]) -> Any:
            future = client.submit(_each, work, [tasks[number] for number in some], pure=False)
            numbers[future] = some
            return future

        numbers: dict[Any, Sequence[int]] = {}
        waiting = (range(first, min(first + size, len(tasks))) for first in range(0, len(tasks), size))
        line = distributed.as_completed([submitted(some) for some in itertools.islice(waiting, AHEAD // size)])
        for future in line:
            some, answers = numbers.pop(future), _answers(future)
            if isinstance(answers, Failed) and len(some) > 1:  # one of them took the others along
                for number in some:
                    line.add(submitted([number]))
                continue
            yield from zip(some, [answers] if isinstance(answers, Failed) else answers, strict=True)
            for more in itertools.islice(waiting, 1):
                line.add(submitted(more))


def _each(work: Callable[[Any], Any], tasks: Sequence[Any]) -> list[Any]:
    return [tried(work, task) for task in tasks]


def _answers(future: Any) -> list[Any] | Failed:
    if future.status == "finished":
        found: list[Any] = future.result()
        return found
    error = future.exception()
    return Failed("the processes that read it died" if type(error).__name__ == "KilledWorker" else f"{error}")
