"""events.ics: the events as a calendar (RFC 5545), for Outlook, Thunderbird and phones: what happened, what is due."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from kg.exporters.files import write
from kg.exporters.headlines import clean, headline
from kg.graph import EventGraph
from kg.graph.select import SHOWN
from kg.model import Article, Event

LONGEST_LINE = 74  # octets before a line is folded
STATUS = {"asserted": "CONFIRMED", "planned": "TENTATIVE"}  # modality -> status; the others stand in no calendar


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write what happened or is planned, sure or likely and with a first and last day; return the files written.

    Each is an event of whole days; where only a span is known it covers the span and is marked as not certain.
    """
    articles = graph.articles()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//diplokg//events//EN", "CALSCALE:GREGORIAN"]
    for event in graph.events(grade=SHOWN):
        if event.begin and event.end and event.modality in STATUS:
            lines += _entry(event, event.begin, event.end, articles)
    lines.append("END:VCALENDAR")
    return [write(path, "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8", "replace"))]


def _entry(event: Event, begin: datetime.date, end: datetime.date, articles: dict[str, Article]) -> Iterator[str]:
    days = [a.published for e in event.evidence if (a := articles.get(e.document_id)) and a.published]
    after = end + datetime.timedelta(days=1) if end < datetime.date.max else end
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@diplokg"
    yield f"DTSTAMP:{min(days, default=end):%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{begin:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"  # the day after the last
    yield f"SUMMARY:{_text(headline(event))}"
    if event.evidence:
        yield f"DESCRIPTION:{_text(event.evidence[0].sentence)}"
        if event.evidence[0].document.startswith(("http://", "https://")):
            yield f"URL:{clean(event.evidence[0].document)}"
    if event.place is not None:
        yield f"LOCATION:{_text(event.place.label)}"
        if event.place.latitude is not None and event.place.longitude is not None:
            yield f"GEO:{event.place.latitude};{event.place.longitude}"
    yield f"CATEGORIES:{_text(event.event_type)}"
    yield f"STATUS:{STATUS[event.modality] if event.certain else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    return clean(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """A line in parts of at most 75 octets, no sign cut in two; each further part begins with a blank."""
    parts, part, size = [], "", 0
    for sign in line:
        width = len(sign.encode("utf-8", "replace"))
        if size + width > LONGEST_LINE:
            parts.append(part)
            part, size = "", 0
        part, size = part + sign, size + width
    return "\r\n ".join([*parts, part])
