"""Applying human decisions: last of all, reported, and never lost by a rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.errors import SeedError, nearest
from kg.gazetteer import default_gazetteer
from kg.model import MODALITIES, Actor, Event, Issue, Report
from kg.resolve.drafts import with_evidence
from kg.resolve.edtf import interval
from kg.seeds.cards import load_cards
from kg.seeds.judgements import Judgement


def apply_judgements(events: Sequence[Event], judgements: Sequence[Judgement], report: Report) -> list[Event]:
    """Return the events as the judgements want them. One that fits nothing becomes an issue record."""
    by_id = {event.id: event for event in events}
    for judgement in judgements:
        targets = [event for event in by_id.values() if _means(judgement, event)]
        if not targets:
            report(
                Issue(
                    "warning", "judge", judgement.document or None, None,
                    f"{judgement.where}: the judgement {judgement.decision!r} fits no event of this build",
                    "check the event id or the quote; ids change when an event's date, type or parties change",
                )  # fmt: skip
            )
            continue
        for event in targets:
            by_id = {e.id: e for e in _decide(judgement, event, by_id)}
        report(
            Issue(
                "info", "judge", judgement.document or None, None,
                f"{judgement.where}: {judgement.decision} applied to {', '.join(e.id for e in targets)}", "",
            )  # fmt: skip
        )
    return [by_id[key] for key in sorted(by_id)]


def _means(judgement: Judgement, event: Event) -> bool:
    if judgement.event:
        return event.id == judgement.event
    return any(
        judgement.quote in e.sentence and judgement.document in ("", e.document, e.document_id) for e in event.evidence
    )


def _decide(judgement: Judgement, event: Event, by_id: dict[str, Event]) -> list[Event]:
    others = [e for e in by_id.values() if e.id != event.id]
    note = f"judgement: {judgement.decision} {judgement.value} ({judgement.by or 'unsigned'}, {judgement.where})"
    if judgement.decision == "drop":
        return others
    if judgement.decision == "same":
        return _join(judgement, event, others, note)
    if judgement.decision == "not-same":
        return [*others, *_split(judgement, event, note)]
    return [*others, _change(judgement, replace(event, reasons=(*event.reasons, note)))]


def _change(judgement: Judgement, event: Event) -> Event:
    value = judgement.value
    if judgement.decision == "date":
        begin, end = interval(value)
        return replace(event, edtf=value, begin=begin, end=end, certain=begin == end and begin is not None)
    if judgement.decision == "type":
        cards = load_cards()
        if value not in cards:
            raise SeedError(f"{judgement.where}: event type {value!r}; {nearest(value, cards)}")
        card = cards[value]
        return replace(
            event, event_type=value, mode=None, subtype=None, quad_class=card.quad_class, goldstein=card.goldstein,
            cameo=card.cameo[0] if card.cameo else None,
        )  # fmt: skip
    if judgement.decision == "modality":
        if value not in MODALITIES:
            raise SeedError(f"{judgement.where}: modality {value!r}; {nearest(value, MODALITIES)}")
        return replace(event, modality=value)
    if judgement.decision == "place":
        return replace(event, place=default_gazetteer().place(value))
    actors = tuple(sorted((_actor(name, judgement) for name in value.split()), key=lambda a: a.id))
    return replace(event, actors=actors) if judgement.decision == "actor" else replace(event, recipients=actors)


def _actor(name: str, judgement: Judgement) -> Actor:
    gazetteer = default_gazetteer()
    actor = gazetteer.actor(name)
    if actor is None:
        raise SeedError(f"{judgement.where}: actor {name!r} is in none of the tables of seeds/actors")
    return actor


def _join(judgement: Judgement, event: Event, others: list[Event], note: str) -> list[Event]:
    twin = next(
        (e for e in others if e.id == judgement.value or any(judgement.value in x.sentence for x in e.evidence)), None
    )
    if twin is None:
        return [*others, event]
    joined = with_evidence(replace(event, reasons=(*event.reasons, note)), (*event.evidence, *twin.evidence))
    return [*(e for e in others if e.id != twin.id), joined]


def _split(judgement: Judgement, event: Event, note: str) -> list[Event]:
    apart = tuple(e for e in event.evidence if judgement.value in e.sentence)
    rest = tuple(e for e in event.evidence if e not in apart)
    if not apart or not rest:
        return [event]
    reasons = (*event.reasons, note)
    return [
        replace(event, evidence=rest, reasons=reasons),
        replace(event, id=f"{event.id}-split", evidence=apart, reasons=reasons),
    ]
