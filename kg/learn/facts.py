"""Which events are facts: right in type, modality, parties, direction and date beside what was coded by hand.

The events of a folder are matched one to one with the coded ones, the best pair first: whose evidence is the coded
clause, whose actors and type are the coded ones, whose date is compatible, whose trigger stands in the clause.
"""

from __future__ import annotations

import datetime
import functools
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.edtf import interval
from kg.gazetteer import default_gazetteer
from kg.learn.gold import GoldArticle, read_gold
from kg.model import OWN_PARTIES, Actor, Event, Evidence
from kg.resolve.drafts import overlap

Days = tuple[datetime.date | None, datetime.date | None]
_DASHES = str.maketrans("‘’ʼ`´“”«»‐‑‒–—−", "'''''\"\"\"\"------")


@dataclass(frozen=True)
class Coded:
    """A hand-coded event as events are judged by it: its words, and every answer that counts as right."""

    article: GoldArticle
    strings: tuple[str, ...]  # the clause that tells it best, then its further mentions
    event_types: frozenset[str]
    modality: str
    states: frozenset[str]
    others: tuple[str, ...]
    acting: frozenset[str]
    acted_on: frozenset[str]
    allowed: frozenset[str]  # who may be named beside
    undated: bool
    dates: tuple[Days, ...]


def right_events(folder: Path, events: Sequence[Event]) -> frozenset[str]:
    """Return the ids of the events that are facts beside the hand-coded articles of a folder.

    The events are those of a build from exactly these articles.
    """
    coded = list(coded_events(folder))
    evidence: dict[tuple[int, str], list[Evidence]] = {}
    for number, event in enumerate(events):
        for one in event.evidence:
            evidence.setdefault((number, one.document_id), []).append(one)
    ranked = []
    for place, gold in enumerate(coded):
        for (number, document), found in evidence.items():
            if document == gold.article.document.id and events[number].modality == gold.modality:
                rank = _fit(events[number], gold, found)
                if rank:
                    ranked.append((-rank, place, number))
    right, matched, used = set(), set[int](), set[tuple[int, str]]()
    for _, place, number in sorted(ranked):
        gold, key = coded[place], (number, coded[place].article.name)
        if place not in matched and key not in used:
            matched.add(place)
            used.add(key)
            if is_fact(events[number], gold):
                right.add(events[number].id)
    return frozenset(right)


def coded_events(folder: Path) -> Iterator[Coded]:
    """Yield the coded events of a folder; what other articles code of the same event counts as right too."""
    people = people_of(folder)
    articles = {article.name: article for article in read_gold([folder])}
    told = {(name, event["id"]): event for name, article in articles.items() for event in article.events}
    groups = folder / "cross_document.json"
    same: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for group in json.loads(groups.read_text(encoding="utf-8")) if groups.exists() else ():
        for one in map(tuple, group):
            same[one] = [told[other] for other in map(tuple, group) if other != one]
    for key, event in told.items():
        yield _coded(articles[key[0]], event, same.get(key, ()), people)


def people_of(folder: Path) -> dict[str, str | None]:
    """Return whom each person of the articles acts for: people.json in the folder or above it."""
    found: dict[str, str | None] = {}
    for place in (folder.parent, folder):
        if (place / "people.json").exists():
            found.update(json.loads((place / "people.json").read_text(encoding="utf-8")))
    return found


def _coded(
    article: GoldArticle, event: Mapping[str, Any], same: Iterable[Mapping[str, Any]], people: Mapping[str, str | None]
) -> Coded:
    def with_states(names: Iterable[str]) -> list[str]:
        return [code for name in names for code in (name, people.get(name)) if code]

    acting, acted_on = (frozenset(filter(is_state, with_states(event.get(side, ())))) for side in ("from", "to"))
    named = event.get("actors", ())
    everybody = with_states(named)
    allowed = [people[name] for name in named if people.get(name) and not is_state(people[name])]
    dates = [event.get("date"), *event.get("accept", ())]
    types = [*event["type"]]
    for other in same:
        types += other["type"]
        dates += [other.get("date"), *other.get("accept", ())]
        allowed += with_states(other.get("actors", ()))
    return Coded(
        article, (event["evidence"], *event.get("mentions", ())), frozenset(types), event.get("modality", "asserted"),
        frozenset(filter(is_state, everybody)), tuple(name for name in everybody if not is_state(name)),
        acting, acted_on,
        frozenset(name for name in allowed if name), event.get("date") is None,
        tuple(interval(date) for date in dates if date),
    )  # fmt: skip


# ------------------------------------------------------------------------------ one pair
def is_fact(event: Event, coded: Coded) -> bool:
    """Is the event right in type, parties, direction and date, given that the modality is?"""
    if event.event_type not in coded.event_types:
        return False
    everybody = (*event.actors, *event.recipients)
    states = _states(everybody)
    if coded.states - states or states - coded.states - coded.allowed:
        return False
    named = {_words(name) for name in (*coded.others, *coded.allowed)}
    for actor in everybody:
        stands_for_state = is_state(actor.country) and actor.kind not in OWN_PARTIES
        if not is_state(actor.id) and not _names(actor) & named and not stands_for_state:
            return False
    if not coded.states and coded.others and not any(_names(a) & set(map(_words, coded.others)) for a in everybody):
        return False
    directed = not coded.allowed and not coded.acting & coded.acted_on
    if directed and (coded.acting - _states(event.actors) or coded.acted_on - _states(event.recipients)):
        return False
    return _compatible(event, coded) or _bound_is_kept(event, coded)


def _fit(event: Event, coded: Coded, evidence: Sequence[Evidence]) -> float:
    """How well an event fits a coded one by its evidence in that article; 0 where it does not."""
    held = [[one for one in evidence if _holds(one, string, coded.article)] for string in coded.strings]
    if not any(held):
        return 0.0
    everybody = (*event.actors, *event.recipients)
    named = sum(any(_words(other) in _names(actor) for actor in everybody) for other in coded.others)
    found, wanted = len(coded.states & _states(everybody)) + named, len(coded.states) + len(coded.others)
    typed = event.event_type in coded.event_types
    if wanted and not found and not typed:
        return 0.0
    inside = any(
        plain(one.trigger) in plain(string) for string, ones in zip(coded.strings, held, strict=True) for one in ones
    )
    share = found / wanted if wanted else 0.0
    return (2 if held[0] else 1) + share + typed + 0.5 * _compatible(event, coded) + inside


def _holds(evidence: Evidence, string: str, article: GoldArticle) -> bool:
    if plain(string) in plain(evidence.sentence):
        return True
    start = article.document.text.find(string)  # the sentence may have been split inside the string
    return start >= 0 and evidence.start < start + len(string) and start < evidence.end


def _compatible(event: Event, coded: Coded) -> bool:
    if not coded.dates or (coded.undated and event.begin is None):
        return event.begin is None
    if event.begin is None and event.end is None:
        return False
    dates = list(coded.dates)
    exact = {first for first, last in dates if first and first == last}
    before = datetime.timedelta(days=1)
    dates += [(day - before, day) for day in exact if day - before in exact]
    return any(overlap((event.begin, event.end), date) for date in dates)


def _bound_is_kept(event: Event, coded: Coded) -> bool:
    """Is only a last possible day given, and does some right date begin by it?"""
    if event.begin is not None or event.end is None:
        return False
    return not coded.dates or min(first or datetime.date.min for first, _ in coded.dates) <= event.end


def _states(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(code for actor in actors for code in (actor.id, actor.country) if code and is_state(code))


@functools.cache
def is_state(code: str | None) -> bool:
    """Is it the code of a state?"""
    return bool(code) and default_gazetteer().state(str(code)) is not None


def _names(actor: Actor) -> set[frozenset[str]]:
    return {_words(actor.label), _words(actor.id)}


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", plain(name)))


@functools.lru_cache(maxsize=65536)
def plain(text: str) -> str:
    r"""Return text for comparing: one kind of quotes, dashes and blanks, no case.

    >>> plain("“South  Korea’s”")
    '"south korea\'s"'
    """
    return " ".join(unicodedata.normalize("NFKC", text.translate(_DASHES)).casefold().split())
