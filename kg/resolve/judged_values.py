"""What the value of a judgement says: a date, a type, parties, a place, or a whole event that was missed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.edtf import interval
from kg.errors import OptionError, SeedError, nearest
from kg.gazetteer import default_gazetteer
from kg.gazetteer.naming import who
from kg.headlines import headline
from kg.identity import event_id
from kg.model import GRADES, MODALITIES, Actor, Document, Event, Evidence, Place
from kg.seeds.cards import load_cards
from kg.seeds.judgements import Judgement

ADDED = "judgement:add"  # the rule of its evidence
SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n")


def dated(event: Event, judgement: Judgement, value: str = "") -> Event:
    """Return the event with the date of the judgement, in EDTF."""
    value = value or judgement.value
    begin, end = _days(value, judgement)
    return replace(event, edtf=value, begin=begin, end=end, date_text="", certain=begin == end and begin is not None)


def _days(value: str, judgement: Judgement) -> tuple[datetime.date | None, datetime.date | None]:
    try:
        return interval(value)
    except OptionError as error:
        raise SeedError(f"{judgement.where}: {error}") from error


def typed(event: Event, value: str, judgement: Judgement, mode: str | None = None) -> Event:
    """Return the event with another type, and with what hangs on the type."""
    cards = load_cards()
    card = cards[one_of(value, cards, judgement, "type")]
    return replace(
        event, event_type=value, mode=mode, subtype=None, quad_class=card.quad_class,
        goldstein=card.score(mode), cameo=card.cameo[0] if card.cameo else None,
    )  # fmt: skip


def one_of(value: str, known: Collection[str], judgement: Judgement, what: str = "") -> str:
    """Return a value that is one of the known ones; SeedError with the nearest otherwise."""
    if value not in known:
        raise SeedError(f"{judgement.where}: {what or judgement.decision} {value!r}; {nearest(value, known)}")
    return value


def place_of(value: str, judgement: Judgement) -> Place:
    """Return the place of a name."""
    place = default_gazetteer().place(value)
    if place is None:
        raise SeedError(f"{judgement.where}: place {value!r} is in none of the tables of seeds/places")
    return place


def names_in(value: str) -> list[str]:
    """Return the names of a cell: apart by "|", one name, or codes apart by blanks.

    >>> names_in("South Korea"), names_in("KOR JPN"), names_in("South Korea | JPN")
    (['South Korea'], ['KOR', 'JPN'], ['South Korea', 'JPN'])
    """
    names = [name.strip() for name in value.split("|") if name.strip()]
    if len(names) == 1 and any(default_gazetteer().get(word) for word in value.split()):
        return value.split()
    return names


def actors_of(value: str, judgement: Judgement, at: datetime.date | None = None) -> tuple[Actor, ...]:
    """Return the actors of a cell: codes or names apart by "|", one name, or codes apart by blanks; sorted by id.

    A name is read as `kg.gazetteer.naming.who` reads it; a person acts for whom the office is held on the day. Raises
    SeedError with the candidates for one that fits nobody or several.
    """
    try:
        return tuple(sorted((_actor(name, at) for name in names_in(value)), key=lambda actor: actor.id))
    except OptionError as error:
        raise SeedError(f"{judgement.where}: {error}") from error


def _actor(name: str, at: datetime.date | None) -> Actor:
    """The actor that a name means, as it acts: a body for its state, a person for whom the office is held."""
    gazetteer, meant = default_gazetteer(), who(name)
    known = gazetteer.actor(name)
    actor = known if known is not None and known.id == meant.id else gazetteer.actor(meant.id) or meant
    terms = gazetteer.terms(actor.id)
    if actor.kind != "person" or not terms:
        return actor
    term = next((term for term in reversed(terms) if at is not None and term.valid.holds(at)), terms[-1])
    serves_state = gazetteer.state(term.party) is not None
    return replace(
        actor,
        country=gazetteer.state_at(term.party, at) if serves_state else None,
        organisation=None if serves_state else term.party,
        office=term.office if term.valid.holds(at) else None,
        office_id=term.id if term.valid.holds(at) else None,
    )


# ------------------------------------------------------------------------------ an event that was missed
def added_event(judgement: Judgement, documents: Sequence[Document]) -> Event | None:
    """Return the event that a judgement adds, with the sentence of its quote; None where no article holds the quote."""
    evidence = next((found for document in documents if (found := _quoted(judgement, document))), None)
    if evidence is None:
        return None
    told = judgement.told
    at = _days(told["date"], judgement)[0] if told.get("date") else None
    actors = actors_of(told["actor"], judgement, at)
    recipients = actors_of(told["recipient"], judgement, at) if told.get("recipient") else ()
    why = ": ".join(part for part in ("judgement: add", judgement.note) if part)
    event = Event(
        id="", event_type="", quad_class="", actors=actors, recipients=recipients, evidence=(evidence,),
        modality=one_of(told.get("modality") or "asserted", MODALITIES, judgement, "modality"),
        place=place_of(told["place"], judgement) if told.get("place") else None,
        reciprocal=len(actors) > 1 and not recipients, lemma=" ".join(judgement.quote.lower().split()),
        confidence=1.0, grade=GRADES[0], reasons=(f"{why} ({judgement.by or 'unsigned'}, {judgement.where})",),
    )  # fmt: skip
    event = typed(event, told["type"], judgement, told.get("mode") or None)
    if told.get("date"):
        event = dated(event, judgement, told["date"])
    event = replace(event, id=event_id(event))
    return replace(event, label=headline(event))


def _quoted(judgement: Judgement, document: Document) -> Evidence | None:
    """The sentence of the quote in the article, blanks and line ends apart."""
    if judgement.document not in ("", document.id, document.url):
        return None
    words = r"\s+".join(map(re.escape, judgement.quote.split()))
    quote = re.search(words, document.text)
    if quote is None:
        return None
    ends = [match.end() for match in SENTENCE_END.finditer(document.text)]
    start = max((end for end in ends if end <= quote.start()), default=0)
    stop = min((end for end in ends if end >= quote.end()), default=len(document.text))
    sentence = document.text[start:stop].rstrip()
    return Evidence(
        document=document.url or document.id, document_id=document.id, start=start, end=start + len(sentence),
        sentence=sentence, trigger=document.text[quote.start() : quote.end()], trigger_start=quote.start(),
        trigger_end=quote.end(), rule=ADDED, confidence=1.0, reason="added by a judgement",
    )  # fmt: skip
