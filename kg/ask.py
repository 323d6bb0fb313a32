"""One question about one document: who is named, who takes part in what some words tell, and when that was.

The document is read once and kept for the next question about it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kg.extractors.document import extract
from kg.extractors.participants import find_participants
from kg.extractors.people import find_people
from kg.model import (
    Actor,
    ActorMention,
    Candidate,
    Dating,
    Document,
    EventMention,
    Participants,
    Place,
    as_day,
    as_document,
)
from kg.resolve.clause_times import undated
from kg.resolve.dating import date_mention
from kg.resolve.linking import Linker
from kg.resolve.participants import decided
from kg.resolve.scenes import Parties
from kg.seeds.own import at_most
from kg.text import Mentions, Text
from kg.text.engine import Engine


@dataclass(frozen=True, slots=True)
class Found:
    """An actor or place found in a text, with its readings ranked; `entity` is None where nothing tells which.

    Of several actors ("the two leaders") `entity` is the first and `entities` are all.
    """

    start: int
    end: int
    entity: Actor | Place | None
    candidates: tuple[Candidate, ...]
    entities: tuple[Actor, ...] = ()
    reason: str = ""


@at_most(8)
def _text(document: Document, engine: Engine | None) -> Text:
    return Text.read(document, engine)


@at_most(8)
def _mentions(document: Document, engine: Engine | None) -> tuple[Mentions, Linker]:
    mentions = extract(_text(document, engine))
    return mentions, Linker(mentions)


def date_event(document: Document, start: int, end: int, engine: Engine | None = None) -> Dating:
    """Return when the event of the words [start, end) happened: first and last possible day, EDTF, words and reason.

    `certain` says whether the event fills the days. Raises OptionError for what is no document.

    >>> import datetime
    >>> d = Document(text="The ministers met on Monday.", published=datetime.date(2013, 3, 22))
    >>> date_event(d, 14, 17).edtf
    '2013-03-18'
    """
    text = _text(as_document(document), engine)
    inside = text.parse.tokens_in(start, end)
    return date_mention(text, text.tree.head(inside)) if inside else undated(text, "these words were not parsed")


def participants(document: Document, start: int, end: int, engine: Engine | None = None) -> Participants:
    """Return who does what the words [start, end) tell, and to whom. Raises OptionError for what is no document.

    >>> text = "Japan praised Kenya."
    >>> [a.id for a in participants(Document(text=text), 6, 13).recipients]
    ['KEN']
    """
    mentions, linker = _mentions(as_document(document), engine)
    people = find_people(mentions.text, mentions.actors)
    inside = mentions.parse.tokens_in(start, end)
    if not inside:
        return Participants()
    head = mentions.text.tree.head(inside)
    roles = find_participants(mentions.text, (*mentions.actors, *people), start, end)
    event = EventMention(
        start, end, head, "", None, "asserted", "", "", roles.actors, roles.recipients, roles.reciprocal
    )  # fmt: skip
    dating = date_event(document, start, end, engine)
    at = dating.begin or dating.end or document.published
    found = decided(Parties(mentions, linker), event, at)
    return Participants(found.actors, found.recipients)


def find_actors(text: str, published: datetime.date | str | None = None, engine: Engine | None = None) -> list[Found]:
    """Return who and what is named in a text, in its order; offsets are code points.

    `published` is the day on which offices are held and names are valid (a date or "YYYY-MM-DD"). Raises OptionError
    for what is no text and where `published` names no day.

    >>> [(text.entity.id, text.start) for text in find_actors("Seoul said it would send aid.") if text.entity]
    [('KOR', 0), ('KOR', 11)]
    """
    document = Document(text=text, published=as_day(published))
    mentions, linker = _mentions(document, engine)
    found: list[Found] = []
    for mention in mentions.actors:
        linked = linker.link(mention, document.published)
        candidates = linker.ranked(mention, document.published)
        if mention.parts and len(linked) > 1:
            found += parts(linker, mention, linked)
            continue
        found.append(
            Found(mention.start, mention.end, linked[0] if linked else None, candidates, linked, linker.reason(mention))
        )
    covered = {(mention.start, mention.end) for mention in mentions.actors}
    found += [
        Found(place.start, place.end, linker.place(place, document.published), place.candidates)
        for place in mentions.places
        if (place.start, place.end) not in covered
    ]
    return sorted(found, key=lambda f: (f.start, -f.end))


def parts(linker: Linker, mention: ActorMention, linked: tuple[Actor, ...]) -> list[Found]:
    """Return one find an actor of a coordination: "U.S." and "Japanese" of "U.S. and Japanese officials"."""
    text = linker.document.text[mention.start : mention.end]
    found = []
    for actor, candidate in zip(linked, mention.parts, strict=False):
        match = next((m for m in linker.gazetteer.find(text) if candidate.entity in m.entities), None)
        start, end = (mention.start + match.start, mention.start + match.end) if match else (mention.start, mention.end)
        found.append(Found(start, end, actor, (candidate,), (actor,), candidate.reason))
    return found
