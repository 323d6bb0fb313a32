"""event-types.ttl: the event types, their modes and finer types as a SKOS scheme, made from the cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.graph.mapping import concept, mode_id
from kg.graph.terms import Names, Triple, decimal, text
from kg.graph.turtle import write_turtle
from kg.seeds.cards import Card

SCHEME = "dk:event-types"


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
