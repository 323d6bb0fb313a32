"""What a reader's look is worth most at: the doubtful events, those first whose correction changes the most answers.

Worth is doubt times what hangs on the event: p (1 - p) of its confidence p, times the mentions that it gathers and the
pairs of parties that it is counted for (uncertainty sampling: Lewis & Gale 1994, weighted by use).
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence

from kg.graph.between import dyads
from kg.model import Event, Evidence
from kg.seeds.judgements import COLUMNS

MOST = 20
TOLD = 3  # sentences, and reasons why they are one event, before the rest is only counted
ALIKE = 3  # events that one may be the same as, shown beside it
FIRST = datetime.date.min
SURE = 0.9  # from here on nobody need look


def worth(event: Event) -> float:
    """Return how much a look at the event may change, 0 where nothing is in doubt."""
    doubt = event.confidence * (1.0 - event.confidence)
    return round(doubt * (len(event.evidence) + len(dyads(event))), 4)


def to_review(events: Iterable[Event], most: int = MOST) -> list[Event]:
    """Return the events that are worth most to look at, at most so many.

    Records of other coders are left out, and so is what somebody has judged.
    """
    read = [event for event in events if any(one.kind == "sentence" for one in event.evidence)]
    doubted = [event for event in read if event.confidence < SURE and not _is_judged(event)]
    return sorted(doubted, key=lambda event: (-worth(event), event.id))[:most]


def _is_judged(event: Event) -> bool:
    return any(reason.startswith("judgement:") for reason in event.reasons)


def review(events: Iterable[Event], most: int = MOST) -> str:
    """Return the text of `kg review`: each sentence, what was read, why it is doubtful, and rows that correct it."""
    chosen = to_review(events, most)
    if not chosen:
        return "nothing is in doubt: no event was read with a confidence below 0.9"
    lines = []
    for number, event in enumerate(chosen, 1):
        lines += [f"{number}. {shown(event)}", *(f"   or so: {row}" for row in rows(event)), ""]
    return "\n".join([*lines, f"rows go under the head {','.join(COLUMNS)} of your file for kg build --judgements"])


def shown(event: Event, others: Sequence[Event] = (), most: int = TOLD) -> str:
    """Return what to judge an event by: what was read, at most so many of its sentences with the triggers in brackets,
    where, and why.

    Several sentences have numbers, and so have the `others` that it may be the same as.
    """
    sides = [", ".join(actor.label for actor in side) or "nobody" for side in (event.actors, event.recipients)]
    who = sides[0] if event.reciprocal else " → ".join(sides)
    told: list[str] = []
    for number, one in enumerate(event.evidence[:most], 1):
        if number == 1 or one.document != event.evidence[number - 2].document:
            told.append(one.document)
        told.append(f"{number}) {_marked(one)}" if len(event.evidence) > 1 else _marked(one))
    joined = [reason for reason in event.reasons if reason.startswith("same event")]
    lines = [
        f"{event.label} · {event.edtf or 'no date'} · {event.modality} · {event.event_type} · {who}",
        *([f"in {event.place.label}"] if event.place else ()),
        *told,
        *_rest(len(event.evidence) - most, "sentence"),
        *(reason for reason in event.reasons if reason.startswith(("confidence", "date"))),
        *joined[:most],
        *_rest(len(joined) - most, "reason", "why they are one event"),
        *(f"the same as {number}) {_line(other)}?" for number, other in enumerate(others, 1)),
    ]
    return "\n   ".join(lines)


def _rest(count: int, noun: str, what: str = "") -> list[str]:
    return [f"… and {count} more {noun}{'s' * (count > 1)} {what}".rstrip()] if count > 0 else []


def _marked(evidence: Evidence) -> str:
    """The sentence with its trigger in brackets."""
    begin, end = evidence.trigger_start - evidence.start, evidence.trigger_end - evidence.start
    sentence = evidence.sentence
    return " ".join(f"{sentence[:begin]}[{sentence[begin:end]}]{sentence[end:]}".split())


def _line(event: Event) -> str:
    return f"{event.label} · {event.edtf or 'no date'} · {event.event_type}: {_marked(event.evidence[0])}"


def alike(event: Event, events: Iterable[Event], most: int = ALIKE) -> list[Event]:
    """Return what may be the same event, at most so many: of its type and modality, with all of its parties or some of
    them and no others, told by the same article or on days that may be the same; the nearest in time first.
    """
    parties = event.parties

    def fits(other: Event) -> bool:
        theirs = other.parties
        nested = bool(parties and theirs) and (parties <= theirs or theirs <= parties)
        if other.id == event.id or (other.event_type, other.modality) != (event.event_type, event.modality):
            return False
        beside = not {one.document for one in event.evidence}.isdisjoint(one.document for one in other.evidence)
        dated = event.begin is not None and other.begin is not None
        return nested and (beside or dated) and _overlap(event, other)

    def rank(other: Event) -> tuple[object, ...]:
        apart = abs(((event.begin or event.end or FIRST) - (other.begin or other.end or FIRST)).days)
        return (apart, other.id)

    return sorted(filter(fits, events), key=rank)[:most]


def _overlap(one: Event, other: Event) -> bool:
    last = datetime.date.max
    return (one.begin or FIRST) <= (other.end or last) and (other.begin or FIRST) <= (one.end or last)


def rows(event: Event) -> list[str]:
    """Return ready rows of a file of judgements: all is right, or the act did not happen, or is of another day, type,
    side or party; the value that was read stands where another is to be written.
    """
    parties = [" ".join(sorted({actor.party for actor in side})) for side in (event.recipients, event.actors)]
    decisions = [("right", ""), ("drop", ""), ("date", event.edtf or "YYYY-MM-DD"), ("type", event.event_type)]
    if event.reciprocal:
        decisions.append(("actor", parties[1]))
    elif all(parties):
        decisions += [("actor", parties[0]), ("recipient", parties[1])]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows((event.id, "", "", decision, value, "your name", "why") for decision, value in decisions)
    return buffer.getvalue().splitlines()
