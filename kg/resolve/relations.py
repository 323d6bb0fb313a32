"""How events stand to each other: before and after by date or by words, part-of by containment.

Relations are kept between neighbours only (the transitive rest follows), so that their number grows with the events.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import Document, Event

LATER = re.compile(r"\b(?:then|followed by|and finally|finally|later|before)\b", re.I)
AFTER = re.compile(r"\b(?:after|following|in the wake of|in response to|since)\b", re.I)


def relate(events: Sequence[Event], documents: Iterable[Document]) -> list[Event]:
    """Return the events with `related` filled: (before | after | part-of | same-as, event id)."""
    texts = {document.id: document.text for document in documents}
    links: dict[str, set[tuple[str, str]]] = defaultdict(set)
    by_sentence: dict[tuple[str, int, int], list[tuple[int, int, Event]]] = defaultdict(list)
    for event in events:
        for evidence in event.evidence:
            key = (evidence.document_id, evidence.start, evidence.end)
            by_sentence[key].append((evidence.trigger_start, evidence.trigger_end, event))
    for (document_id, start, end), members in sorted(by_sentence.items(), key=lambda item: item[0]):
        members.sort(key=lambda m: (m[0], m[1], m[2].id))
        for (_, left_end, one), (right_start, _, two) in zip(members, members[1:], strict=False):
            if one.id == two.id or _ordered_by_date(one, two) or "asserted" not in (one.modality, two.modality):
                continue
            if document_id in texts:
                between = texts[document_id][left_end:right_start]
                _by_words(one, two, between, links)
    for event in events:
        for other in _parts_of(event, events):
            links[event.id].add(("part-of", other.id))
    return [replace(event, related=tuple(sorted(set(event.related) | links[event.id]))) for event in events]


def _ordered_by_date(one: Event, two: Event) -> bool:
    return bool(one.end and two.begin and one.end < two.begin) or bool(two.end and one.begin and two.end < one.begin)


def _by_words(one: Event, two: Event, between: str, links: dict[str, set[tuple[str, str]]]) -> None:
    if AFTER.search(between):
        first, second = two, one
    elif LATER.search(between):
        first, second = one, two
    else:
        return
    if second.end and first.begin and second.end < first.begin:
        return
    links[first.id].add(("before", second.id))
    links[second.id].add(("after", first.id))


def _parts_of(event: Event, events: Sequence[Event]) -> list[Event]:
    """A meeting on a day of a visit of the same parties is part of the visit."""
    if event.event_type != "CONSULT" or event.mode == "visit" or event.begin is None or event.modality != "asserted":
        return []
    parties = {a.party for a in (*event.actors, *event.recipients)}
    found = []
    for other in events:
        if other.mode != "visit" or other.modality != "asserted" or other.begin is None or other.end is None or other is event:
            continue
        if {a.party for a in (*other.actors, *other.recipients)} == parties and _within(event, other.begin, other.end):
            found.append(other)
    return found


def _within(event: Event, begin: datetime.date, end: datetime.date) -> bool:
    return event.begin is not None and event.end is not None and begin <= event.begin and event.end <= end and (end - begin).days < 31
