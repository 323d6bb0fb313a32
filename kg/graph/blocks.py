"""The Turtle of a graph of events, written an event at a time: what is kept of an event is not written anew.

An event, its participations and claims and the sentences that tell of it are its own; types, entities, places, offices
and articles are what several share. The bytes are those that `write_turtle` makes of all triples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from kg.graph.declarations import declarations, used, words_of
from kg.graph.entities import Known
from kg.graph.kept import Kept
from kg.graph.mapping import Mapper, Run
from kg.graph.terms import Names, Triple
from kg.graph.turtle import blocks_of, joined_blocks, with_more
from kg.model import Article, Event

KIND = "turtle"  # of what is kept
Written = tuple[str, list[str]]  # the words that are used, and the blocks


def written(event: Event, articles: Mapping[str, Article], mapper: Mapper | None = None) -> Written:
    """Return the words and blocks of what is an event's own but its relations, which others change.

    Without a `mapper` all whom it names bear the names that it gives them.
    """
    if mapper is None:
        mapper = Mapper(Names(), Run(), Known())
        mapper.know([event])
    triples = list(mapper.of_event(replace(event, related=()), articles))
    return words_of(triples), [*blocks_of(triples).values()]


def write_events(
    mapper: Mapper, events: Sequence[Event], articles: Mapping[str, Article], names: Names, kept: Kept
) -> bytes | None:
    """Return the Turtle of events and articles; None where two events say different things of one subject."""
    shared = list(mapper.shared(events, articles))
    blocks: dict[str, str] = {}
    words: dict[str, None] = {}
    ties: dict[str, Triple] = {}  # a relation by its name
    for event in events:
        made = partial(written, event, articles, mapper)
        keeps = kept.of(KIND, event, made) if mapper.is_plain(event) else made()
        used_words, own = cast(Written, keeps)
        words[used_words] = None
        me = names.name("ev", event.id)
        related = list(mapper.relations(event))
        ties.update((triple[1], triple) for triple in related)
        for block in own:
            subject = block[1 : block.index("\n", 1)]
            whole = with_more(block, related) if related and subject == me else block
            if blocks.setdefault(subject, whole) != whole:
                return None
    shared += declarations([*shared, *used(words), *ties.values()])
    return joined_blocks(blocks | blocks_of(shared), names)
