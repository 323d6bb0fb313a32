"""What a reader's look is worth most at: the doubtful events, those first whose answer changes most of what is shown.

Worth is how probable it is that an answer changes what pages show, times what hangs on the event: of an event of
confidence p that is shown 1 - p, of a plan or one that is to check p (value of information: Howard 1966); the score of
its type and the sentences that it gathers, whatever the number of its parties.
"""

from __future__ import annotations

import csv
import datetime
import io
import math
import re
from collections.abc import Iterable, Sequence

from kg.graph.between import dyads
from kg.model import Event, Evidence
from kg.seeds.judgements import COLUMNS

MOST = 20
TOLD = 3  # sentences, and reasons why they are one event, before the rest is only counted
ALIKE = 3  # events that one may be the same as, shown beside it
FIRST = datetime.date.min
SURE = 0.9  # from here on nobody need look
ASIDE = 0.5  # what a plan, or what nobody else takes part in, is worth beside a fact between two


def worth(event: Event) -> float:
    """Return how much a look at the event may change, 0 where nothing is in doubt."""
    fact = event.modality == "asserted"
    change = 1.0 - event.confidence if fact and event.grade != "check" else event.confidence
    heavy = (1.0 + abs(event.goldstein or 0.0) / 10.0) * (1.0 + math.log2(max(len(event.evidence), 1)))
    return round(change * heavy * (1.0 if fact else ASIDE) * (1.0 if dyads(event) else ASIDE), 4)


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
        rest = " · ".join(f"{decision},{value}".rstrip(",") for decision, value in _decisions(event)[1:])
        lines += [f"{number}. {shown(event)}", f"   row: {rows(event)[0]}", f"   or in place of right: {rest}", ""]
    return "\n".join([*lines, f"rows go under the head {','.join(COLUMNS)} of your file for kg build --judgements"])


def shown(event: Event, others: Sequence[Event] = (), most: int = TOLD) -> str:
    """Return what to judge an event by: what was read, at most so many of its sentences with the triggers in brackets,
    how sure that is and what speaks against it; where all sentences are shown, also why they are one event.

    Several sentences have numbers, and so have the `others` that it may be the same as.
    """
    sides = [", ".join(actor.label for actor in side) or "nobody" for side in (event.actors, event.recipients)]
    who = sides[0] if event.reciprocal else " → ".join(sides)
    told: list[str] = []
    for number, one in enumerate(event.evidence[:most], 1):
        if number == 1 or one.document != event.evidence[number - 2].document:
            told.append(one.document)
        told.append(f"{number}) {_marked(one)}" if len(event.evidence) > 1 else _marked(one))
    whole = most > TOLD
    joined = [reason for reason in event.reasons if whole and reason.startswith("same event")]
    place = event.place.label if event.place else ""
    lines = [
        f"{event.label} · {event.edtf or 'no date'} · {event.modality} · {event.event_type} · {who}",
        *([f"in {place}"] if place and place not in event.label else ()),
        *told,
        *_rest(len(event.evidence) - most, "sentence"),
        *(reason for reason in event.reasons if reason.startswith("date")),
        *(_against(reason) for reason in event.reasons if reason.startswith("confidence")),
        *joined,
        *(f"the same as {number}) {_line(other)}?" for number, other in enumerate(others, 1)),
    ]
    return "\n   ".join(lines)


def _rest(count: int, noun: str) -> list[str]:
    return [f"… and {count} more {noun}{'s' * (count > 1)}"] if count > 0 else []


def _against(reason: str) -> str:
    """How sure an event is, with what speaks against it: what speaks for it is of no help to who doubts.

    >>> _against("confidence: right in 60 of 100 such events; for it: asserted +0.7; against it: a noun -0.4")
    'confidence: right in 60 of 100 such events; against it: a noun -0.4'
    """
    return re.sub(r"; for it: [^;]*", "", reason)


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
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows((event.id, "", "", *decision, "your name", "why") for decision in _decisions(event))
    return buffer.getvalue().splitlines()


def _decisions(event: Event) -> list[tuple[str, str]]:
    """What may be decided of an event, each with the value that was read; "right" is the first."""
    parties = [" ".join(sorted({actor.party for actor in side})) for side in (event.recipients, event.actors)]
    decisions = [("right", ""), ("drop", ""), ("date", event.edtf or "YYYY-MM-DD"), ("type", event.event_type)]
    if event.reciprocal:
        decisions.append(("actor", parties[1]))
    elif all(parties):
        decisions += [("actor", parties[0]), ("recipient", parties[1])]
    return decisions
