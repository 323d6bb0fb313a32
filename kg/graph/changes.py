"""What two graphs say differently: facts that are new, gone, or told otherwise, as a rebuild makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.graph import EventGraph, as_graph
from kg.model import Event

Facts = Mapping[str, str]
_FACTS: Mapping[str, Callable[[Event], str]] = {
    "type": lambda event: " ".join(filter(None, (event.event_type, event.mode, event.subtype))),
    "date": lambda event: event.edtf,
    "actors": lambda event: ", ".join(sorted(actor.id for actor in event.actors)),
    "recipients": lambda event: ", ".join(sorted(actor.id for actor in event.recipients)),
    "place": lambda event: event.place.id if event.place else "",
    "modality": lambda event: event.modality,
    "grade": lambda event: event.grade,
    "mentions": lambda event: str(len(event.evidence)),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One event that both graphs tell of, and each of its facts that differs: name to (before, after)."""

    old: Event
    new: Event
    facts: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Changes:
    """The events that only the new graph has, that only the old one has, those that changed, and how many are the same.

    An event keeps its id as long as date, type and parties stay; where they change, it is known by the words that tell
    of it.
    """

    new: tuple[Event, ...]
    gone: tuple[Event, ...]
    changed: tuple[Change, ...]
    same: int

    def text(self) -> str:
        """Return the lines of `kg diff`: + new, - gone, ~ changed, each with its id, and the counts last."""
        lines = [f"+ {_line(event)}" for event in self.new] + [f"- {_line(event)}" for event in self.gone]
        for change in self.changed:
            lines.append(f"~ {_line(change.new)}")
            lines += [f"    {name}: {was or 'none'} → {now or 'none'}" for name, (was, now) in change.facts.items()]
        counts = f"{len(self.new)} new, {len(self.gone)} gone, {len(self.changed)} changed, {self.same} the same"
        return "\n".join([*lines, counts])

    def record(self) -> dict[str, Any]:
        """Return the same as plain dicts and lists, for JSON."""
        return {
            "new": [_record(event) for event in self.new],
            "gone": [_record(event) for event in self.gone],
            "changed": [
                {
                    **_record(change.new),
                    "was": change.old.id,
                    "facts": {name: {"old": was, "new": now} for name, (was, now) in change.facts.items()},
                }
                for change in self.changed
            ],
            "same": self.same,
        }


def diff(old: EventGraph, new: EventGraph) -> Changes:
    """Return what the new graph says otherwise than the old one, events of every grade and modality.

    Raises OptionError for the path of a graph.

    >>> diff(EventGraph([]), EventGraph([])).text()
    '0 new, 0 gone, 0 changed, 0 the same'
    """
    before = {event.id: event for event in as_graph(old).events(grade="all")}
    after = {event.id: event for event in as_graph(new).events(grade="all")}
    pairs = [(before[key], after[key]) for key in before if key in after]
    lost = [event for key, event in before.items() if key not in after]
    found = [event for key, event in after.items() if key not in before]
    moved = _told_by_the_same_words(lost, found)
    changed = [Change(one, other, facts) for one, other in [*pairs, *moved] if (facts := _different(one, other))]
    known = {event.id for pair in moved for event in pair}
    places = {key: place for place, key in enumerate(after)}
    return Changes(
        tuple(event for event in found if event.id not in known),
        tuple(event for event in lost if event.id not in known),
        tuple(sorted(changed, key=lambda change: places[change.new.id])),
        len(pairs) + len(moved) - len(changed),
    )


def _different(one: Event, other: Event) -> dict[str, tuple[str, str]]:
    told = {name: (fact(one), fact(other)) for name, fact in _FACTS.items()}
    return {name: both for name, both in told.items() if both[0] != both[1]}


def _told_by_the_same_words(lost: Iterable[Event], found: Iterable[Event]) -> list[tuple[Event, Event]]:
    """Pairs of a lost and a found event with mentions in common, those with the most first taken."""
    holders: dict[tuple[str, int, int], list[Event]] = {}
    for event in found:
        for evidence in event.evidence:
            holders.setdefault((evidence.document_id, evidence.trigger_start, evidence.trigger_end), []).append(event)
    common: list[tuple[int, str, str, Event, Event]] = []
    for event in lost:
        places = {(e.document_id, e.trigger_start, e.trigger_end) for e in event.evidence}
        shared = Counter(other.id for place in places for other in holders.get(place, ()))
        others = {other.id: other for place in places for other in holders.get(place, ())}
        common += [(-count, event.id, key, event, others[key]) for key, count in shared.items()]
    taken: set[str] = set()
    pairs = []
    for _, one, other, event, twin in sorted(common, key=lambda row: row[:3]):
        if one not in taken and other not in taken:
            taken |= {one, other}
            pairs.append((event, twin))
    return pairs


def _line(event: Event) -> str:
    return f"{event.edtf or 'no date'}  {event.label}  {event.id}"


def _record(event: Event) -> dict[str, Any]:
    return {"id": event.id, "label": event.label, **{name: fact(event) for name, fact in _FACTS.items()}}
