"""timeline.html: events in time, lanes by actor, or the story of two actors' relation, with the evidence for each.

Drawn by vis-network (through pyvis) on a time scale of our own; one file that works offline.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.exporters.page import Page, Shown
from kg.exporters.payload import payload
from kg.exporters.view import View, first_page, view, write_view
from kg.graph import EventGraph
from kg.graph.select import Day

SCRIPTS = ("lanes.js", "story.js", "paint.js", "glance.js", "timeline.js")


def export(
    graph: EventGraph,
    path: str | Path,
    *,
    actors: Sequence[str] = (),
    since: Day = None,
    until: Day = None,
    event: str | None = None,
    title: str | None = None,
) -> list[Path]:
    """Write the timeline of a graph to `path` and return the files written.

    One of `actors` gives its dealings with each other party, two the story of their relation, more what is between any
    two of them. `event` is the event that is open when the page is. More than 50,000 events give an index page at
    `path` and one page a year (or month) beside it. Raises OptionError for an actor or event that the graph does not
    hold, and where nothing is left to draw.
    """
    return write_view(view(graph, actors, since, until, event, title), path, _page)


def show(graph: EventGraph, *, height: int = 860, **options: Any) -> Shown:
    """Return the timeline as an object that Jupyter shows, `height` pixels high; the options are those of `export`."""
    return Shown(_page(first_page(view(graph, **options))).generate_html(), height)


def _page(shown: View) -> Page:
    data = payload(shown.events, shown.articles, shown.title, shown.entities)
    data["start"] = {"actors": list(shown.chosen), "event": shown.event or ""}
    return Page("timeline.html", SCRIPTS, data, data["title"])
