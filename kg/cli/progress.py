"""What a long run shows on standard error: how much is done, how fast, how long still, and the document at hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from kg.cli.app import encodable

BAR_FROM = 5  # documents; fewer are done before a bar is read
EVERY = 30.0  # seconds between two lines where nobody watches a bar
Told = Callable[[int, int, str], None]  # done, all, title of the document at hand


class Rate(ProgressColumn):
    """Documents a second, or seconds a document."""

    def render(self, task: Task) -> Text:
        """Return the rate as text, empty before it is known."""
        return Text(rate_text(task.speed or 0.0), style="progress.data.speed")


def rate_text(speed: float) -> str:
    """Return a rate as people read it.

    >>> rate_text(12.34), rate_text(0.25), rate_text(0)
    ('12.3 a second', '4.0 s each', '')
    """
    if speed <= 0:
        return ""
    return f"{speed:.1f} a second" if speed >= 1 else f"{1 / speed:.1f} s each"


@contextmanager
def shown(stderr: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> Iterator[Told]:
    """Give what a build calls before each document: a bar on a terminal, elsewhere a line now and then."""
    console = Console(stderr=stderr is None, file=stderr)
    if not console.is_terminal:
        yield _lines(console, clock)
        return
    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None, visible=False)

        def told(done: int, total: int, title: str) -> None:
            words = escape(encodable(" ".join(title.split())[:48], console.encoding))
            bar.update(task, completed=done, total=total, description=words, visible=total >= BAR_FROM)

        yield told


def _lines(console: Console, clock: Callable[[], float]) -> Told:
    begun = last = clock()

    def told(done: int, total: int, title: str) -> None:
        nonlocal last
        now = clock()
        if now - last < EVERY or done == 0:
            return
        last, left = now, (now - begun) / done * (total - done)
        words = f"{done} of {total} documents, {rate_text(done / (now - begun))}, {left:.0f} s left, now: {title}"
        console.file.write(encodable(" ".join(words.split()), console.encoding) + "\n")
        console.file.flush()

    return told
