"""The Turtle of a graph of events, written an event at a time: what is kept of an event is not written anew.

An event, its participations and claims and the sentences that tell of it are its own; types, entities, places, offices
and articles are what several share. The bytes are those that `write_turtle` makes of all triples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast

from kg.graph.declarations import declarations, used, words_of
from kg.graph.kept import Kept
from kg.graph.mapping import Mapper
from kg.graph.terms import Names
from kg.graph.turtle import blocks_of, joined_blocks
from kg.model import Article, Event

KIND = "turtle"  # of what is kept
Written = tuple[str, list[str]]  # the words that are used, and the blocks


def write_events(
    mapper: Mapper, events: Sequence[Event], articles: Mapping[str, Article], names: Names, kept: Kept
) -> bytes | None:
    """Return the Turtle of events and articles; None where two events say different things of one subject."""
    shared = list(mapper.shared(events, articles))
    blocks: dict[str, str] = {}
    words: dict[str, None] = {}

    def made(event: Event) -> Written:
        triples = list(mapper.of_event(event, articles))
        return words_of(triples), [*blocks_of(triples).values()]

    for event in events:
        keeps = kept.of(KIND, event, partial(made, event)) if mapper.is_plain(event) else made(event)
        used_words, written = cast(Written, keeps)
        words[used_words] = None
        for block in written:
            if blocks.setdefault(block[1 : block.index("\n", 1)], block) != block:
                return None
    shared += declarations([*shared, *used(words)])
    return joined_blocks(blocks | blocks_of(shared), names)
