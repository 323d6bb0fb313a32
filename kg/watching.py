"""Keeping a folder up to date with what publishers bring: feeds, lists of WordPress posts, folders that fill."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kg.errors import BuildError, ReadError
from kg.folders import Built, add_files, remember_of, remembered_of
from kg.sources import fingerprint
from kg.sources.web import Asker, Seen

EVERY = 900.0  # seconds between two rounds

Tell = Callable[[str], None]


def watch(
    out: str | Path,
    sources: Sequence[str],
    contact: str,
    *,
    every: float = EVERY,
    rounds: int | None = None,
    tell: Tell = lambda _: None,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Look for new articles again and again, and add them to a folder, whose outputs are rewritten when there are any.

    `sources` are addresses of feeds and of WordPress lists (`…/wp-json/wp/v2/posts`), and folders; `contact` stands in
    each request, and folders need none; `rounds` ends it (None: never). What a server refuses is told and tried again
    in the next round.
    """
    asker = Asker(contact, wait) if any("://" in source for source in sources) else None
    turn = 0
    while rounds is None or turn < rounds:
        if turn:
            wait(every)
        turn += 1
        for source in sources:
            try:
                for built in _round(out, source, asker):
                    tell(f"{source}: {built.taken.new} new documents, {built['events']} events in all")
            except (ReadError, BuildError) as error:
                tell(f"{source}: {error}")


def _round(out: str | Path, source: str, asker: Asker | None) -> Iterable[Built]:
    if asker is None or "://" not in source:
        state = repr(fingerprint([source]))
        if remembered_of(out, source) != state:
            yield add_files(out, [source], begin=True)
            remember_of(out, source, state)
        return
    seen = Seen(**(remembered_of(out, source) or {}))
    for body, after in asker.new(source, seen):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "answer" + (".json" if body.lstrip()[:1] in (b"[", b"{") else ".xml"))
            file.write_bytes(body)
            yield add_files(out, [file], begin=True)
        remember_of(out, source, {"etag": after.etag, "modified": after.modified, "latest": after.latest})
