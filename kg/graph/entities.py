"""Who stands in a graph: the entities of its events, and what the seed tables know of them beyond that."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.model import Actor, Event
from kg.seeds.actors import actor_tables
from kg.seeds.own import remembered

# Who acts where no text tells: an initiator that is no party, so that it is in no dyad.
UNKNOWN = Actor("unknown", "unknown", "unknown")


@dataclass(frozen=True, slots=True)
class Term:
    """One person in one office, as a table of office-holders has it."""

    label: str
    begin: datetime.date | None = None
    end: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of entities beyond the events: used for labels and dates that events do not carry."""

    entities: Mapping[str, Actor] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    wikidata: Mapping[str, str] = field(default_factory=dict)


def entity_key(actor: Actor) -> tuple[str, ...]:
    """A sort key of what `Actor.itself` keeps; where events disagree, the smallest is the entity's own."""
    return (actor.label, actor.kind, str(actor.valid_from or ""), str(actor.valid_to or ""))


def is_alike(one: Actor, other: Actor) -> bool:
    """Have the two the same `entity_key`?"""
    return (
        one.label == other.label
        and one.kind == other.kind
        and one.valid_from == other.valid_from
        and one.valid_to == other.valid_to
    )


def event_actors(event: Event) -> tuple[Actor, ...]:
    """Everyone an event names: actors, recipients and who reports it."""
    return event.actors + event.recipients + event.attributed_to


def entities(events: Iterable[Event], known: Known) -> dict[str, Actor]:
    """Return everyone that events name or stand for, by id, without what they did.

    A state that only stands behind its people takes label and kind from what is known; else its id is its label.
    """
    found: dict[str, Actor] = {}
    behind: dict[str, str] = {}
    for event in events:
        for actor in event_actors(event):
            known_as = found.get(actor.id)
            if known_as is None or (not is_alike(actor, known_as) and entity_key(actor) < entity_key(known_as)):
                found[actor.id] = actor.itself
            if actor.country is not None:
                behind[actor.country] = "state"
            if actor.organisation is not None:
                behind.setdefault(actor.organisation, "organisation")
        if event.place is not None and event.place.country is not None:
            behind[event.place.country] = "state"
    for identifier, kind in behind.items():
        if identifier not in found:
            found[identifier] = known.entities.get(identifier) or Actor(identifier, identifier, kind)
    return dict(sorted(found.items()))


@remembered
def seed_knowledge() -> Known:
    """Return what seeds/actors says of states, organisations and terms of office."""
    tables = actor_tables()
    states = {
        s.id: Actor(s.id, s.label, s.kind, valid_from=s.valid.first, valid_to=s.valid.last)
        for s in tables.states.values()
    }
    organisations = {o.id: Actor(o.id, o.label, "organisation") for o in tables.organisations.values()}
    terms = {t.id: Term(f"{t.office} ({t.name})", t.valid.first, t.valid.last) for t in tables.terms.values()}
    ids = {state.id: state.wikidata for state in tables.states.values() if state.wikidata}
    ids |= {body.id: body.wikidata for body in tables.organisations.values() if body.wikidata}
    people = {term.person: term.wikidata for term in tables.terms.values() if term.wikidata}
    return Known({**organisations, **states}, terms, {**people, **ids})
