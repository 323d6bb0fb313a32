"""Events as the compact columns that a page carries: every name once, every sentence once, days as numbers.

All text is cleaned here, once; the page only ever sets it as text.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from kg.errors import OptionError, nearest
from kg.exporters.headlines import clean, headline, name, type_words, what
from kg.model import MODALITIES, Actor, Article, Event, Evidence

EPOCH = datetime.date(1970, 1, 1).toordinal()
LAST = 2**31

Key = TypeVar("Key", bound=Hashable)


class EventSource(Protocol):
    """The part of `kg.graph.EventGraph` that pictures read."""

    def events(self) -> list[Event]: ...

    def articles(self) -> Mapping[str, Article]: ...

    def entities(self) -> Mapping[str, Actor]: ...


class _Index(Generic[Key]):
    """Gives every new key the next number."""

    def __init__(self) -> None:
        self.numbers: dict[Key, int] = {}

    def __call__(self, key: Key) -> int:
        return self.numbers.setdefault(key, len(self.numbers))

    def all(self) -> list[Key]:
        return list(self.numbers)


def day(value: datetime.date | None) -> int | None:
    """Return a day as its number, counted from 1970-01-01 as 0.

    >>> day(datetime.date(1970, 1, 3))
    2
    """
    return None if value is None else value.toordinal() - EPOCH


def to_date(value: str | datetime.date | int | None, end: bool = False) -> datetime.date | None:
    """Return the first (or, with `end`, the last) day of '2015', '2015-03' or '2015-03-14'.

    >>> to_date("2015-02", end=True)
    datetime.date(2015, 2, 28)
    """
    if value is None or isinstance(value, datetime.date):
        return value
    parts = str(value).split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return datetime.date(*numbers)
        year, month = numbers[0], numbers[1] if len(numbers) == 2 else (12 if end else 1)
        if len(numbers) > 3:
            raise ValueError
        if not end:
            return datetime.date(year, month, 1)
        return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    except ValueError:
        raise OptionError(f"{value!r} is not a date: write 2015, 2015-03 or 2015-03-14") from None


def sign(event: Event) -> int:
    """Return 1 for a cooperative event, -1 for a conflictual one, 0 for a score between -1 and 1, both left out."""
    if event.goldstein is not None:
        return 0 if abs(event.goldstein) < 1 else (1 if event.goldstein > 0 else -1)
    return 1 if event.quad_class.endswith("cooperation") else -1


def weight(event: Event) -> float:
    """Return how much an event stands out: strength of the act, number of reports, a finer type, confidence."""
    strength = abs(event.goldstein or 0.0) / 2
    reports = 1.5 * math.log2(len(event.evidence) or 1)
    finer = 2.0 if event.subtype else 0.0
    return round((1.0 + strength + reports + finer) * (0.5 + event.confidence / 2), 2)


def parties(event: Event) -> tuple[str, ...]:
    """Return the states and organisations that take part, actors first."""
    return tuple(dict.fromkeys(actor.party for actor in (*event.actors, *event.recipients)))


def party_ids(events: Sequence[Event], wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the party ids that names or ids stand for; an unknown one is an error that names the nearest."""
    known: dict[str, str] = {}
    labels: dict[str, str] = {}
    for event in events:
        for actor in (*event.actors, *event.recipients):
            known.setdefault(actor.party.casefold(), actor.party)
            labels.setdefault(actor.label.casefold(), actor.party)
            labels.setdefault(actor.id.casefold(), actor.party)
    found = []
    for text in wanted:
        party = known.get(text.casefold()) or labels.get(text.casefold())
        if party is None:
            raise OptionError(f"no event has the actor {text!r}; {nearest(text, known.values())}")
        found.append(party)
    return tuple(dict.fromkeys(found))


def order(event: Event) -> tuple[int, int, str]:
    """Sort key: by time, events without any date last."""
    first, last = day(event.begin), day(event.end)
    middle = first if first is not None else last
    return (LAST if middle is None else middle, LAST if last is None else last, event.id)


def select(
    graph: EventSource,
    actors: Sequence[str] = (),
    since: str | datetime.date | None = None,
    until: str | datetime.date | None = None,
) -> tuple[list[Event], tuple[str, ...]]:
    """Return the events to draw in order of time, and the ids of the parties chosen.

    One actor: its events. Two or more: events in which at least two of them take part. `since` and `until` keep what
    may have happened in that time; undated events stay unless one of the two is given.
    """
    events = sorted(graph.events(), key=order)
    chosen = party_ids(events, (actors,) if isinstance(actors, str) else actors)
    first, last = to_date(since), to_date(until, end=True)
    if chosen:
        enough = min(2, len(chosen))
        events = [event for event in events if len(set(chosen) & set(parties(event))) >= enough]
    if first:
        events = [e for e in events if (e.end or e.begin) and (e.end is None or e.end >= first)]
    if last:
        events = [e for e in events if (e.begin or e.end) and (e.begin is None or e.begin <= last)]
    return events, chosen


def http_url(text: str | None) -> str:
    """Return an address only if it is http or https.

    >>> http_url("javascript:alert(1)"), http_url("https://example.org/a")
    ('', 'https://example.org/a')
    """
    address = clean(text).strip()
    return address if address.lower().startswith(("http://", "https://")) and " " not in address else ""


def utf16(text: str) -> int:
    """Return the length of text in the units that a browser counts in."""
    return len(text) + sum(c > "\uffff" for c in text)


def _sentence(evidence: Evidence) -> tuple[str, int, int]:
    """The cleaned sentence and where its trigger starts and ends, in a browser's units; -1 where it cannot be told."""
    text, trigger = evidence.sentence, evidence.trigger
    at = evidence.trigger_start - evidence.start
    if not trigger or text[at : at + len(trigger)] != trigger or at < 0:
        at = text.find(trigger) if trigger else -1
    if at < 0:
        return clean(text), -1, -1
    before, marked, after = clean(text[:at]), clean(trigger), clean(text[at + len(trigger) :])
    start = utf16(before)
    return before + marked + after, start, start + utf16(marked)


def payload(
    events: Sequence[Event], articles: Mapping[str, Article], title: str, entities: Mapping[str, Actor] | None = None
) -> dict[str, Any]:
    """Return the data of a page: tables of parties, actors, places and words, and one list a column of events.

    What only a reader who asks for it needs (sentences, articles, reasons) stands under "late": a page unpacks it after
    its first picture.
    """
    people, party_index, places = _Index[Actor](), _Index[str](), _Index[tuple[str, str]]()
    types, words, article_index, rules, reasons = (_Index[str]() for _ in range(5))
    columns: dict[str, list[Any]] = {key: [] for key in COLUMNS}
    late: dict[str, list[Any]] = {key: [] for key in LATE_COLUMNS}

    def actor_numbers(actors: Iterable[Actor]) -> list[int]:
        return [people(_plain(actor)) for actor in actors]

    def evidence_row(one: Evidence) -> list[Any]:
        sentence, start, end = _sentence(one)
        key = one.document_id if one.document_id in articles else one.document
        return [
            article_index(key),
            sentence,
            start,
            end,
            rules(clean(one.rule)),
            round(one.confidence * 100),
            reasons(clean(one.reason)),
            int(one.kind != "sentence"),
        ]

    for event in events:
        place = event.place
        row = {
            "id": clean(event.id),
            "head": headline(event),
            "what": words(what(event)),
            "begin": day(event.begin),
            "end": day(event.end),
            "fills": int(event.certain),
            "edtf": clean(event.edtf),
            "type": types(event.event_type),
            "sign": sign(event),
            "mod": MODALITIES.index(event.modality) if event.modality in MODALITIES else 0,
            "act": actor_numbers(event.actors),
            "rec": actor_numbers(event.recipients),
            "by": actor_numbers(event.attributed_to),
            "mutual": int(event.reciprocal),
            "place": -1 if place is None else places((clean(place.label), clean(place.country))),
            "conf": round(event.confidence * 100),
            "score": event.goldstein,
            "weight": weight(event),
            "n": len(event.evidence),
        }
        rows = [evidence_row(one) for one in event.evidence]
        row["art"] = list(dict.fromkeys(one[0] for one in rows))
        for key, value in row.items():
            columns[key].append(value)
        late["ev"].append(rows)
        late["why"].append([reasons(clean(reason)) for reason in event.reasons])
        late["rel"].append([[clean(relation), clean(other)] for relation, other in event.related])
    actors = [[clean(a.id), name(a), clean(a.kind), party_index(a.party), clean(a.office)] for a in people.all()]
    return {
        "title": clean(title),
        "parties": _parties(party_index.all(), people.all(), entities or {}),
        "actors": actors,
        "places": [list(place) for place in places.all()],
        "types": [[clean(event_type), type_words(event_type)] for event_type in types.all()],
        "modalities": list(MODALITIES),
        "words": words.all(),
        "events": columns,
        "late": {
            **late,
            "rules": rules.all(),
            "reasons": reasons.all(),
            "articles": [_article(key, articles.get(key)) for key in article_index.all()],
        },
    }


COLUMNS = (
    "id",
    "head",
    "what",
    "begin",
    "end",
    "fills",
    "edtf",
    "type",
    "sign",
    "mod",
    "act",
    "rec",
    "by",
    "mutual",
    "place",
    "conf",
    "score",
    "weight",
    "n",
    "art",
)
LATE_COLUMNS = ("ev", "why", "rel")


def _plain(actor: Actor) -> Actor:
    """An actor without what differs from event to event."""
    return Actor(actor.id, actor.label, actor.kind, actor.country, actor.organisation, office=actor.office)


def _parties(ids: Sequence[str], actors: Sequence[Actor], entities: Mapping[str, Actor]) -> list[list[str]]:
    """Id, label and kind of each party; a state for which only its people act is called what the graph calls it."""
    acting = sorted((a for a in actors if a.id == a.party), key=lambda actor: actor.label, reverse=True)
    known = {**entities, **{actor.id: actor for actor in acting}}
    unknown = Actor("", "")
    return [
        [clean(party), clean(known.get(party, unknown).label) or clean(party), clean(known.get(party, unknown).kind)]
        for party in ids
    ]


def _article(key: str, article: Article | None) -> list[Any]:
    if article is None:
        return [http_url(key) or clean(key), "", None, http_url(key)]
    url = http_url(article.url)
    return [clean(article.title) or url or clean(key), clean(article.publisher), day(article.published), url]
