"""What the seed tables know of entities that a graph names: labels, dates of office, Wikidata ids."""

from __future__ import annotations

import functools

from kg.graph.mapping import Known, Term
from kg.model import Actor
from kg.seeds.actors import actor_tables


@functools.cache
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
