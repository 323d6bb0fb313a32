"""Understanding what a question is given, from a store alone: no event has to be read for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import pyoxigraph

from kg.errors import OptionError, nearest
from kg.gazetteer.naming import who
from kg.graph.entities import Known
from kg.graph.select import find
from kg.graph.terms import Names, identifier
from kg.model import Actor


class Lookup:
    """Names of entities, places, events and types in one store, each kind read at its first use."""

    def __init__(self, store: pyoxigraph.Store, names: Names, known: Known) -> None:
        self._store, self._names, self._known = store, names, known

    def holds(self, prefix: str, name: str) -> bool:
        """Return whether anything is said of a name of the graph's own."""
        return next(self._store.quads_for_pattern(self._node(prefix, name), None, None), None) is not None

    def who(self, name: str) -> Actor:
        """Return the entity that a name means; raises OptionError with the candidates (see `kg.gazetteer.naming`)."""
        return who(name, self.entities, self._known.entities)

    def party(self, name: str) -> Actor:
        """Return the state or organisation that a name means. Raises OptionError also for a person who acts for one."""
        found = self.who(name)
        if found.kind != "person":
            return found
        me = self._node("ent", found.id)
        acting = [quad.subject for quad in self._quads(None, "dk:actor", me)]
        parties = sorted({identifier(self._value(q.object)) for a in acting for q in self._quads(a, "dk:onBehalfOf")})
        hint = f"; here {found.label} acts for {' and '.join(parties)}" if parties else ""
        raise OptionError(f"{name!r} is a person: name a state or organisation{hint}")

    def event(self, name: str) -> str:
        """Return the id of an event: a whole one, its IRI, or a beginning or last part that no other has."""
        for kind in ("sem:Event", "dk:NonFactualEvent"):
            if next(self._quads(self._node("ev", name), "rdf:type", self._iri(kind)), None) is not None:
                return name
        return find(self._events, name)

    def place(self, name: str) -> str:
        """Return the id of a place, by id or label."""
        for place, label in sorted(self._places.items()):
            if name.casefold() in (place.casefold(), label.casefold()):
                return place
        raise OptionError(f"no place {name!r}; {nearest(name, [*self._places, *self._places.values()])}")

    def types(self) -> tuple[set[str], set[str]]:
        """Return the root types, and the modes and finer types, that events of the graph have."""
        found: dict[str, set[str]] = {"plover": set(), "type": set()}
        for name in ("dk:rootType", "sem:eventType", "dk:mode"):
            for quad in self._quads(None, name):
                prefix, _, local = self._names.compact(self._value(quad.object)).partition(":")
                found.get(prefix, set()).add(local)
        return found["plover"], found["type"]

    @cached_property
    def entities(self) -> dict[str, Actor]:
        """Everyone who acts, by id: label and kind."""
        found = {}
        for quad in self._quads(None, "rdf:type", self._iri("sem:Actor")):
            name = identifier(self._value(quad.subject))
            kind = self._text(quad.subject, "dk:kind") or "organisation"
            if kind != "unknown":
                found[name] = Actor(name, self._text(quad.subject, "rdfs:label") or name, kind)
        return dict(sorted(found.items()))

    @cached_property
    def _events(self) -> dict[str, str]:
        kinds = ("sem:Event", "dk:NonFactualEvent")
        found = (q.subject for kind in kinds for q in self._quads(None, "rdf:type", self._iri(kind)))
        return {name: name for name in sorted(identifier(self._value(subject)) for subject in found)}

    @cached_property
    def _places(self) -> dict[str, str]:
        found = {}
        for quad in self._quads(None, "sem:hasPlace"):
            name = identifier(self._value(quad.object))
            if name not in found:
                found[name] = self._text(quad.object, "rdfs:label") or name
        return found

    def _quads(self, subject: object, predicate: str, value: object = None) -> Iterator[pyoxigraph.Quad]:
        return self._store.quads_for_pattern(subject, self._iri(predicate), value, None)  # type: ignore[arg-type]

    def _iri(self, name: str) -> pyoxigraph.NamedNode:
        return pyoxigraph.NamedNode(self._names.expand(name))

    def _node(self, prefix: str, name: str) -> pyoxigraph.NamedNode:
        return self._iri(self._names.name(prefix, name))

    def _text(self, subject: object, predicate: str) -> str | None:
        values = [
            quad.object for quad in self._quads(subject, predicate) if isinstance(quad.object, pyoxigraph.Literal)
        ]
        return min(values, key=lambda o: (o.language != "en", o.value)).value if values else None

    @staticmethod
    def _value(term: object) -> str:
        return str(getattr(term, "value", term))
