"""The part of a graph that is written: the same choice, whatever the file."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import OptionError
from kg.graph import EventGraph
from kg.graph.select import Day


def narrowed(
    graph: EventGraph,
    actors: Sequence[str] = (),
    since: Day = None,
    until: Day = None,
    event: str | None = None,
    modality: str | None = None,
) -> EventGraph:
    """Return the part of a graph with what one actor takes part in, or what is between any two of several.

    `since` and `until` keep what may have happened in that time, `modality` one of the five, `event` that event and
    those related to it. Raises OptionError for an unknown name or event, and where nothing is left.
    """
    actors = [actors] if isinstance(actors, str) else list(actors)
    if not (actors or since or until or event or modality):
        return graph
    alone, several = (actors[0], ()) if len(actors) == 1 else (None, actors)
    events = graph.events(actor=alone, between=several, since=since, until=until, modality=modality, grade="all")
    if event is not None:
        one = graph.event(event)
        near = {one.id, *(other for _, other in one.related)}
        events = [found for found in events if found.id in near]
    if not events:
        raise OptionError(_nothing(graph, actors, since, until, event, modality))
    return graph.part(events)


def _nothing(graph: EventGraph, actors: Sequence[str], since: Day, until: Day, *others: str | None) -> str:
    """What was asked for in vain, and what there is."""
    named = [f"{found.label} ({found.id})" for found in map(graph.who, actors)]
    who = f" between {' and '.join(named)}" if len(named) > 1 else f" of {named[0]}" if named else ""
    when = "".join(f" {word} {day}" for word, day in (("since", since), ("until", until)) if day)
    also = "".join(f", {word}" for word in others if word)
    days = sorted(day for event in graph.events(grade="all") for day in (event.begin, event.end) if day)
    there = f"from {days[0]} to {days[-1]}" if days else "none of them dated"
    return f"no event{who}{when}{also}; the graph holds {len(graph)} events, {there}"
