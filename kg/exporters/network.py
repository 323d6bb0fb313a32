"""network.html: who deals with whom, how much and in what spirit, with the events and sentences behind each tie.

Nodes are states and organisations (people on request), edges are dyads: width is the number of events, colour the
balance of cooperation and conflict. Places come from networkx, seeded, so a rebuild draws the same picture.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx

from kg.analysis import pairs
from kg.exporters.ego import add_event
from kg.exporters.headlines import clean, headline
from kg.exporters.page import Page
from kg.exporters.view import View, first_page, view, write_view
from kg.graph import EventGraph
from kg.graph.select import Day

SCRIPTS = ("ego.js", "brokers.js", "matrix.js", "network.js")
PLACED = 200  # parties that the force layout places; the quieter ones stand on a ring around them
SEEDS = 8  # layouts that are tried; the one in which the fewest of the main ties cross is taken
MAIN_TIES = 60

Places = dict[str, tuple[float, float]]


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
    """Write the network of a graph to `path` and return the files written.

    One of `actors` stands in the middle, with those it deals with around it; more leave what is between any two of
    them. `event` draws the graph around one event instead: actors, offices, place, evidence, related events. `beside`
    is the file name of the timeline beside it. More than
    50,000 events give an index page at `path` and one page a year (or month) beside it. Raises OptionError for an actor
    or event that the graph does not hold, and where nothing is left to draw.
    """
    shown = _around(view(graph, actors, since, until, event, title), title)
    return write_view(shown, path, lambda part: _page(part, beside))


def show(graph: EventGraph, *, height: int = 860, **options: Any) -> Page:
    """Return the network as a pyvis network that Jupyter shows, `height` pixels high; options are those of `export`.

    Nodes are parties by id, edges the dyads (value: events); what you add with `add_node` (u and v say where, 0..1, or
    it stands beside what it is tied to) and `add_edge` is drawn too. `write_html(path)` writes it.
    """
    page = _page(first_page(_around(view(graph, **options), options.get("title"))))
    page.frame = height
    return page


def _around(shown: View, title: str | None) -> View:
    """The view of one event and those related to it, where one is chosen."""
    centre = next((one for one in shown.events if one.id == shown.event), None)
    if centre is None:
        return shown
    near = {centre.id, *(other for _, other in centre.related)}
    events = tuple(one for one in shown.events if one.id in near)
    return replace(shown, events=events, title=title or headline(centre))


def places(weights: Mapping[tuple[str, str], int], parties: Sequence[str], centre: str | None = None) -> Places:
    """Return where each party stands, both coordinates between 0 and 1, the same for the same input.

    The force-directed layout of Fruchterman and Reingold (1991) as networkx has it, with ties weighted by the logarithm
    of their events; then parties that stand on each other are pushed apart. `centre` is kept in the middle.
    """
    if not parties:
        return {}
    strength: Counter[str] = Counter()
    for (one, two), events in weights.items():
        strength[one] += events
        strength[two] += events
    ranked = sorted(parties, key=lambda party: (-strength[party], party))
    inner = [party for party in ranked[:PLACED] if strength[party] or party == centre] or ranked[:1]
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(inner)
    for (one, two), events in sorted(weights.items()):
        if one in graph and two in graph:
            graph.add_edge(one, two, weight=1 + math.log(events))
    main = [pair for pair, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])) if pair[0] in graph][
        :MAIN_TIES
    ]
    main = [pair for pair in main if pair[1] in graph]
    tries = [
        _gathered(graph, _apart(_forces(graph, inner, centre, seed), centre), centre)
        for seed in range(SEEDS if len(inner) < 100 else 1)
    ]
    spots = min(tries, key=lambda spots: _crossings(spots, main))
    rest = [party for party in ranked if party not in spots]
    reach = max((math.hypot(x, y) for x, y in spots.values()), default=1.0) or 1.0
    spots |= {party: _circle(number, len(rest), reach * 1.15) for number, party in enumerate(rest)}
    return _unit(spots)


def _forces(graph: networkx.Graph[str], inner: Sequence[str], centre: str | None, seed: int) -> Places:
    """One run of the force-directed layout, from a circle that `seed` shuffles."""
    shuffled = list(inner)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a layout keeps no secret
    start = {party: _circle(number, len(inner), 1.0) for number, party in enumerate(shuffled)}
    if centre in start:
        start[centre] = (0.0, 0.0)
    fixed = [centre] if centre in start and len(inner) > 1 else None
    found = networkx.spring_layout(
        graph, k=1.6 / math.sqrt(len(inner)), pos=start, fixed=fixed, iterations=150, seed=seed
    )
    return {party: (float(x), float(y)) for party, (x, y) in found.items()}


def _crossings(spots: Places, ties: Sequence[tuple[str, str]]) -> int:
    """How many pairs of ties cross."""

    def side(one: str, two: str, other: str) -> bool:
        (ax, ay), (bx, by), (cx, cy) = spots[one], spots[two], spots[other]
        return (bx - ax) * (cy - ay) > (by - ay) * (cx - ax)

    return sum(
        len({*first, *second}) == 4
        and side(*first, second[0]) != side(*first, second[1])
        and side(*second, first[0]) != side(*second, first[1])
        for first, second in itertools.combinations(ties, 2)
    )


def _circle(number: int, count: int, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * number / max(1, count)
    return radius * math.cos(angle), radius * math.sin(angle)


def _apart(spots: Places, fixed: str | None, rounds: int = 80) -> Places:
    """Push parties apart until each has room for its name: wider than high."""
    names = sorted(spots)
    spread = max((max(abs(x), abs(y)) for x, y in spots.values()), default=1.0) or 1.0
    room = min(0.5, 1.5 / math.sqrt(max(1, len(names)))) * spread
    now = {name: [x, y] for name, (x, y) in spots.items()}
    for _ in range(rounds):
        moved = False
        for one, two in itertools.combinations(names, 2):
            across, along = now[two][0] - now[one][0], (now[two][1] - now[one][1]) * 1.6
            away = math.hypot(across, along)
            if away >= room:
                continue
            moved = True
            push = (room - away) / 2
            turn = (across / away, along / away / 1.6) if away > 1e-9 else (1.0, 0.0)
            for name, way in ((one, -1), (two, 1)):
                if name != fixed:
                    now[name][0] += way * push * turn[0]
                    now[name][1] += way * push * turn[1]
        if not moved:
            break
    return {name: (x, y) for name, (x, y) in now.items()}


def _gathered(graph: networkx.Graph[str], spots: Places, centre: str | None) -> Places:
    """Move what is tied to none of the others towards them, as far as its names keep their room."""
    whole = sorted(networkx.connected_components(graph), key=lambda some: (centre not in some, -len(some), min(some)))
    spread = max((max(abs(x), abs(y)) for x, y in spots.values()), default=1.0) or 1.0
    room = min(0.5, 1.8 / math.sqrt(max(1, len(spots)))) * spread
    placed = {name: spots[name] for name in whole[0]}
    for some in whole[1:]:
        group = {name: spots[name] for name in sorted(some)}
        aims, starts = _middle(placed), _middle(group)
        for step in range(1, 41):
            share = step / 40
            dx, dy = (aims[0] - starts[0]) * share, (aims[1] - starts[1]) * share
            moved = {name: (x + dx, y + dy) for name, (x, y) in ((name, spots[name]) for name in sorted(some))}
            if any(math.hypot(x - u, (y - v) * 1.6) < room for x, y in moved.values() for u, v in placed.values()):
                break
            group = moved
        placed |= group
    return placed


def _middle(spots: Places) -> tuple[float, float]:
    return sum(x for x, _ in spots.values()) / len(spots), sum(y for _, y in spots.values()) / len(spots)


def _unit(spots: Places) -> Places:
    """Scale to 0..1 and round to three places, so that noise in the last bits changes no byte."""
    if not spots:
        return {}
    lows = [min(spot[axis] for spot in spots.values()) for axis in (0, 1)]
    spans = [max(spot[axis] for spot in spots.values()) - lows[axis] for axis in (0, 1)]

    def scaled(spot: tuple[float, float], axis: int) -> float:
        return round((spot[axis] - lows[axis]) / spans[axis], 3) if spans[axis] > 1e-9 else 0.5

    return {party: (scaled(spot, 0), scaled(spot, 1)) for party, spot in sorted(spots.items())}


def _page(shown: View, beside: str = "") -> Page:
    data = shown.data()
    centre = shown.chosen[0] if len(shown.chosen) == 1 else None
    data["start"] = {
        "actors": [centre] if centre else [],
        "event": shown.event or "",
        "ego": shown.event is not None,
        "people": centre is not None and shown.event is None,
        "beside": beside,
        "sort": "events",
    }
    page = Page("network.html", SCRIPTS, data, data["title"])
    if shown.event is not None:
        add_event(page, data, shown.event)
        return page
    weights = Counter(
        pair for one in shown.events if one.modality == "asserted" and one.grade != "check" for pair in pairs(one)
    )
    every = sorted({party for one in shown.events for party in one.parties})
    spots = places(weights, every, centre)
    number = {party: k for k, (party, *_) in enumerate(data["parties"])}
    for party, (x, y) in spots.items():
        row = data["parties"][number[clean(party)]]
        page.add_node(clean(party), row[1], kind=row[2], party=number[clean(party)], u=x, v=y)
    for (one, two), events in sorted(weights.items()):
        page.add_edge(clean(one), clean(two), value=events, dyad=True)
    return page
