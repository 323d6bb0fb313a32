"""What outputs are made of, an event at a time: made where its document is read, and kept with that for the next build.

A line of a table or a block of Turtle depends on the event alone where one document tells of it. So of what has not
changed since the last build nothing is written anew but the order and how events stand to each other.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import partial
from types import MappingProxyType
from typing import Any

from kg.exporters.files import lines_of
from kg.exporters.payload import KIND as PAGE
from kg.exporters.payload import row_of
from kg.graph.blocks import KIND as TURTLE
from kg.graph.blocks import written
from kg.graph.kept import Kept
from kg.model import Article, Event
from kg.resolve.merging import Home
from kg.running.cache import TEXTS, Cache

MAKERS: Mapping[str, Callable[[Event, Mapping[str, Article]], Any]] = MappingProxyType(
    {
        TURTLE: written,
        "events.csv": partial(lines_of, "events"),
        "mentions.csv": partial(lines_of, "mentions"),
        PAGE: lambda event, _: row_of(event),
    }
)
_but_related = operator.attrgetter(*(field.name for field in fields(Event) if field.name != "related"))


def texts_of(events: Sequence[Event], article: Article) -> dict[str, Any]:
    """Return what outputs are made of the events that one article tells, by kind and number."""
    articles = {article.id: article}
    return {f"{kind} {n}": make(event, articles) for n, event in enumerate(events) for kind, make in MAKERS.items()}


class Texts(Kept):
    """Knows what was made of each event that stands where `homes` says, and has changed in nothing but relations."""

    def __init__(self, cache: Cache, events: Iterable[Event], homes: Mapping[str, Home]) -> None:
        self._cache = cache
        self._homes: dict[str, tuple[Home, Event]] = {}
        for event in events:
            home = homes.get(event.id)
            if home is not None and (event is home.event or _but_related(event) == _but_related(home.event)):
                self._homes[event.id] = home, event
        self._shelves: dict[str, dict[str, Any]] = {}
        self._last: tuple[str, tuple[Event, ...], Any] = ("", (), None)  # what was made of several

    def of(self, kind: str, event: Event, make: Callable[[], Any]) -> Any:
        """Return what was made of the event when its document was read; else what `make` makes of it."""
        home, same = self._homes.get(event.id, (None, None))
        if home is None or same is not event:
            return make()
        shelf = self._shelves.get(home.key)
        if shelf is None:
            shelf = self._shelves[home.key] = self._cache.get(TEXTS, home.key) or {}
        found = shelf.get(f"{kind} {home.number}")
        return make() if found is None else found

    def of_all(self, kind: str, events: Sequence[Event], make: Callable[[], Any]) -> Any:
        """Return what was made last, where it was the same of the same events; else what `make` makes of them."""
        if self._last[:2] != (kind, tuple(events)):
            self._last = (kind, tuple(events), make())
        return self._last[2]
