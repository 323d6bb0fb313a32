"""What a page says before its picture: a computed headline and two sentences, each clause with a link to its evidence.

Headline and sentences are made of counts and of the phases of relations (`kg.analysis.phases`), with the words of
`templates/words.yml`. What is to check is neither counted nor told.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.analysis.phases import Phase, phases_of
from kg.exporters.headlines import clean, headline, lead_words
from kg.graph.between import ties
from kg.headlines import actor_name, joined
from kg.model import Actor, Article, Event

LEAST_EVENTS = 4  # between two, before anything is said of them
MOST_PAIRS = 60
LEAST_PROOFS = 2  # sure events of its own tone, before a phase is named in a headline
TOLD = 3  # phases of a relation, relations of a page
SINGLE = ("contact", "incident")  # too few acts to speak of

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence; `address` is what stands after "#" where the page shows its evidence, or empty."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """A headline (empty where nothing stands out) and the clauses of the sentences below it."""

    headline: str = ""
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """What is between two parties, named by id in the order of their share: events in order of time, phases, lead."""

    first: str
    second: str
    events: tuple[Event, ...]
    phases: tuple[Phase, ...]
    lead: Lead


def told(events: Iterable[Event]) -> list[Event]:
    """Return the events that a lead counts: asserted ones that are sure or likely."""
    return [event for event in events if event.modality == "asserted" and event.grade != "check"]


def mean_score(events: Sequence[Event]) -> float:
    """Return the mean score of events, -10 (conflict) to 10 (cooperation), rounded to a tenth; 0.0 of none."""
    scores = [event.goldstein or 0.0 for event in events]
    return round(sum(scores) / len(scores), 1) if scores else 0.0


def relations(
    events: Sequence[Event], articles: Mapping[str, Article], labels: Mapping[str, str], most: int = MOST_PAIRS
) -> list[Relation]:
    """Return the relations with at least `LEAST_EVENTS` events, busiest first; `labels` are names of parties."""
    facts = told(events)
    last, graded = last_year(facts), any(event.grade == "sure" for event in facts)  # without grades all may be named
    acting = Counter(actor.party for event in facts for actor in (*event.actors, *event.recipients))
    found: dict[Pair, list[Event]] = {}
    for event in facts:
        for one, two in sorted({(min(pair), max(pair)) for pair in ties(event)}):
            found.setdefault((one, two), []).append(event)
    busiest = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    rows = []
    for pair, between in busiest[:most]:
        if len(between) < LEAST_EVENTS:
            break
        first, second = sorted(pair, key=lambda party: (-acting[party], party))
        phases = tuple(phases_of(between, *pair))
        lead = _lead_of_pair((first, second), between, phases, articles, labels, last, graded)
        rows.append(Relation(first, second, tuple(between), phases, lead))
    return rows


def lead(
    events: Sequence[Event], articles: Mapping[str, Article], found: Sequence[Relation], labels: Mapping[str, str]
) -> Lead:
    """Return the lead of a page of `events` with the relations `found` in them."""
    facts = told(events)
    if not facts:
        return Lead()
    last = last_year(facts)
    first = Clause(f"{_count(facts)} {_sources(facts, articles)}.")
    speaking = [(one, _phases(one.phases)) for one in found]
    speaking = [(one, phases) for one, phases in speaking if phases][:TOLD]
    if not speaking:
        return Lead("", (first,))
    clauses = [first]
    for number, (one, phases) in enumerate(speaking):
        names = _both((one.first, one.second), labels)
        names = _upper(names) if not number else names
        story = joined(_story(phases[-2:], last))
        ending = "." if number == len(speaking) - 1 else ";"
        clauses.append(Clause(f"{names} {story}{ending}", _address((one.first, one.second))))
    return Lead(speaking[0][0].lead.headline, tuple(clauses))


def milestones(events: Sequence[Event], most: int = 20) -> list[Event]:
    """Return the events that say most, in order of time, at most so many: sure ones where any is graded so."""
    facts = [event for event in told(events) if event.begin or event.end]
    sure = [event for event in facts if event.grade == "sure"] or facts
    best: dict[str, Event] = {}
    for event in sorted(sure, key=lambda one: (-abs(one.goldstein or 0) * len(one.evidence), one.id)):
        best.setdefault(headline(event), event)
    return sorted(list(best.values())[:most], key=lambda one: (str(one.begin or one.end), one.id))


def _lead_of_pair(
    pair: Pair,
    events: Sequence[Event],
    phases: Sequence[Phase],
    articles: Mapping[str, Article],
    labels: Mapping[str, str],
    last: int,
    graded: bool,
) -> Lead:
    by_id = {event.id: event for event in events}
    clauses = [Clause(f"{_count(events)} between the two {_sources(events, articles)}.")]
    chosen = _phases(phases)
    for number, (phase, did) in enumerate(zip(chosen, _story(chosen, last), strict=True), 1):
        turning = turning_event(phase, by_id, pair)
        example = f" (“{_short(turning, pair, labels)}”)" if turning else ""
        ending = "." if number == len(chosen) else " and" if number == len(chosen) - 1 else ","
        text = f"{'' if number > 1 else 'They '}{did}{example}{ending}"
        clauses.append(Clause(text, _address(pair, turning.id if turning else "")))
    named = [phase for phase in chosen if not graded or len(_proofs(phase, by_id)) >= LEAST_PROOFS]
    stretches = [f"{phase.name} {_when(phase, last)}" for phase in named]
    for number, (before, phase) in enumerate(itertools.pairwise(named), 1):
        if before.name == phase.name:
            stretches[number] = f"again {_when(phase, last)}"
    title = f"{_upper(_both(pair, labels))}: {', '.join(stretches)}"
    return Lead(title if named else "", tuple(clauses))


def turning_event(phase: Phase, events: Mapping[str, Event], pair: Pair) -> Event | None:
    """Return the event that stands for a phase, or None.

    It is sure, of the tone of the phase and of the `pair` alone; of those in the first third of the phase, or of all
    where none is, the one that was told most often.
    """
    alone = [event for event in _proofs(phase, events) if event.parties <= set(pair)]
    third = phase.begin + (phase.end - phase.begin) / 3
    early = [event for event in alone if event.begin and event.begin <= third]
    return max(
        early or alone, key=lambda event: (len(event.evidence), abs(event.goldstein or 0.0), event.id), default=None
    )


def _proofs(phase: Phase, events: Mapping[str, Event]) -> list[Event]:
    """The sure events of a phase that are of its own tone."""
    own = (events[name] for name in phase.events if name in events)
    return [event for event in own if event.grade == "sure" and (event.goldstein or 0.0) * phase.tone > 0]


def _phases(phases: Sequence[Phase]) -> list[Phase]:
    """The last phases that are sure and more than a single act."""
    return [phase for phase in phases if phase.name not in SINGLE and phase.is_sure][-TOLD:]


def _when(phase: Phase, last: int) -> str:
    """The years of a phase from its first act of the tone on: "since 2022" where it lasts until the `last` year that is
    known, or the one before.
    """
    begin, end = phase.turn.year, phase.end.year
    if begin == end:
        return f"in {begin}"
    if end >= last - 1:
        return f"since {begin}"
    return f"in {begin}–{end % 100:02}" if begin // 100 == end // 100 else f"in {begin}–{end}"


def _did(phase: Phase, last: int) -> str:
    """What two did in a phase, with its years: "have grown closer since 2022"."""
    when = _when(phase, last)
    return f"{lead_words()['have' if when.startswith('since') else 'did'][phase.name]} {when}"


def _story(phases: Sequence[Phase], last: int) -> list[str]:
    """What two did in one phase after the other; who does the same again is said to do it once."""
    found: list[str] = []
    for before, phase in zip((None, *phases), phases, strict=False):
        same = before is not None and before.name == phase.name
        found.append(f"again {_when(phase, last)}" if same else _did(phase, last))
    return found


def last_year(events: Iterable[Event]) -> int:
    """Return the last year in which any of the events may have happened; 0 where none is dated."""
    return max((day.year for event in events for day in (event.begin, event.end) if day), default=0)


def _count(events: Sequence[Event]) -> str:
    return f"{len(events):,} event{'' if len(events) == 1 else 's'}"


def _sources(events: Iterable[Event], articles: Mapping[str, Article]) -> str:
    """From how many articles of which publishers the events were read."""
    evidence = [one for event in events for one in event.evidence]
    read = {one.document_id if one.document_id in articles else one.document for one in evidence}
    known = [articles[key] for key in sorted(read) if key in articles]
    publishers = Counter(clean(one.publisher) for one in known if one.publisher != one.title)  # a title is no publisher
    named = [name for name, _ in sorted(publishers.items(), key=lambda item: (-item[1], item[0])) if name]
    number = f"read from {len(read):,} article{'' if len(read) == 1 else 's'}"
    if not named:
        return number
    shown = named if len(named) < 4 else [*named[:2], f"{len(named) - 2} other publishers"]
    return f"{number} of {joined(shown)}"


def _address(pair: Pair, event: str = "") -> str:
    return urlencode({"a": clean(pair[0]), "b": clean(pair[1]), **({"event": clean(event)} if event else {})})


def _both(pair: Pair, labels: Mapping[str, str]) -> str:
    return " and ".join(clean(labels.get(party)) or clean(party) for party in pair)


def _short(event: Event, pair: Pair, labels: Mapping[str, str]) -> str:
    """A headline inside the story of two, where it need not be said which of them a person is of.

    "The foreign ministers of both" and "the bank of one" keep their "of": only that of a named person goes.
    """
    title = headline(event)
    for actor in (*event.actors, *event.recipients):
        if actor.kind == "person" and actor.party in pair:
            name = clean(actor.label)
            title = title.replace(f"{name} of {clean(labels.get(actor.party))}", name)
    return title


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def party_labels(actors: Iterable[Actor], entities: Mapping[str, Actor]) -> dict[str, str]:
    """Return what each party is called inside a sentence: as the graph names it, else as it acts itself.

    >>> party_labels([Actor("USA", "United States")], {})
    {'USA': 'the United States'}
    """
    acting = {actor.id: actor for actor in actors if actor.id == actor.party}
    known = {name: entity for name, entity in entities.items() if entity.label}
    return {name: actor_name(Actor(actor.id, actor.label, actor.kind)) for name, actor in {**acting, **known}.items()}
