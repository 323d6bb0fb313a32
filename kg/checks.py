"""Reading every file of seeds/ and ontology/ strictly, and rewriting what is generated from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from kg.card_examples import try_card
from kg.errors import KgError, SeedError, nearest
from kg.extractors.reader import check_reader
from kg.graph import cameo_turtle, event_types_turtle, vocabulary_page
from kg.graph.jsonld import load_context
from kg.graph.ontology import check_ontology
from kg.seeds.actor_words import actor_words, ambiguous_readings, country_groups
from kg.seeds.actors import ActorTables, actor_tables, spelling_groups
from kg.seeds.anaphora import load_anaphora
from kg.seeds.cards import Card, load_cards
from kg.seeds.files import shipped
from kg.seeds.fiscal_years import fiscal_years
from kg.seeds.frames import load_conditions, load_frames
from kg.seeds.grammar import load_grammar
from kg.seeds.headlines import load_headlines
from kg.seeds.judgements import load_judgements
from kg.seeds.modality import load_cues
from kg.seeds.own import Own, own, using
from kg.seeds.reading import article_fields, language_words, page_furniture
from kg.seeds.tables import table_forms, table_words
from kg.seeds.terms import spellings, word_sets
from kg.seeds.timex import time_lexicon
from kg.seeds.weights import folder as weights_folder
from kg.seeds.weights import load_weights

T = TypeVar("T")
OPEN_FOLDERS = ("event_types", "questions", "weights", "timex", "coded_tables")  # any number of files, by their names
OTHERS: Mapping[str, Callable[[], object]] = {
    "seeds/frames.yml": load_frames,
    "seeds/frames.yml, conditions": load_conditions,
    "seeds/word_sets.yml": word_sets,
    "seeds/spellings.yml": spellings,
    "seeds/grammar.yml": load_grammar,
    "seeds/modality.yml": load_cues,
    "seeds/anaphora.yml": load_anaphora,
    "seeds/headlines.yml": load_headlines,
    "seeds/actors/context.yml": actor_words,
    "seeds/actors/contexts.csv": ambiguous_readings,
    "seeds/actors/context.yml, country_groups": country_groups,
    "seeds/actors/spellings.csv": spelling_groups,
    "seeds/timex/en.yml": lambda: time_lexicon("en"),
    "seeds/timex/fiscal_years.csv": fiscal_years,
    "seeds/coded_tables.yml": table_words,
    "seeds/coded_tables": table_forms,
    "seeds/article_fields.yml": article_fields,
    "seeds/languages.yml": language_words,
    "seeds/page_furniture.yml": page_furniture,
    "ontology/context.jsonld": load_context,
    "seeds/weights/reader": check_reader,
    "seeds/weights": lambda: [load_weights(path.stem) for path in sorted(weights_folder().glob("*.json"))],
}


def check(card: str | None = None, fix: bool = False, seeds: Path | str | None = None) -> str:
    """Return what was read; raise SeedError at the first wrong row, with file, line and the nearest valid name.

    With the folder `seeds` of your own, the shipped files are read together with those that lie over them.

    With the event type of a `card`, the answer tells for each of its examples and counter-examples what was wanted and
    what is coded. `fix` rewrites what is generated in ontology/: event-types.ttl, cameo.ttl and kg.html.
    """
    with using(seeds):
        mine = own()
        if mine is not None:
            _known_files(mine)
        summary = _read_all(fix)
        if mine is not None:
            summary += f"; {len(mine.files)} files of {mine.folder.name} read with them"
        return summary if card is None else try_card(card)


def _known_files(mine: Own) -> None:
    """Raise SeedError for a file that nothing reads: it lies over none, and is no card or question."""
    shipped_files = [path.relative_to(shipped("seeds")).as_posix() for path in shipped("seeds").rglob("*.*")]
    for name in dict(mine.files):
        if name not in shipped_files and name.rpartition("/")[0] not in OPEN_FOLDERS:
            where = f"{mine.folder.name}/{name}"
            raise SeedError(f"{where}: nothing reads a file of this name; {nearest(name, shipped_files)}")


def _read_all(fix: bool) -> str:
    cards = _reading("seeds/event_types", load_cards)
    tables = _reading("seeds/actors, seeds/places and seeds/offices.csv", actor_tables)
    for name, load in OTHERS.items():
        _reading(name, load)
    _examples_name_actors(cards.values(), tables)
    _headlines_follow_the_cards(cards.values())
    judgements = _reading("seeds/judgements.csv", load_judgements)
    ontology = _reading("ontology", check_ontology)
    _generated(cards, fix)
    counts = {
        "event types": len(cards),
        "terms": len({(t.event_type, t.line, t.written) for card in cards.values() for t in card.triggers}),
        "triggers": sum(len(card.triggers) for card in cards.values()),
        "examples": sum(len(card.examples) for card in cards.values()),
        "counter-examples": sum(len(card.counter_examples) for card in cards.values()),
        "states": len(tables.states),
        "organisations": len(tables.organisations),
        "terms of office": len(tables.terms),
        "places": len(tables.places),
        "judgements": len(judgements),
        **ontology,
    }
    return "seeds and ontology are in order: " + ", ".join(f"{count:,} {name}" for name, count in counts.items())


def _reading(name: str, load: Callable[[], T]) -> T:
    """What a loader returns; a fault that it did not expect is told as one of the file that it reads."""
    try:
        return load()
    except KgError:
        raise
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise SeedError(
            f"{name}: something in it has not the shape that is read ({type(error).__name__}: {error}); "
            "compare with the file as it was shipped"
        ) from error


def _examples_name_actors(cards: Iterable[Card], tables: ActorTables) -> None:
    people = {term.person for term in tables.terms.values()}
    known = {*tables.states, *tables.organisations, *tables.groups, *tables.bodies, *people}
    for card in cards:
        for example in card.examples:
            for code in (*example.actor, *example.recipient):
                if code not in known:
                    raise SeedError(f"{card.file}, line {example.line}: no actor {code!r}; {nearest(code, known)}")


def _headlines_follow_the_cards(cards: Iterable[Card]) -> None:
    """Every type, mode and subtype has its sentence, and no sentence is for one that is not."""
    found = load_headlines()
    told = {*found.types, *("/".join(key) for key in (*found.modes, *found.subtypes))}
    wanted = {card.event_type for card in cards}
    for card in cards:
        finer = {mode.name for mode in card.modes} | {t.subtype for t in card.triggers if t.subtype}
        wanted |= {f"{card.event_type}/{name}" for name in finer}
    for name in sorted(wanted - told):
        raise SeedError(f"seeds/headlines.yml: no sentence for {name}")
    types = {card.event_type for card in cards}
    for name in sorted(name for name in told - wanted if name.partition("/")[0] not in types):
        raise SeedError(f"seeds/headlines.yml: no event type {name}; {nearest(name, types)}")


def _generated(cards: Mapping[str, Card], fix: bool) -> None:
    """What is made from other files is as they are, or made anew."""
    if own() is not None:
        return  # types of one's own stand in the graph, not in the shipped ontology
    made: Mapping[str, Callable[[], bytes]] = {
        "event-types.ttl": lambda: event_types_turtle(cards),
        "cameo.ttl": lambda: cameo_turtle(cards),
        "kg.html": vocabulary_page,
    }
    for name, make in made.items():
        path = shipped("ontology") / name
        wanted = make()
        if not path.exists() or path.read_bytes() != wanted:
            if not fix:
                raise SeedError(f"ontology/{name} does not follow its sources any more; `kg check --fix` rewrites it")
            path.write_bytes(wanted)
