"""From the clusters of many documents to events: what several articles tell is joined, and named once.

Most clusters join no other. What such a one says depends on nothing but its document, so that it can be kept with it
(`Told`): the event, and what decides with which others it is compared.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Document, Event
from kg.resolve.clusters import Cluster, link_reason
from kg.resolve.cross_documents import Joined, Scores, joined, report_of
from kg.resolve.drafts import with_evidence
from kg.resolve.event_pairs import Outline, Report
from kg.resolve.events import build_event, clusters_of
from kg.resolve.guesses import with_guess
from kg.resolve.relations import ordered_by_words
from kg.text import Mentions

Scored = Mapping[str, float]  # how likely two clusters are one event, by their names


@dataclass(frozen=True, slots=True)
class Told:
    """What one cluster tells if no other article tells of it, and what joining it to others asks for.

    `heads` are its mentions in their order, `follows` those of its document that are told to be earlier.
    """

    event: Event
    outline: Outline
    heads: tuple[int, ...]
    follows: tuple[int, ...]


class Resolved:
    """The clusters of one document: what merging across documents needs.

    What is kept has a `key`; then `clusters` and `told` may be functions that read them when they are asked for.
    """

    def __init__(
        self,
        document: Document,
        clusters: Sequence[Cluster] | Callable[[], Sequence[Cluster]],
        key: str = "",
        told: Callable[[], Sequence[Told]] | None = None,
    ) -> None:
        self.document, self.key = document, key
        self._clusters, self._told = clusters, told

    def __len__(self) -> int:
        return len(self.clusters if self._told is None else self.told)

    @functools.cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The clusters of its drafts."""
        return tuple(self._clusters() if callable(self._clusters) else self._clusters)

    @functools.cached_property
    def told(self) -> tuple[Told, ...]:
        """What each cluster tells alone."""
        return tuple(map(_told, self.clusters) if self._told is None else self._told())


@dataclass(frozen=True, slots=True)
class Home:
    """Where an event comes from that a single cluster tells: the key of its document and its number there."""

    key: str
    number: int
    event: Event


@dataclass(frozen=True, slots=True)
class Merged:
    """Events sorted by id; of those of a single cluster of a document with a key, by id, where they come from.

    `scored` is what was asked of pairs of clusters.
    """

    events: list[Event]
    homes: Mapping[str, Home]
    scored: Scored


def resolve_document(mentions: Mentions) -> Resolved:
    """Return the events of one document as clusters of drafts."""
    return Resolved(mentions.document, clusters_of(mentions))


def merge(resolved: Iterable[Resolved], *, always_date: bool = False) -> list[Event]:
    """Return the events of many documents, sorted by id; the same whatever their order, each document counted once.

    With `always_date` asserted events without a day get a guessed one.
    """
    return merged(resolved, always_date=always_date).events


def merged(resolved: Iterable[Resolved], *, always_date: bool = False, scored: Scored | None = None) -> Merged:
    """Return the events of many documents and where they come from; `scored` is what is known of pairs of clusters."""
    documents = {found.document.id: found for found in resolved}
    places = [(found, number) for found in documents.values() for number in range(len(found.told))]
    places.sort(key=lambda place: place[0].told[place[1]].outline.order)
    told = [found.told[number] for found, number in places]

    def report(number: int) -> Report:
        found, own = places[number]
        return report_of(found.clusters[own])

    names = [f"{found.key[:24]}.{number}" if found.key else "" for found, number in places]
    scores = Scores(report, names, scored)
    events: dict[str, Event] = {}
    homes: dict[str, Home] = {}
    of_mention: dict[tuple[str, int], str] = {}
    earlier: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for one in joined([of.outline for of in told], scores):
        alone = len(one.numbers) == 1 and not always_date
        event = told[one.numbers[0]].event if alone else _event(one, scores, always_date)
        known = events.get(event.id)
        events[event.id] = _told_alike(known, event) if known else event
        found, number = places[one.numbers[0]]
        if alone and found.key and not known:
            homes[event.id] = Home(found.key, number, event)
        else:
            homes.pop(event.id, None)
        for number in one.numbers:
            document = told[number].outline.document
            for head in told[number].heads:
                of_mention.setdefault((document, head), event.id)
            earlier[event.id] |= {(document, head) for head in told[number].follows}
    pairs = [(of_mention[early], late) for late, heads in earlier.items() for early in heads if early in of_mention]
    return Merged(ordered_by_words([events[key] for key in sorted(events)], pairs), homes, scores.asked)


def _event(one: Joined, scores: Scores, always_date: bool) -> Event:
    cluster = one.cluster(scores)
    return build_event(with_guess(cluster) if always_date else cluster)


def _told(cluster: Cluster) -> Told:
    heads = tuple(draft.mention.head for draft in cluster.drafts)
    follows = sorted({head for draft in cluster.drafts for head in draft.follows})
    return Told(build_event(cluster), report_of(cluster).outline, heads, tuple(follows))


def _told_alike(one: Event, other: Event) -> Event:
    """Two events that type, parties, day and word do not tell apart are one."""
    why = link_reason(f"same event: type, parties, day and word are the same in {other.evidence[0].document}")
    return with_evidence(replace(one, reasons=(*one.reasons, why)), (*one.evidence, *other.evidence))
