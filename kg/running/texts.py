"""What outputs are made of, an event at a time: kept with the document that tells of it, for the next build.

A line of a table or a block of Turtle depends on the event alone where one document tells of it, and on what it is
related to. So of what has not changed since the last build nothing is written anew but the order.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from kg.graph.kept import Kept
from kg.model import Event
from kg.resolve.merging import Home
from kg.running.cache import TEXTS, Cache

_but_related = operator.attrgetter(*(field.name for field in fields(Event) if field.name != "related"))


class Texts(Kept):
    """Keeps what is made of each event that stands where `homes` says, and has changed in nothing but its relations."""

    def __init__(self, cache: Cache, events: Iterable[Event], homes: Mapping[str, Home]) -> None:
        self._cache = cache
        self._homes: dict[str, tuple[str, str, Event]] = {}
        for event in events:
            home = homes.get(event.id)
            if home is not None and (event is home.event or _but_related(event) == _but_related(home.event)):
                related = " ".join(part for pair in event.related for part in pair)
                self._homes[event.id] = (home.key, f"{home.number} {related}", event)
        self._before: dict[str, dict[str, Any]] = {}
        self._now: dict[str, dict[str, Any]] = defaultdict(dict)
        self._last: tuple[str, tuple[Event, ...], Any] = ("", (), None)  # what was made of several

    def of(self, kind: str, event: Event, make: Callable[[], Any]) -> Any:
        """Return what was made of the event before, in this build or in the last; else what `make` makes of it."""
        key, place, same = self._homes.get(event.id, ("", "", None))
        if same is not event:
            return make()
        now, name = self._now[key], f"{kind} {place}"
        if name not in now:
            before = self._shelf(key)
            now[name] = before[name] if name in before else make()
        return now[name]

    def of_all(self, kind: str, events: Sequence[Event], make: Callable[[], Any]) -> Any:
        """Return what was made last, where it was the same of the same events; else what `make` makes of them."""
        if self._last[:2] != (kind, tuple(events)):
            self._last = (kind, tuple(events), make())
        return self._last[2]

    def _shelf(self, key: str) -> dict[str, Any]:
        if key not in self._before:
            self._before[key] = self._cache.get(TEXTS, key) or {}
        return self._before[key]

    def save(self) -> None:
        """Keep what was made for the next build, and drop what this one did not use."""
        self._cache.keep_only(TEXTS, self._now.keys())
        for key, now in self._now.items():
            if now.keys() != self._shelf(key).keys():
                self._cache.put(TEXTS, key, now)
