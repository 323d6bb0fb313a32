"""Events as the compact columns that a page carries: every name once, every sentence once, days as numbers.

All text is cleaned here, once; the page only ever sets it as text.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from kg.analysis import sign
from kg.exporters.headlines import asked_words, clean, headline, in_words, mediated_words, name, type_words, what
from kg.exporters.lead import (
    Lead,
    Relation,
    lead,
    mean_score,
    milestones,
    party_labels,
    relations,
    turning_event,
)
from kg.graph.between import dyads
from kg.graph.kept import Kept
from kg.model import GRADES, MODALITIES, Actor, Article, Event, Evidence
from kg.version import __version__

EPOCH = datetime.date(1970, 1, 1).toordinal()
KIND = "page"  # of what is kept of an event

Key = TypeVar("Key", bound=Hashable)


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


def weight(event: Event) -> float:
    """Return how much an event stands out: strength of the act, number of reports, a finer type, confidence."""
    strength = abs(event.goldstein or 0.0) / 2
    reports = 1.5 * math.log2(len(event.evidence) or 1)
    finer = 2.0 if event.subtype else 0.0
    return round((1.0 + strength + reports + finer) * (0.5 + event.confidence / 2), 2)


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
    events: Sequence[Event],
    articles: Mapping[str, Article],
    title: str,
    entities: Mapping[str, Actor] | None = None,
    kept: Kept | None = None,
) -> dict[str, Any]:
    """Return the data of a page: tables of parties, actors, places and words, and one list a column of events.

    What only a reader who asks for it needs (sentences, articles, reasons) stands under "late": a page unpacks it after
    its first picture. What `kept` keeps of an event is not made anew.
    """
    people, party_index, places = _Index[tuple[str | None, ...]](), _Index[str](), _Index[tuple[str, str]]()
    types, words, article_index, rules, reasons = (_Index[str]() for _ in range(5))
    columns: dict[str, list[Any]] = {key: [] for key in COLUMNS}
    late: dict[str, list[Any]] = {key: [] for key in LATE_COLUMNS}
    kept = kept or Kept()
    for event in events:
        row, sides, ties, place, evidence, why, differ = kept.of(KIND, event, partial(row_of, event))
        row = dict(row)
        row["what"], row["type"] = words(row["what"]), types(row["type"])
        for key, side in zip(SIDES, sides, strict=True):
            row[key] = [people(tuple(actor)) for actor in side]
        acting = [*row["act"], *row["rec"]]
        pairs = dict.fromkeys((acting[one], acting[other]) for one, other in ties)
        row["ties"] = [list(pair) for pair in pairs if pair[0] < pair[1] or not row["mutual"]]
        row["place"] = -1 if place is None else places(tuple(place))
        rows = []
        for document, address, sentence, start, end, rule, confidence, reason, kind in evidence:
            article = article_index(document if document in articles else address)
            rows.append([article, sentence, start, end, rules(rule), confidence, reasons(reason), kind])
        row["art"] = list(dict.fromkeys(one[0] for one in rows))
        for key, column in columns.items():
            column.append(row[key])
        late["ev"].append(rows)
        late["why"].append([reasons(reason) for reason in why])
        late["differ"].append([[about, value, article_index(document)] for about, value, document in differ])
        late["rel"].append([[clean(relation), clean(other)] for relation, other in event.related])
    actors_of_page = [*map(_actor, people.all())]
    labels = party_labels(actors_of_page, entities or {})
    related = relations(events, articles, labels)
    numbers = {event.id: number for number, event in enumerate(events)}
    actors = [[clean(a.id), name(a), clean(a.kind), party_index(a.party), clean(a.office)] for a in actors_of_page]
    return {
        "title": clean(title),
        "version": __version__,
        "parties": _parties(party_index.all(), actors_of_page, entities or {}),
        "actors": actors,
        "places": [list(place) for place in places.all()],
        "types": [[clean(event_type), type_words(event_type)] for event_type in types.all()],
        "modalities": list(MODALITIES),
        "grades": list(GRADES),
        "words": words.all(),
        "called": _called(party_index.all(), labels),
        "asked": asked_words(),
        "mediated": mediated_words(),
        "events": columns,
        "lead": _lead(lead(events, articles, related, labels)),
        "between": [_relation(one, party_index, numbers) for one in related],
        "told": [_told(event, articles) for event in milestones(events)],
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
    "ties",
    "place",
    "conf",
    "grade",
    "score",
    "weight",
    "n",
    "art",
)
LATE_COLUMNS = ("ev", "why", "rel", "differ")


SIDES = ("act", "rec", "by")


def row_of(event: Event) -> list[Any]:
    """Return what a page shows of an event but its relations, before names and words get their numbers on it."""
    place, sides = event.place, (event.actors, event.recipients, event.attributed_to)
    at = {id(actor): number for number, actor in enumerate((*event.actors, *event.recipients))}
    row = {
        "id": clean(event.id),
        "head": headline(event),
        "what": what(event),
        "begin": day(event.begin),
        "end": day(event.end),
        "fills": int(event.certain),
        "edtf": clean(event.edtf),
        "type": event.event_type,
        "sign": sign(event),
        "mod": MODALITIES.index(event.modality) if event.modality in MODALITIES else 0,
        "mutual": int(event.reciprocal),
        "conf": round(event.confidence * 100),
        "grade": GRADES.index(event.grade) if event.grade in GRADES else 0,
        "score": event.goldstein,
        "weight": weight(event),
        "n": len(event.evidence),
    }
    return [
        row,
        [[_plain(actor) for actor in side] for side in sides],
        [[at[id(one)], at[id(other)]] for one, other in dyads(event)],
        None if place is None else [clean(place.label), clean(place.country)],
        [_evidence(one) for one in event.evidence],
        [clean(reason) for reason in event.reasons],
        [[clean(one.about), clean(one.value), one.document_id] for one in event.claims],
    ]


def _evidence(one: Evidence) -> list[Any]:
    reason, kind = clean(one.reason), int(one.kind != "sentence")
    return [one.document_id, one.document, *_sentence(one), clean(one.rule), round(one.confidence * 100), reason, kind]


def _plain(actor: Actor) -> list[str | None]:
    """An actor without what differs from event to event."""
    return [actor.id, actor.label, actor.kind, actor.country, actor.organisation, actor.office]


def _actor(fields: Sequence[str | None]) -> Actor:
    name, label, kind, country, organisation, office = fields
    return Actor(name or "", label or "", kind or "", country, organisation, office=office)


def _parties(ids: Sequence[str], actors: Sequence[Actor], entities: Mapping[str, Actor]) -> list[list[str]]:
    """Id, label and kind of each party; a state for which only its people act is called what the graph calls it."""
    acting = sorted((a for a in actors if a.id == a.party), key=lambda actor: actor.label, reverse=True)
    known = {**entities, **{actor.id: actor for actor in acting}}
    unknown = Actor("", "")
    return [
        [clean(party), clean(known.get(party, unknown).label) or clean(party), clean(known.get(party, unknown).kind)]
        for party in ids
    ]


def _lead(one: Lead) -> list[Any]:
    """Headline, and each clause with the address that shows its evidence."""
    return [clean(one.headline), [[clean(clause.text), clause.address] for clause in one.clauses]]


def _relation(one: Relation, party: Callable[[str], int], numbers: Mapping[str, int]) -> list[Any]:
    """Both parties, the lead, and of each phase its name, first and last day, mean score, events, turning event."""
    by_id = {event.id: event for event in one.events}
    rows = []
    for phase in one.phases:
        turning = turning_event(phase, by_id, (one.first, one.second))
        inside = [by_id[name] for name in phase.events]
        turn = -1 if turning is None else numbers[turning.id]
        rows.append([phase.name, day(phase.begin), day(phase.end), mean_score(inside), len(inside), turn])
    return [party(one.first), party(one.second), _lead(one.lead), rows]


def _told(event: Event, articles: Mapping[str, Article]) -> list[str]:
    """What a reader without scripts gets of an event: date, headline, sentence, and the article with its address."""
    first = event.evidence[0] if event.evidence else None
    key = "" if first is None else first.document_id if first.document_id in articles else first.document
    title, publisher, _, url = _article(key, articles.get(key))
    source = f"{title}, {publisher}" if publisher else title
    return [in_words(event.begin, event.end), headline(event), clean(first.sentence) if first else "", source, url]


def _called(parties: Sequence[str], labels: Mapping[str, str]) -> dict[int, str]:
    """The parties, by number, that have an article in a sentence: "the United States"."""
    named = {number: clean(labels.get(party)) for number, party in enumerate(parties)}
    return {number: name for number, name in named.items() if name.startswith("the ")}


def _article(key: str, article: Article | None) -> list[Any]:
    if article is None:
        return [http_url(key) or clean(key), "", None, http_url(key)]
    url = http_url(article.url)
    title, publisher = clean(article.title), clean(article.publisher)
    return [title or url or clean(key), "" if publisher == title else publisher, day(article.published), url]
