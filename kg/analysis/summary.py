"""What a graph holds, in numbers: the first look at one's own or somebody else's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from kg.graph import EventGraph, as_graph
from kg.model import GRADES

MOST = 10  # names of a list


def stats(graph: EventGraph) -> dict[str, Any]:
    """Return counts of articles, mentions, events by modality, grade and type, the days covered, and who is in most.

    Parties are counted once an event, by their labels; lists stand in order of their counts, at most ten long. Days
    are `datetime.date`, None where there is none. Raises OptionError for the path of a graph.

    >>> stats(EventGraph([]))["events"]
    0
    """
    events, articles = as_graph(graph).events(grade="all"), graph.articles().values()
    labels = {entity.id: entity.label for entity in graph.entities().values()}
    parties = Counter(labels.get(party, party) for event in events for party in event.parties)
    days = sorted(day for event in events for day in (event.begin, event.end) if day is not None)
    published = sorted(article.published for article in articles if article.published is not None)
    return {
        "articles": len(articles),
        "published": {"first": published[0], "last": published[-1]} if published else None,
        "events": len(events),
        "mentions": sum(len(event.evidence) for event in events),
        "days": {"first": days[0], "last": days[-1]} if days else None,
        "without a day": sum(event.begin is None for event in events),
        "modality": _counts(event.modality for event in events),
        "grade": {grade: sum(event.grade == grade for event in events) for grade in GRADES},
        "type": _counts(event.event_type for event in events),
        "parties": dict(sorted(parties.items(), key=lambda item: (-item[1], item[0]))[:MOST]),
        "publishers": dict(list(_counts(article.publisher or "unknown" for article in articles).items())[:MOST]),
        "places": dict(list(_counts(e.place.label for e in events if e.place is not None).items())[:MOST]),
    }


def stats_text(counts: dict[str, Any]) -> str:
    """Return the lines of `kg stats`.

    >>> print(stats_text({"events": 2, "type": {"AID": 2}, "days": None}))
    events  2
    type    AID 2
    days    none
    """
    width = max(map(len, counts))
    return "\n".join(f"{name.ljust(width)}  {_told(value)}" for name, value in counts.items())


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return " · ".join(f"{name} {count}" for name, count in value.items()) or "none"
    return "none" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _counts(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items(), key=lambda item: (-item[1], item[0])))
