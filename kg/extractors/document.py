"""From a document to mentions: actors, places, times and events, each with its span and candidates."""

from __future__ import annotations

from kg.extractors.actors import find_actor_mentions
from kg.extractors.event_choices import Chooser, candidates, with_sides
from kg.extractors.events import find_events
from kg.extractors.reader import Reader
from kg.model import Document
from kg.text import Mentions, Text
from kg.text.engine import Engine


def extract(document: Document | Text, engine: Engine | None = None, reader: Reader | None = None) -> Mentions:
    """Return everything that is mentioned in the document; a `Text` of it saves parsing where one is at hand.

    With a trained `reader` what the rules find and what it finds meet in choices; without one the rules stand alone.

    >>> found = extract(Document(text="Japan and South Korea held talks in Tokyo."))
    >>> [(e.event_type, found.document.text[e.start:e.end]) for e in found.events]
    [('CONSULT', 'held talks')]
    """
    text = document if isinstance(document, Text) else Text.read(document, engine)
    actors, places = find_actor_mentions(text)
    events = find_events(text, actors, places)
    if reader is not None:
        named = [(actor.start, actor.end) for actor in actors]
        read = reader.read(text.document.text, text.parse, named)
        events = Chooser.shipped().decided(text, candidates(text, events, read.readings, actors, places))
        events = with_sides(text, events, actors, read)
    return Mentions(text, actors, places, events)
