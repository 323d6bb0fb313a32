"""Reading every file of seeds/ and ontology/ strictly, and rewriting what is generated from them."""

from __future__ import annotations

from kg.card_examples import try_card
from kg.errors import SeedError
from kg.graph import event_types_turtle
from kg.seeds.actor_words import actor_words, ambiguous_readings, country_groups
from kg.seeds.actors import actor_tables, spelling_groups
from kg.seeds.anaphora import load_anaphora
from kg.seeds.cards import load_cards
from kg.seeds.files import shipped
from kg.seeds.grammar import load_grammar
from kg.seeds.judgements import load_judgements
from kg.seeds.timex import time_lexicon


def check(card: str | None = None, fix: bool = False) -> str:
    """Return what was read; raise SeedError at the first wrong row, with file, line and the nearest valid name.

    With the event type of a `card`, the answer tells for each of its examples and counter-examples what was wanted and
    what is coded. `fix` rewrites ontology/event-types.ttl from the cards.
    """
    summary = _read_all(fix)
    return summary if card is None else try_card(card)


def _read_all(fix: bool) -> str:
    cards, tables = load_cards(), actor_tables()
    for load in (load_grammar, load_anaphora, actor_words, ambiguous_readings, country_groups, spelling_groups):
        load()
    time_lexicon("en")
    judgements = load_judgements()
    path = shipped("ontology") / "event-types.ttl"
    wanted = event_types_turtle(cards)
    if path.read_bytes() != wanted:
        if not fix:
            raise SeedError("ontology/event-types.ttl does not follow the cards any more; `kg check --fix` rewrites it")
        path.write_bytes(wanted)
    counts = {
        "event types": len(cards),
        "triggers": sum(len(card.triggers) for card in cards.values()),
        "examples": sum(len(card.examples) for card in cards.values()),
        "counter-examples": sum(len(card.counter_examples) for card in cards.values()),
        "states": len(tables.states),
        "organisations": len(tables.organisations),
        "terms of office": len(tables.terms),
        "places": len(tables.places),
        "judgements": len(judgements),
    }
    return "seeds and ontology are in order: " + ", ".join(f"{count:,} {name}" for name, count in counts.items())
