"""What became of a plan: which event is what was planned, and which says that it did not take place.

This is the only place that decides it. The graph holds the answer (`dk:realises`, `dk:cancels`), questions and
measures read it there.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.model import GRADES, Event
from kg.resolve.drafts import width

NARROW = 31  # days that a fact may leave open
LONGEST = 366  # days that a plan may leave open: "this year"
LATE = datetime.timedelta(days=90)  # after the last day planned; what comes later is another event
REALISES, CANCELS = "realises", "cancels"
_NOT = ("negated", "denied")


def outcomes(events: Sequence[Event]) -> dict[str, set[tuple[str, str]]]:
    """Return, by the id of what happened or did not, (realises | cancels, id of the plan).

    A plan has at most one of each. What realises it is the first event of its type, parties, direction, and of its
    mode, finer type and country where it names them, from the first day planned until three months after the last;
    one that is to check only where there is no other. What cancels it says so of a day planned.
    """
    told: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.modality == "asserted" or event.modality in _NOT:
            for party in event.parties:
                told[event.event_type, party].append(event)
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for plan in events:
        if plan.modality == "planned" and len(plan.parties) > 1 and width(plan.begin, plan.end) <= LONGEST:
            alike = min((told[plan.event_type, party] for party in plan.parties), key=len)
            for relation, event in _answers(plan, [event for event in alike if _is_what(plan, event)]):
                found[event.id].add((relation, plan.id))
    return found


def _answers(plan: Event, alike: Iterable[Event]) -> Iterable[tuple[str, Event]]:
    held, refused = [], []
    for event in sorted(alike, key=lambda e: (e.grade == GRADES[-1], e.begin or datetime.date.max, e.id)):
        if not (plan.begin and plan.end and event.begin and event.end) or event.end < plan.begin:
            continue
        if event.modality in _NOT:
            refused += [event] if event.begin <= plan.end else []
        elif event.begin <= plan.end + LATE and width(event.begin, event.end) <= NARROW:
            held.append(event)
    yield from ((REALISES, event) for event in held[:1])
    yield from ((CANCELS, event) for event in refused[:1])


def _is_what(plan: Event, event: Event) -> bool:
    """Is it of the kind that was planned, by the same and to the same, whenever it was?"""
    placed = plan.place is not None and event.place is not None
    if (placed and _country(plan) != _country(event)) or plan.subtype not in (None, event.subtype):
        return False
    if plan.mode == "visit" and placed:  # whether told by the guest, by the host, or as a meeting of both there
        return event.mode in ("visit", None) and plan.parties <= event.parties
    if plan.mode not in (None, event.mode):
        return False
    acting, facing = ({actor.party for actor in side} for side in (plan.actors, plan.recipients))
    if plan.reciprocal or event.reciprocal:
        return acting | facing <= event.parties
    return acting <= {a.party for a in event.actors} and facing <= {a.party for a in event.recipients}


def _country(event: Event) -> str:
    return (event.place.country or event.place.id) if event.place else ""
