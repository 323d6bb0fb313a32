"""How events stand to each other: before and after by words, by reactions and by date, part-of by containment.

Relations are kept between neighbours only (the transitive rest follows), so that their number grows with the events;
no chain of befores leads back to its start.
"""

from __future__ import annotations

import datetime
import itertools
import operator
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace

from kg.model import Document, Event
from kg.resolve.drafts import width
from kg.resolve.plans import outcomes

LATER = re.compile(r"[,;]?\s*(?:and\s+|but\s+)?(?:then|followed by|finally|later|subsequently)\b", re.I)
REACH = 80  # characters between two mentions of a list ("first ..., then ..., and finally ...")
LONGEST_VISIT = 31  # days
ANSWERED = 14  # days in which an act without a date of its own may answer one that has
HARM = ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE")
ANSWERS = ("SANCTION", "ACCUSE", "REJECT", "THREATEN", "MOBILIZE")

_FIELDS = [field.name for field in fields(Event)]
_VALUES, _RELATED = operator.attrgetter(*_FIELDS), _FIELDS.index("related")

Pair = tuple[str, str]  # ids: the first is before the second


def relate(events: Sequence[Event], documents: Iterable[Document]) -> list[Event]:
    """Return the events with `related` filled: (before | after | part-of | same-as | realises | cancels, event id).

    Relations to events that are no longer there (a judgement dropped them) are left out.
    """
    texts = {document.id: document.text for document in documents}
    known = {event.id: event for event in events}
    kept = [(a, e.id) for e in events for relation, a in e.related if relation == "after" and a in known]
    kept += [(e.id, b) for e in events for relation, b in e.related if relation == "before" and b in known]
    pairs = [*sorted(set(kept)), *_lists(events, texts), *_series(events), *_answers(events)]
    visits, answers = _events_by_visit(events), outcomes(events)
    others = {
        event.id: {(r, o) for r, o in event.related if r not in ("before", "after") and o in known}
        | {("part-of", whole) for whole in _wholes(event, visits)}
        | answers.get(event.id, set())
        for event in events
    }
    return _bounded(_with_pairs([_related(event, others[event.id]) for event in events], pairs))


def ordered_by_words(events: Sequence[Event], pairs: Iterable[Pair]) -> list[Event]:
    """Return the events with the pairs (earlier, later) that their sentences tell as relations."""
    return _with_pairs(events, sorted(set(pairs)))


def _with_pairs(events: Sequence[Event], pairs: Iterable[Pair]) -> list[Event]:
    """Add before and after, leaving out what dates contradict, what was not asserted and what would close a circle."""
    known = {event.id: event for event in events}
    later: dict[str, set[str]] = defaultdict(set)
    links: dict[str, set[tuple[str, str]]] = {}  # of the events that get some
    for first, second in pairs:
        one, two = known.get(first), known.get(second)
        if one is None or two is None or one is two or one.modality != "asserted" or two.modality != "asserted":
            continue
        if _by_date(two, one) or first in _reached(second, later):
            continue
        later[first].add(second)
        links.setdefault(first, set(one.related)).add(("before", second))
        links.setdefault(second, set(two.related)).add(("after", first))
    return [_related(event, links[event.id]) if event.id in links else event for event in events]


def _related(event: Event, links: Collection[tuple[str, str]]) -> Event:
    """The event with these relations: itself where it has them."""
    related = tuple(sorted(links))
    if related == event.related:
        return event
    values = [*_VALUES(event)]
    values[_RELATED] = related
    return Event(*values)  # `replace` takes four times as long, and most events have relations


def _reached(start: str, later: dict[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for following in later.get(waiting.pop(), ()):
            if following not in found:
                found.add(following)
                waiting.append(following)
    return found


def _by_date(one: Event, two: Event) -> bool:
    """Is every possible day of the first before every possible day of the second?"""
    return bool(one.end and two.begin and one.end < two.begin)


# ------------------------------------------------------------------------------ where pairs come from
def _lists(events: Sequence[Event], texts: dict[str, str]) -> list[Pair]:
    """As in "first a summit with Japan, then one with Korea, and finally …"."""
    by_sentence: dict[tuple[str, int, int], list[tuple[int, int, str]]] = defaultdict(list)
    for event in events:
        for e in event.evidence:
            by_sentence[e.document_id, e.start, e.end].append((e.trigger_start, e.trigger_end, event.id))
    pairs = []
    for (document_id, _, _), members in sorted(by_sentence.items()):
        members.sort()
        for (_, end, one), (start, _, two) in itertools.pairwise(members):
            between = texts.get(document_id, "")[end:start]
            if one != two and len(between) <= REACH and LATER.match(between.lstrip(" ”\"'")):
                pairs.append((one, two))
    return pairs


def _series(events: Sequence[Event]) -> list[Pair]:
    """The next dated event of the same parties, where the days leave no doubt."""
    series: dict[frozenset[str], list[Event]] = defaultdict(list)
    for event in events:
        parties = event.parties
        if event.modality == "asserted" and len(parties) > 1 and width(event.begin, event.end) <= LONGEST_VISIT:
            series[parties].append(event)
    pairs = []
    for _, members in sorted(series.items(), key=lambda item: sorted(item[0])):
        members.sort(key=lambda e: (e.begin or datetime.date.min, e.end or datetime.date.max, e.id))
        pairs += [(a.id, b.id) for a, b in itertools.pairwise(members) if _by_date(a, b)]
    return pairs


def _answers(events: Sequence[Event]) -> list[Pair]:
    """A hostile act without a day of its own answers a dated one against its actor that one article tells with it."""
    by_document: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for document_id in {e.document_id for e in event.evidence}:
            by_document[document_id].append(event)
    pairs = []
    for _, members in sorted(by_document.items()):
        harms = [e for e in members if e.event_type in HARM and e.modality == "asserted" and _dated_itself(e)]
        for event in members:
            if event.event_type not in ANSWERS or event.end is None or event.modality != "asserted":
                continue
            if event.begin is not None and _names_its_day(event):
                continue
            targets = {a.party for a in event.recipients}
            own = {a.party for a in event.actors}
            answered = [
                h
                for h in harms
                if h is not event and (by := {a.party for a in h.actors}) & targets and not by & own
                if h.end is not None and 0 <= (event.end - h.end).days <= ANSWERED
            ]
            if answered:
                pairs.append((max(answered, key=lambda h: (h.begin or datetime.date.min, h.id)).id, event.id))
    return pairs


def _names_its_day(event: Event) -> bool:
    """Does a sentence of its own name its date?"""
    return bool(event.date_text) and any(event.date_text in e.sentence for e in event.evidence)


def _dated_itself(event: Event) -> bool:
    return width(event.begin, event.end) <= 1 and _names_its_day(event)


def _bounded(events: Sequence[Event]) -> list[Event]:
    """An act of the past that came after a dated one lies between that and the publication."""
    known = {event.id: event for event in events}
    found = []
    for event in events:
        befores = [known[o] for r, o in event.related if r == "after" and _dated_itself(known[o])]
        days = [b.begin for b in befores if b.begin is not None]
        if (
            event.begin is None
            and event.end is not None
            and days
            and max(days) <= event.end
            and event.modality == "asserted"
        ):
            first = max(days)
            latest = max(befores, key=lambda b: (b.begin or datetime.date.min, b.id))
            why = f"date: not before {first}, since it came after {latest.label}"
            edtf = f"[{first}..{event.end}]" if first < event.end else str(first)
            event = replace(event, begin=first, edtf=edtf, reasons=(*event.reasons, why))
        found.append(event)
    return found


# ------------------------------------------------------------------------------ part of
def _events_by_visit(events: Sequence[Event]) -> dict[frozenset[str], list[Event]]:
    """The visits, by their parties."""
    visits: dict[frozenset[str], list[Event]] = defaultdict(list)
    for event in events:
        if event.mode == "visit" and event.modality == "asserted" and event.begin and event.end:
            visits[event.parties].append(event)
    return visits


def _wholes(event: Event, visits: dict[frozenset[str], list[Event]]) -> list[str]:
    """A meeting on a day of a visit of the same parties is part of the visit."""
    if event.event_type != "CONSULT" or event.mode == "visit" or event.begin is None or event.modality != "asserted":
        return []
    parties = event.parties
    return [other.id for other in visits.get(parties, ()) if _within(event, other)]


def _within(event: Event, whole: Event) -> bool:
    if not (event.begin and event.end and whole.begin and whole.end):
        return False
    return whole.begin <= event.begin and event.end <= whole.end and (whole.end - whole.begin).days < LONGEST_VISIT
