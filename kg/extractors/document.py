"""From a document to mentions: actors, places, times and events, each with its span and candidates."""

from __future__ import annotations

from kg.extractors.actors import find_actor_mentions
from kg.extractors.events import find_events
from kg.model import Document, Mentions, Parse
from kg.text.engine import Engine, default_engine
from kg.timex import tag_times


def extract(document: Document, engine: Engine | None = None, parse: Parse | None = None) -> Mentions:
    """Return everything that is mentioned in the document; `parse` saves parsing where one is at hand.

    >>> found = extract(Document(text="Japan and South Korea held talks in Tokyo."))
    >>> [(e.event_type, found.document.text[e.start:e.end]) for e in found.events]
    [('CONSULT', 'held talks')]
    """
    if parse is None:
        parse = next(iter((engine or default_engine()).parse([document])))
    actors, places = find_actor_mentions(document, parse)
    times = tuple(tag_times(document.text, document.published))
    return Mentions(document, parse, actors, places, times, find_events(parse, actors, places))
