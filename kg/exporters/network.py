"""network.html: who deals with whom, how much and in what spirit, with the events and sentences behind each tie.

Nodes are states and organisations (people on request), edges are dyads: width is the number of events, colour the
balance of cooperation and conflict. Places come from networkx, seeded, so a rebuild draws the same picture.
"""

from __future__ import annotations

import datetime
import itertools
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import networkx

from kg.exporters.ego import add_event
from kg.exporters.headlines import clean, headline
from kg.exporters.page import Page, Shown, write
from kg.exporters.payload import EventSource, payload, select
from kg.exporters.timeline import check_event, heading
from kg.exporters.volumes import MOST_EVENTS, index_page, volumes
from kg.model import Event

NAME = "network.html"
SUFFIX = ".html"
SCRIPTS = ("ties.js", "ego.js", "network.js")
PLACED = 200  # parties that the force layout places; the quieter ones stand on a ring around them
SEEDS = 8  # layouts that are tried; the one in which the fewest of the main ties cross is taken
MAIN_TIES = 60

Places = dict[str, tuple[float, float]]


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
    """Write the network of a graph to `path` and return the files written.

    One actor puts it in the middle, with those it deals with around it; two or more leave the events in which at least
    two of them take part. `event` draws the graph around one event instead: actors, offices, place, evidence, related
    events. More than 50,000 events give an index page at `path` and one page a year (or month) beside it. Raises
    OptionError for an actor or event that the graph does not hold.
    """
    target = Path(path)
    events, chosen = select(graph, actors, since, until)
    check_event(events, event)
    if event is not None or len(events) <= MOST_EVENTS:
        return [write(target, _page(graph, events, chosen, event, title).page_bytes())]
    name = title or heading(events, chosen, graph.entities())
    written = []
    parts = volumes(events)
    for part in parts:
        page = _page(graph, part.events, chosen, None, f"{name}, {part.name}")
        written.append(write(target.with_name(f"{target.stem}-{part.slug}.html"), page.page_bytes()))
    return [write(target, index_page(name, parts, [file.name for file in written])), *written]


def show(graph: EventSource, **options: Any) -> Shown:
    """Return the network as an object that Jupyter shows; the options are those of `export`."""
    events, chosen = select(graph, options.pop("actors", ()), options.pop("since", None), options.pop("until", None))
    event = options.pop("event", None)
    check_event(events, event)
    page = _page(graph, events[:MOST_EVENTS], chosen, event, options.pop("title", None))
    return Shown(page.generate_html(), **options)


def dyads(event: Event) -> set[tuple[str, str]]:
    """Return the pairs of parties that an event ties: all of a mutual act, actor and recipient of a directed one.

    >>> from kg.model import Actor
    >>> three = tuple(Actor(i, i, country=i) for i in ("KOR", "JPN", "USA"))
    >>> sorted(dyads(Event("e", "AGREE", "verbal-cooperation", "asserted", three, (), reciprocal=True)))
    [('JPN', 'KOR'), ('JPN', 'USA'), ('KOR', 'USA')]
    """
    actors = dict.fromkeys(actor.party for actor in event.actors)
    recipients = [actor.party for actor in event.recipients if actor.party not in actors]
    pairs = itertools.product(actors, recipients) if recipients else itertools.combinations(actors, 2)
    return {(min(pair), max(pair)) for pair in pairs}


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
    tries = [_apart(_forces(graph, inner, centre, seed), centre) for seed in range(SEEDS if len(inner) < 100 else 1)]
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


def _unit(spots: Places) -> Places:
    """Scale to 0..1 and round to three places, so that noise in the last bits changes no byte."""
    if not spots:
        return {}
    lows = [min(spot[axis] for spot in spots.values()) for axis in (0, 1)]
    spans = [max(spot[axis] for spot in spots.values()) - lows[axis] for axis in (0, 1)]

    def scaled(spot: tuple[float, float], axis: int) -> float:
        return round((spot[axis] - lows[axis]) / spans[axis], 3) if spans[axis] > 1e-9 else 0.5

    return {party: (scaled(spot, 0), scaled(spot, 1)) for party, spot in sorted(spots.items())}


def _page(
    graph: EventSource, events: Sequence[Event], chosen: Sequence[str], event: str | None, title: str | None
) -> Page:
    articles, entities = graph.articles(), graph.entities()
    if event is not None:
        centre = next(one for one in events if one.id == event)
        near = {other for _, other in centre.related}
        events = [one for one in events if one.id == event or one.id in near]
    name = title or (headline(centre) if event is not None else heading(events, chosen, entities))
    data = payload(events, articles, name, entities)
    alone = len(chosen) == 1
    data["start"] = {
        "actors": list(chosen) if alone else [],
        "event": event or "",
        "ego": event is not None,
        "people": alone and event is None,
    }
    page = Page("network.html", SCRIPTS, data, data["title"])
    if event is not None:
        add_event(page, data, event)
        return page
    weights = Counter(pair for one in events if one.modality == "asserted" for pair in dyads(one))
    every = sorted({actor.party for one in events for actor in (*one.actors, *one.recipients)})
    spots = places(weights, every, chosen[0] if len(chosen) == 1 else None)
    number = {party: k for k, (party, *_) in enumerate(data["parties"])}
    for party, (x, y) in spots.items():
        row = data["parties"][number[clean(party)]]
        page.add_node(number[clean(party)], row[1], kind=row[2], u=x, v=y)
    return page
