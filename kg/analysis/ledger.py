"""The ledger: who did what with whom, one line for two parties and an event. Every measure counts these lines.

What is between two parties is told by `kg.graph.between`: two that both condemn a third have no dealings with each
other by that, they stand side by side. Only asserted events count, and of these what is sure or likely.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.errors import OptionError, nearest
from kg.graph import EventGraph, as_graph
from kg.graph.between import ties
from kg.graph.select import SHOWN
from kg.model import STATE_KINDS, Actor, Event
from kg.seeds.actors import actor_tables

Pair = tuple[str, str]


class Line(NamedTuple):
    """An event and two parties of it, `first` < `second` by id.

    `way` is 1 where the first acts on the second, -1 where the second acts on the first, 0 where the act is mutual.
    """

    event: Event
    first: str
    second: str
    way: int

    @property
    def pair(self) -> Pair:
        """The two parties."""
        return self.first, self.second


@dataclass(frozen=True, eq=False)
class Ledger:
    """The lines of a graph: `lines` are between two parties, `joint` those of two that act side by side on others.

    A measure takes a graph or a ledger: who asks for many makes the ledger once.
    """

    graph: EventGraph
    events: tuple[Event, ...]
    lines: tuple[Line, ...]
    joint: tuple[Line, ...]

    @cached_property
    def pairs(self) -> Mapping[Pair, Sequence[Line]]:
        """The lines of every pair that has some, sorted by pair."""
        found: dict[Pair, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.pair, []).append(line)
        return dict(sorted(found.items()))

    @cached_property
    def parties(self) -> Sequence[str]:
        """Everyone who stands in a line between two, sorted."""
        return sorted({party for pair in self.pairs for party in pair})

    def pair(self, first: str, second: str) -> Pair:
        """Return the ids of two parties by any name, the smaller first. Raises OptionError as `EventGraph.party`."""
        one, other = self.graph.party(first).id, self.graph.party(second).id
        return min(one, other), max(one, other)

    def between(self, first: str, second: str) -> Sequence[Line]:
        """Return the lines of two parties by any name, in the order of events."""
        return self.pairs.get(self.pair(first, second), ())

    def events_of(self, pair: Pair) -> Sequence[Event]:
        """Return the events of a pair of ids."""
        return [line.event for line in self.pairs.get(pair, ())]

    def label(self, party: str) -> str:
        """Return what a party is called, or its id."""
        entity = self._entities.get(party)
        return entity.label if entity else party

    def kind(self, party: str) -> str:
        """Return the kind of a party, "" where it is not known."""
        entity = self._entities.get(party)
        return entity.kind if entity else ""

    @cached_property
    def _entities(self) -> Mapping[str, Actor]:
        return self.graph.entities()


Source = EventGraph | Ledger


def ledger(
    source: Source, grade: str = SHOWN, kinds: Sequence[str] = (), expand: bool | Sequence[str] = False
) -> Ledger:
    """Return the ledger of a graph; a ledger is returned as it is.

    `grade` is that of `EventGraph.events`. `kinds` keeps parties of some kinds: "state" (with historical, dependent and
    disputed ones), "organisation", "person", "group" …. `expand` puts the members of an organisation (of those named
    by id, or with True of all) in its place: what the European Union does, each of its members of today does. Raises
    OptionError for a kind that no party has, an organisation without known members, and the path of a graph.

    >>> ledger(EventGraph([])).lines
    ()
    """
    if isinstance(source, Ledger):
        return source
    events = tuple(as_graph(source).events(modality="asserted", grade=grade))
    members = _members(expand)
    kept = _kept(source, kinds)
    lines, joint = [], []
    for event in events:
        found = ties(event)
        if members:
            found = _expanded(found, members)
        directed = set(found)
        for pair in sorted({(min(tie), max(tie)) for tie in directed}):
            if kept is None or (pair[0] in kept and pair[1] in kept):
                way = (pair in directed) - (pair[::-1] in directed)
                lines.append(Line(event, *pair, way))
        if not event.reciprocal and len(event.actors) > 1 and event.recipients:
            joint += [
                Line(event, *pair, 0)
                for pair in _side_by_side(event, members)
                if pair not in directed and pair[::-1] not in directed and (kept is None or kept.issuperset(pair))
            ]
    return Ledger(source, events, tuple(lines), tuple(joint))


def _side_by_side(event: Event, members: Mapping[str, Sequence[str]]) -> list[Pair]:
    acting = {one for actor in event.actors for one in members.get(actor.party, (actor.party,))}
    return list(itertools.combinations(sorted(acting), 2))


def _expanded(found: Iterable[Pair], members: Mapping[str, Sequence[str]]) -> list[Pair]:
    """The ties with members in the place of their organisation; nobody deals with itself by that."""
    every = (
        pair
        for one, other in found
        for pair in itertools.product(members.get(one, (one,)), members.get(other, (other,)))
    )
    return sorted({pair for pair in every if pair[0] != pair[1]})


def _members(expand: bool | Sequence[str]) -> Mapping[str, Sequence[str]]:
    if expand is False:
        return {}
    known = {body.id: body.members for body in actor_tables().organisations.values() if body.members}
    if expand is True:
        return known
    wanted = [expand] if isinstance(expand, str) else list(expand)
    for name in wanted:
        if name not in known:
            raise OptionError(f"expand={name!r}: no organisation with known members; {nearest(name, known)}")
    return {name: known[name] for name in wanted}


def _kept(graph: EventGraph, kinds: Sequence[str]) -> set[str] | None:
    """The parties of the kinds that are asked for; None for all."""
    wanted = {kinds} if isinstance(kinds, str) else set(kinds)
    if not wanted:
        return None
    entities = graph.entities()
    known = {entity.kind for entity in entities.values()} | set(STATE_KINDS)
    for kind in wanted:
        if kind not in known:
            raise OptionError(f"kinds={kind!r}; {nearest(kind, known)}")
    if "state" not in wanted:
        return {entity.id for entity in entities.values() if entity.kind in wanted}
    wanted |= set(STATE_KINDS)
    return {entity.id for entity in entities.values() if entity.kind in wanted} | set(actor_tables().states)
