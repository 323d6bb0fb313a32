"""timeline.html: events in time, lanes by actor, or the story of two actors' relation, with the evidence for each.

Drawn by vis-network (through pyvis) on a time scale of our own; one file that works offline.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import OptionError, nearest
from kg.exporters.page import Page, Shown, write
from kg.exporters.payload import EventSource, payload, select
from kg.exporters.volumes import MOST_EVENTS, index_page, volumes
from kg.model import Actor, Event

NAME = "timeline.html"
SUFFIX = ".html"
SCRIPTS = ("lanes.js", "story.js", "paint.js", "glance.js", "timeline.js")


def export(
    graph: EventSource,
    path: str | Path,
    *,
    actors: Sequence[str] = (),
    since: str | datetime.date | None = None,
    until: str | datetime.date | None = None,
    event: str | None = None,
    title: str | None = None,
) -> list[Path]:
    """Write the timeline of a graph to `path` and return the files written.

    `actors` are ids or names: one gives its dealings with each other party, two the story of their relation. `event` is
    the event that is open when the page is. More than 50,000 events give an index page at `path` and one page a year
    (or month) beside it. Raises OptionError for an actor or event that the graph does not hold.
    """
    target = Path(path)
    events, chosen = select(graph, actors, since, until)
    check_event(events, event)
    if len(events) <= MOST_EVENTS:
        return [write(target, _page(graph, events, chosen, event, title).page_bytes())]
    written = []
    parts = volumes(events)
    for part in parts:
        page = _page(
            graph, part.events, chosen, None, f"{title or heading(part.events, chosen, graph.entities())}, {part.name}"
        )
        written.append(write(target.with_name(f"{target.stem}-{part.slug}.html"), page.page_bytes()))
    index = index_page(title or heading(events, chosen, graph.entities()), parts, [file.name for file in written])
    return [write(target, index), *written]


def show(graph: EventSource, **options: Any) -> Shown:
    """Return the timeline as an object that Jupyter shows; the options are those of `export`."""
    actors = options.pop("actors", ())
    events, chosen = select(graph, actors, options.pop("since", None), options.pop("until", None))
    event = options.pop("event", None)
    check_event(events, event)
    return Shown(
        _page(graph, events[:MOST_EVENTS], chosen, event, options.pop("title", None)).generate_html(), **options
    )


def heading(events: Sequence[Event], chosen: Sequence[str], entities: Mapping[str, Actor]) -> str:
    """Return the title of a page that was given none: its actors and years."""
    names = [entities[party].label if party in entities else party for party in chosen]
    years = sorted({d.year for e in events for d in (e.begin, e.end) if d})
    span = f", {years[0]}–{years[-1]}" if years and years[0] != years[-1] else f", {years[0]}" if years else ""
    subject = " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + " and " + names[-1]
    return f"{subject or 'Diplomatic events'}{span}"


def _page(
    graph: EventSource, events: Sequence[Event], chosen: Sequence[str], event: str | None, title: str | None
) -> Page:
    name = title or heading(events, chosen, graph.entities())
    data = payload(events, graph.articles(), name, graph.entities())
    data["start"] = {"actors": list(chosen), "event": event or ""}
    return Page("timeline.html", SCRIPTS, data, data["title"])


def check_event(events: Sequence[Event], event: str | None) -> None:
    if event is not None and event not in {e.id for e in events}:
        raise OptionError(f"no event has the id {event!r} here; {nearest(event, (e.id for e in events))}")
