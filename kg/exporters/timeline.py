"""timeline.html: events in time, lanes by actor, or the story of two actors' relation, with the evidence for each.

A pyvis network drawn by vis-network on a time scale of our own; one file that works offline.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import OptionError
from kg.exporters.headlines import clean
from kg.exporters.page import Page
from kg.exporters.payload import COLUMNS, EPOCH, LATE_COLUMNS, day
from kg.exporters.view import View, first_page, view, write_view
from kg.graph import EventGraph
from kg.graph.select import Day

SCRIPTS = (
    "lanes.js", "milestones.js", "story.js", "tone.js", "notes.js", "paint.js", "glance.js", "pointer.js",
    "reader.js", "compare.js", "timeline.js",
)  # fmt: skip
SIGNS = {"cooperative": 1, "neutral": 0, "conflictual": -1}  # a node's group -> the sign it is drawn with


def export(
    graph: EventGraph,
    path: str | Path,
    *,
    actors: Sequence[str] = (),
    since: Day = None,
    until: Day = None,
    event: str | None = None,
    title: str | None = None,
    beside: str = "",
) -> list[Path]:
    """Write the timeline of a graph to `path` and return the files written.

    One of `actors` gives its dealings with each other party, two the story of their relation, more what is between any
    two of them. `event` is the event that is open when the page is, `beside` the file name of the network beside it.
    More than 50,000 events give an index page at `path` and one page a year (or month) beside it. Raises OptionError
    for an actor or event that the graph does not hold, and where nothing is left to draw.
    """
    return write_view(view(graph, actors, since, until, event, title), path, lambda shown: _page(shown, beside))


def show(graph: EventGraph, *, height: int = 860, **options: Any) -> Timeline:
    """Return the timeline as a pyvis network that Jupyter shows, `height` pixels high.

    The options are those of `export`. `write_html(path)` writes it. Nodes are events by id (label and title: headline,
    group: sign, level: lane, value: weight, x: ISO day), edges their relations; what you add to it is drawn too.
    """
    page = _page(first_page(view(graph, **options)))
    page.frame = height
    return page


class Timeline(Page):
    """The network of events of a timeline: a node for each, an edge for each relation between two of them.

    A node that you add is a note: at day `x` (a date, "2011-03-11" or days since 1970), with its `label`; `level` is
    the lane, an edge to an event or another note a line between both.
    """

    def __init__(self, data: dict[str, Any], title: str) -> None:
        super().__init__("timeline.html", SCRIPTS, data, title)
        columns, signs = data["events"], {sign: name for name, sign in SIGNS.items()}
        for at, name in enumerate(columns["id"]):
            first = columns["begin"][at] if columns["begin"][at] is not None else columns["end"][at]
            lanes = columns["act"][at] or columns["rec"][at]
            self.add_node(
                name,
                columns["head"][at],
                title=columns["head"][at],
                group=signs[columns["sign"][at]],
                level=data["actors"][lanes[0]][3] if lanes else 0,
                value=columns["weight"][at],
                x=None if first is None else datetime.date.fromordinal(EPOCH + first).isoformat(),
            )
        for at, related in enumerate(data["late"]["rel"]):
            for relation, other in related:
                if other in self.node_map:
                    self.add_edge(columns["id"][at], other, title=relation)
        self._own = len(self.edges)
        self._events = dict.fromkeys(columns["id"])

    def drawn(self) -> dict[str, Any]:
        """Return what the scripts read: events as their nodes say, what was added as notes and links."""
        there = {node["id"]: node for node in self.nodes}
        data = dict(self.data)
        columns = data["events"]
        kept = [at for at, name in enumerate(columns["id"]) if name in there]
        columns = {key: [columns[key][at] for at in kept] for key in COLUMNS}
        nodes = [there[name] for name in columns["id"]]
        columns["head"] = [clean(str(node["label"])) for node in nodes]
        columns["sign"] = [SIGNS.get(node.get("group", ""), 0) for node in nodes]
        columns["weight"] = [node.get("value", 1) for node in nodes]
        colours = {at: node["color"] for at, node in enumerate(nodes) if isinstance(node.get("color"), str)}
        added = [node for name, node in there.items() if name not in self._events]
        links = [edge for edge in self.edges[self._own :] if edge["from"] in there and edge["to"] in there]
        first = {key: value for key, value in data.items() if key not in ("late", "events")}
        return {
            **first,
            "events": columns,
            "colours": colours,
            "notes": [_note(node) for node in added],
            "links": [_link(edge) for edge in links],
            "vis": {"options": self.options},
        }

    def late(self) -> dict[str, Any]:
        """Return what the scripts read after the first picture, for the events that are still there."""
        late, there = self.data["late"], {node["id"] for node in self.nodes}
        kept = [at for at, name in enumerate(self.data["events"]["id"]) if name in there]
        return {**late, **{key: [late[key][at] for at in kept] for key in LATE_COLUMNS}}


def _link(edge: Mapping[str, Any]) -> list[str]:
    """Both ends and the words of an edge that a user added."""
    return [str(edge["from"]), str(edge["to"]), clean(str(edge.get("title") or edge.get("label") or ""))]


def _note(node: Mapping[str, Any]) -> list[Any]:
    """Id, day, label, title, lane and colour of a node that a user added."""
    label = clean(str(node.get("label", node["id"])))
    level = node.get("level")
    return [str(node["id"]), _day_of(node), label, clean(str(node.get("title") or label)), level, node.get("color", "")]


def _day_of(node: Mapping[str, Any]) -> float:
    """The day of a note as a number. Raises OptionError where it tells none."""
    x = node.get("x")
    if isinstance(x, datetime.date):
        return float(day(x if not isinstance(x, datetime.datetime) else x.date()) or 0)
    if isinstance(x, int | float) and not isinstance(x, bool):
        return float(x)
    try:
        return float(day(datetime.date.fromisoformat(str(x))) or 0)
    except ValueError:
        raise OptionError(
            f"node {node['id']!r} has x={x!r}: give its day, as a date, as '2011-03-11' or as days since 1970-01-01"
        ) from None


def _page(shown: View, beside: str = "") -> Timeline:
    data = shown.data()
    data["start"] = {"actors": list(shown.chosen), "event": shown.event or "", "beside": beside}
    return Timeline(data, data["title"])
