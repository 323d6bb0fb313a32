"""Applying human decisions: last of all, reported, and never lost by a rebuild."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.edtf import interval
from kg.errors import OptionError, SeedError, nearest
from kg.gazetteer import default_gazetteer
from kg.headlines import headline
from kg.model import MODALITIES, Actor, Event, Evidence, Issue, Report
from kg.resolve.drafts import with_evidence
from kg.seeds.cards import load_cards
from kg.seeds.judgements import Judgement


def apply_judgements(events: Sequence[Event], judgements: Sequence[Judgement], report: Report) -> list[Event]:
    """Return the events as the judgements want them, each keeping its id; later judgements see what earlier ones did.

    Each is reported as an info issue; one that fits nothing is a warning and changes nothing. Raises SeedError for a
    value that is no date, type, modality, actor or place.
    """
    by_id = {event.id: event for event in events}
    for judgement in judgements:
        targets = _meant(judgement, by_id)
        changed = []
        for target in targets:
            decided = _decide(judgement, target, by_id)
            if decided is not None:
                by_id = {event.id: event for event in decided}
                changed.append(target.id)
        report(_issue(judgement, changed, bool(targets)))
    return [by_id[key] for key in sorted(by_id)]


def _issue(judgement: Judgement, changed: Sequence[str], found: bool) -> Issue:
    document = judgement.document or None
    decision = " ".join(part for part in (judgement.decision, judgement.value) if part)
    if changed:
        message = f"{judgement.where}: {decision!r} applied to {', '.join(changed)}"
        return Issue("info", "judge", document, None, message, "")
    missing = f"its value {judgement.value!r}" if found else repr(judgement.event or judgement.quote)
    message = f"{judgement.where}: the judgement {decision!r} fits no event of this build ({missing} was not found)"
    remedy = "check the event id or the quote; ids change when an event's date, type or parties change"
    return Issue("warning", "judge", document, None, message, remedy)


def _meant(judgement: Judgement, by_id: dict[str, Event]) -> list[Event]:
    """The event of the id; or those whose sentence holds the quote, best those whose trigger stands in it."""
    if judgement.event:
        return [by_id[judgement.event]] if judgement.event in by_id else []
    found = []
    for event in by_id.values():
        held = [e for e in event.evidence if _holds(e, judgement.quote, judgement.document)]
        if held:
            found.append((any(e.trigger in judgement.quote for e in held), event))
    exact = [event for inside, event in found if inside]
    return exact or [event for _, event in found]


def _holds(evidence: Evidence, quote: str, document: str = "") -> bool:
    words, sentence = " ".join(quote.split()), " ".join(evidence.sentence.split())
    return words in sentence and document in ("", evidence.document, evidence.document_id)


def _decide(judgement: Judgement, event: Event, by_id: dict[str, Event]) -> list[Event] | None:
    """All events after the decision; None where its value names nothing."""
    others = [e for e in by_id.values() if e.id != event.id]
    who = judgement.by or "unsigned"
    note = ": ".join(
        part for part in (f"judgement: {judgement.decision} {judgement.value}".rstrip(), judgement.note) if part
    )
    event = replace(event, reasons=(*event.reasons, f"{note} ({who}, {judgement.where})"))
    if judgement.decision == "drop":
        return others
    if judgement.decision == "same":
        return _join(judgement, event, others)
    if judgement.decision == "not-same":
        return _split(judgement, event, others)
    changed = _change(judgement, event)
    return [*others, replace(changed, label=headline(changed))]


def _change(judgement: Judgement, event: Event) -> Event:
    value = judgement.value
    if judgement.decision == "date":
        try:
            begin, end = interval(value)
        except OptionError as error:
            raise SeedError(f"{judgement.where}: {error}") from error
        return replace(
            event, edtf=value, begin=begin, end=end, date_text="", certain=begin == end and begin is not None
        )
    if judgement.decision == "type":
        cards = load_cards()
        card = cards[_one_of(judgement, cards)]
        cameo = card.cameo[0] if card.cameo else None
        return replace(
            event,
            event_type=value,
            mode=None,
            subtype=None,
            quad_class=card.quad_class,
            goldstein=card.goldstein,
            cameo=cameo,
        )
    if judgement.decision == "modality":
        return replace(event, modality=_one_of(judgement, MODALITIES))
    if judgement.decision == "place":
        place = default_gazetteer().place(value)
        if place is None:
            raise SeedError(f"{judgement.where}: place {value!r} is in none of the tables of seeds/places")
        return replace(event, place=place)
    actors = tuple(sorted((_actor(name, judgement) for name in value.split()), key=lambda a: a.id))
    return replace(event, actors=actors) if judgement.decision == "actor" else replace(event, recipients=actors)


def _one_of(judgement: Judgement, known: Collection[str]) -> str:
    if judgement.value not in known:
        raise SeedError(
            f"{judgement.where}: {judgement.decision} {judgement.value!r}; {nearest(judgement.value, known)}"
        )
    return judgement.value


def _actor(name: str, judgement: Judgement) -> Actor:
    actor = default_gazetteer().actor(name)
    if actor is None:
        raise SeedError(f"{judgement.where}: actor {name!r} is in none of the tables of seeds/actors")
    return actor


def _join(judgement: Judgement, event: Event, others: list[Event]) -> list[Event] | None:
    """One event with the evidence of both and its own id; the other's date is taken where its own is not known."""
    value, document = judgement.value, ""
    twin = next((e for e in others if e.id == value or any(_holds(x, value, document) for x in e.evidence)), None)
    if twin is None:
        return None
    if event.begin is None and twin.begin is not None:
        event = replace(
            event, begin=twin.begin, end=twin.end, edtf=twin.edtf, certain=twin.certain, date_text=twin.date_text
        )
    joined = with_evidence(event, (*event.evidence, *twin.evidence))
    return [*(e for e in others if e.id != twin.id), joined]


def _split(judgement: Judgement, event: Event, others: list[Event]) -> list[Event] | None:
    """The evidence that holds the value's words becomes an event of its own."""
    apart = tuple(e for e in event.evidence if _holds(e, judgement.value))
    rest = tuple(e for e in event.evidence if e not in apart)
    if not apart or not rest:
        return None
    return [*others, replace(event, evidence=rest), replace(event, id=f"{event.id}-split", evidence=apart)]
