"""Choosing among events: who, what, when, where; and the order in which events stand."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from kg.edtf import days
from kg.errors import OptionError, nearest
from kg.gazetteer import default_gazetteer
from kg.graph.between import is_between, is_together, takes_part
from kg.model import GRADES, MODALITIES, Actor, Event
from kg.seeds.cards import load_cards

Found = TypeVar("Found")
Day = str | datetime.date | None
ALL, SHOWN = "all", "shown"  # every grade; what pages, questions and networks show: sure and likely
PLAIN = ALL  # where no grade is asked for: who is to judge recall, order or coreference needs every event
_LAST = datetime.date.max


def order(event: Event) -> tuple[datetime.date, datetime.date, bool, str, int, str]:
    """The order of events: first possible day, last possible day, facts before plans, where they are told, id.

    An event of which only the last possible day is known stands at that day; one without any day comes last.
    """
    first = event.evidence[0] if event.evidence else None
    return (
        event.begin or event.end or _LAST,
        event.end or _LAST,
        event.modality != "asserted",
        first.document if first else "",
        first.trigger_start if first else 0,
        event.id,
    )


def select(
    events: Collection[Event],
    who: Callable[[str], Actor],
    actor: str | None = None,
    event_type: str | None = None,
    since: Day = None,
    until: Day = None,
    modality: str | None = None,
    place: str | None = None,
    text: str | None = None,
    between: Sequence[str] = (),
    together: Sequence[str] = (),
    grade: str | None = None,
) -> list[Event]:
    """Return the events for which all that is given holds; see `EventGraph.events`. `who` tells whom a name means."""
    if modality is not None and modality not in MODALITIES:
        raise OptionError(f"modality {modality!r}; {nearest(modality, MODALITIES)}")
    grades = _grades(grade)
    acting = None if actor is None else who(actor).id
    between_any, together_any = _pairs(between, "between", who), _pairs(together, "together", who)
    earliest = days(since)[0] if since is not None else None
    latest = days(until)[1] if until is not None else None
    if event_type is not None:
        _check_type(event_type, events)
    if place is not None:
        _check_place(place, events)
    found = []
    for event in events:
        if modality is not None and event.modality != modality:
            continue
        if event_type is not None and not _is_type(event, event_type.casefold()):
            continue
        if event.grade not in grades:
            continue
        if (earliest or latest) and not may_fall(event, earliest, latest):
            continue
        if acting is not None and not takes_part(event, acting):
            continue
        if between_any and not any(is_between(event, one, other) for one, other in between_any):
            continue
        if together_any and not any(is_together(event, one, other) for one, other in together_any):
            continue
        if place is not None and not _is_at(event, place.casefold()):
            continue
        if text is not None and not _says(event, text.casefold()):
            continue
        found.append(event)
    return found


def _grades(grade: str | None) -> tuple[str, ...]:
    """The grades that a word means."""
    words = {ALL: GRADES, SHOWN: GRADES[:-1], **{one: (one,) for one in GRADES}}
    grade = PLAIN if grade is None else grade
    if grade not in words:
        raise OptionError(f"grade {grade!r}; {nearest(grade, words)}")
    return words[grade]


def _pairs(names: Sequence[str], option: str, who: Callable[[str], Actor]) -> list[tuple[str, str]]:
    """The ids of every two of those named."""
    if not names:
        return []
    if isinstance(names, str):
        raise OptionError(f"{option}={names!r}: give two names or more, such as ('KOR', 'JPN')")
    ids = list(dict.fromkeys(who(name).id for name in names))
    if len(ids) < 2:
        raise OptionError(f"{option} takes two or more, and {', '.join(names)} is one: {ids[0]}")
    return list(itertools.combinations(ids, 2))


def may_fall(event: Event, earliest: datetime.date | None, latest: datetime.date | None) -> bool:
    """Whether an event may have happened between two days.

    An event of which only the last possible day is known counts as if on that day, one without any never.
    """
    begin, end = event.begin or event.end, event.end or event.begin
    if begin is None or end is None:
        return False
    return (earliest is None or end >= earliest) and (latest is None or begin <= latest)


def find(events: Mapping[str, Found], name: str) -> Found:
    """Return the event of an id, the beginning or end of one that no other has, or an IRI that ends in one."""
    wanted = name.strip().strip("<>")
    wanted = re.split(r"[/#]", wanted)[-1].removeprefix("ev:")
    for candidate in (name, wanted):
        if candidate in events:
            return events[candidate]
    fitting = [found for found in events if found.startswith(wanted) or found.endswith("-" + wanted)] if wanted else []
    if len(fitting) == 1:
        return events[fitting[0]]
    if fitting:
        raise OptionError(f"{name!r} fits {len(fitting)} events: {', '.join(sorted(fitting)[:5])}; give more of the id")
    hint = f"; {nearest(wanted, events)}" if events else ": the graph holds no events"
    raise OptionError(f"no event {name!r}{hint}")


def _check_type(name: str, events: Collection[Event]) -> None:
    """OptionError for what is neither the type, mode or subtype of an event here nor one of the cards."""
    if any(_is_type(event, name.casefold()) for event in events):
        return
    known = {one for event in events for one in _types(event)}
    for card in load_cards().values():
        modes = [mode.name for mode in card.modes]
        known.update((card.event_type, *modes, *(f"{card.event_type}-{mode}" for mode in modes), *card.subtypes))
    if name.casefold() not in {one.casefold() for one in known}:
        raise OptionError(f"no event type {name!r}; {nearest(name, known)}")


def _check_place(name: str, events: Collection[Event]) -> None:
    """OptionError for what is neither the place of an event here nor one of the tables."""
    if any(_is_at(event, name.casefold()) for event in events):
        return
    gazetteer = default_gazetteer()
    if not any(gazetteer.place(form) for form in (name, name.upper(), name.title())):
        here = {word for event in events for word in _places(event)}
        raise OptionError(f"no place {name!r}; {nearest(name, here)}" if here else f"no place {name!r}")


def _is_type(event: Event, wanted: str) -> bool:
    return any(wanted == name.casefold() for name in _types(event))


def _types(event: Event) -> Iterator[str]:
    mode = f"{event.event_type}-{event.mode}" if event.mode else None
    return (name for name in (event.event_type, event.mode, mode, event.subtype) if name)


def _is_at(event: Event, wanted: str) -> bool:
    return any(wanted == name.casefold() for name in _places(event))


def _places(event: Event) -> Iterator[str]:
    place = event.place
    return (name for name in (place.id, place.label, place.country) if name) if place else iter(())


def _says(event: Event, wanted: str) -> bool:
    return wanted in event.label.casefold() or any(wanted in found.sentence.casefold() for found in event.evidence)
