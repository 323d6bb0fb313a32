"""Event types, their modes and finer types as SKOS concepts: those of a graph, and event-types.ttl from the cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.graph.terms import Names, Triple, decimal, text
from kg.graph.turtle import write_turtle
from kg.model import Event
from kg.seeds.cards import Card

SCHEME = "dk:event-types"
CAMEO = "https://w3id.org/diplokg/cameo/"  # names of ours: CAMEO has codes and no IRIs


def mode_id(event_type: str, mode: str) -> str:
    """Return the local name of the concept of a type's mode.

    >>> mode_id("CONSULT", "visit")
    'consult-visit'
    """
    return f"{event_type.lower()}-{mode}"


def concept(me: str, label: str, broader: str | None = None) -> Iterator[Triple]:
    """Yield the triples of an event type: a root type of the scheme, or one below another."""
    yield me, "a", "skos:Concept"
    yield me, "a", "sem:EventType"
    yield me, "skos:inScheme", SCHEME
    yield me, "skos:prefLabel", text(label, "en")
    if broader is None:
        yield me, "skos:topConceptOf", SCHEME
    else:
        yield me, "skos:broader", broader


def event_type_names(event: Event, names: Names) -> tuple[str, str | None, str]:
    """Return the concepts of an event: its root type, its mode if it has one, and the finest that holds."""
    root = names.name("plover", event.event_type)
    mode = names.name("type", mode_id(event.event_type, event.mode)) if event.mode is not None else None
    return root, mode, names.name("type", event.subtype) if event.subtype is not None else mode or root


def used_types(events: Iterable[Event], names: Names) -> Iterator[Triple]:
    """Yield the triples of the types that events have, and of those above them."""
    yield SCHEME, "a", "skos:ConceptScheme"
    yield SCHEME, "rdfs:label", text("Diplomatic event types (PLOVER top level)", "en")
    quads: dict[str, str] = {}
    for kind, mode, subtype, quad in {(e.event_type, e.mode, e.subtype, e.quad_class) for e in events}:
        quads[kind] = min(quads.get(kind, quad), quad)
        root = names.name("plover", kind)
        if mode is not None:
            label = f"{kind.capitalize()}: {mode.replace('-', ' ')}"
            yield from concept(names.name("type", mode_id(kind, mode)), label, broader=root)
        if subtype is not None:
            yield from concept(names.name("type", subtype), subtype.replace("-", " ").capitalize(), broader=root)
    for kind, quad in quads.items():
        root = names.name("plover", kind)
        yield from concept(root, kind.capitalize())
        yield root, "skos:notation", text(kind)
        yield root, "dk:quadClass", f"dk:{quad}"


def event_types_turtle(cards: Mapping[str, Card]) -> bytes:
    """Return the SKOS scheme of the cards as Turtle: root types, below them modes and the finer types of triggers.

    Scores are PLOVER's (-10..10); a concept that maps to CAMEO has the codes as `dk:cameo`.
    """
    names = Names()
    return write_turtle(_scheme(cards, names), names)


def _scheme(cards: Mapping[str, Card], names: Names) -> Iterator[Triple]:
    yield SCHEME, "a", "skos:ConceptScheme"
    yield SCHEME, "rdfs:label", text("Diplomatic event types: PLOVER, with modes and finer types", "en")
    yield SCHEME, "dcterms:source", text("PLOVER, Open Event Data Alliance; codes: CAMEO, P. Schrodt 2012", "en")
    for card in cards.values():
        root = names.name("plover", card.event_type)
        yield SCHEME, "skos:hasTopConcept", root
        yield from concept(root, card.label)
        yield root, "skos:notation", text(card.event_type)
        yield root, "skos:definition", text(card.definition, "en")
        yield root, "dk:quadClass", f"dk:{card.quad_class}"
        yield root, "dk:goldstein", decimal(card.goldstein)
        for code in card.cameo:
            yield root, "dk:cameo", text(code)
        for mode in card.modes:
            me = names.name("type", mode_id(card.event_type, mode.name))
            yield from concept(me, f"{card.label}: {mode.name.replace('-', ' ')}", broader=root)
            yield me, "skos:notation", text(f"{card.event_type}-{mode.name}")
            if mode.definition:
                yield me, "skos:definition", text(mode.definition, "en")
            yield me, "dk:goldstein", decimal(mode.goldstein)
            for code in mode.cameo:
                yield me, "dk:cameo", text(code)
        for subtype in sorted({trigger.subtype for trigger in card.triggers if trigger.subtype}):
            label = subtype.replace("-", " ").capitalize()
            yield from concept(names.name("type", subtype), label, broader=root)


def cameo_turtle(cards: Mapping[str, Card]) -> bytes:
    """Return the CAMEO codes that our types stand for as SKOS: each code below the shorter one, and matched.

    A code that is the only one of a type or mode matches it closely; of several, each matches a broader type of ours.
    """
    names = Names(more={"cameo": CAMEO})
    return write_turtle(_codes(cards, names), names)


def _codes(cards: Mapping[str, Card], names: Names) -> Iterator[Triple]:
    scheme = "<https://w3id.org/diplokg/cameo>"
    yield scheme, "a", "skos:ConceptScheme"
    yield scheme, "rdfs:label", text("CAMEO codes and the event types that they stand for", "en")
    yield scheme, "dcterms:source", text("CAMEO, P. Schrodt 2012; the names of the codes stand there", "en")
    matched: dict[str, dict[str, str]] = {}  # code -> concept of ours -> kind of match
    for card in cards.values():
        root = names.name("plover", card.event_type)
        told = {code for mode in card.modes for code in mode.cameo}
        holders = [(root, tuple(code for code in card.cameo if code not in told))]
        holders += [(names.name("type", mode_id(card.event_type, mode.name)), mode.cameo) for mode in card.modes]
        for concept_name, codes in holders:
            for code in codes:
                matched.setdefault(code, {})[concept_name] = "skos:closeMatch" if len(codes) == 1 else "skos:broadMatch"
    for code, found in matched.items():
        me = names.name("cameo", code)
        yield me, "a", "skos:Concept"
        yield me, "skos:inScheme", scheme
        yield me, "skos:notation", text(code)
        for concept_name, kind in found.items():
            yield me, kind, concept_name
        wider = next((code[:end] for end in range(len(code) - 1, 1, -1) if code[:end] in matched), None)
        if wider:
            yield me, "skos:broader", names.name("cameo", wider)
