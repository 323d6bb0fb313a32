"""What a page shows: which events, made for whom, open at which one, under which title; and writing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.exporters.files import write
from kg.exporters.page import Page
from kg.exporters.part import narrowed
from kg.exporters.payload import payload
from kg.exporters.volumes import MOST_EVENTS, index_page, volumes
from kg.graph import EventGraph
from kg.graph.kept import Kept
from kg.graph.select import Day
from kg.headlines import joined
from kg.model import Actor, Article, Event

Draw = Callable[["View"], Page]


@dataclass(frozen=True, slots=True)
class View:
    """The events of a page in their order, with articles and entities by id.

    `chosen` are the parties that the page was made for, `event` is the id of the event that is open, or None.
    """

    events: tuple[Event, ...]
    articles: Mapping[str, Article]
    entities: Mapping[str, Actor]
    chosen: tuple[str, ...]
    event: str | None
    title: str
    kept: Kept = field(default_factory=Kept)

    def data(self) -> dict[str, Any]:
        """Return what scripts and texts of its page are made of."""

        def made() -> dict[str, Any]:
            return payload(self.events, self.articles, self.title, self.entities, self.kept)

        return dict(self.kept.of_all(f"page {self.title}", self.events, made))


def view(
    graph: EventGraph,
    actors: Sequence[str] = (),
    since: Day = None,
    until: Day = None,
    event: str | None = None,
    title: str | None = None,
) -> View:
    """Return the view of the part of a graph that `narrowed` takes; the title names its actors and years if not given.

    Raises OptionError for an unknown name, and for an event that is not in that part.
    """
    actors = (actors,) if isinstance(actors, str) else tuple(actors)
    part = narrowed(graph, actors, since, until)
    events, entities = tuple(part.events(grade="all")), part.entities()
    meant = [graph.who(name) for name in actors]
    acting = [actor for one in events for actor in one.actors + one.recipients]
    parties = (next((a.party for a in acting if a.id == one.id), one.id) for one in meant)
    return View(
        events,
        part.articles(),
        entities,
        tuple(dict.fromkeys(parties)),
        None if event is None else part.event(event).id,
        title or heading(events, [one.label for one in meant]),
        part.kept,
    )


def heading(events: Sequence[Event], names: Sequence[str]) -> str:
    """Return the title of a page that was given none: its actors and years."""
    years = sorted({d.year for e in events for d in (e.begin, e.end) if d})
    span = f", {years[0]}–{years[-1]}" if years and years[0] != years[-1] else f", {years[0]}" if years else ""
    return f"{joined(names) or 'Diplomatic events'}{span}"


def write_view(shown: View, path: str | Path, draw: Draw) -> list[Path]:
    """Write the page of a view and return the files written.

    More events than one page can carry give an index at `path` and one page a year (or month) beside it.
    """
    target = Path(path)
    if len(shown.events) <= MOST_EVENTS:
        return [write(target, draw(shown).page_bytes())]
    parts = volumes(shown.events, MOST_EVENTS)
    written = []
    for part in parts:
        page = draw(replace(shown, events=part.events, event=None, title=f"{shown.title}, {part.name}"))
        written.append(write(target.with_name(f"{target.stem}-{part.slug}.html"), page.page_bytes()))
    return [write(target, index_page(shown.title, parts, [file.name for file in written])), *written]


def first_page(shown: View) -> View:
    """The view with no more events than one page can carry."""
    return replace(shown, events=shown.events[:MOST_EVENTS])
