"""Applying human decisions: last of all, reported, and never lost by a rebuild."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.headlines import headline
from kg.model import GRADES, MODALITIES, Document, Event, Evidence, Issue, Report
from kg.resolve.drafts import with_evidence
from kg.resolve.judged_values import actors_of, added_event, dated, one_of, place_of, typed
from kg.seeds.judgements import Judgement


def apply_judgements(
    events: Sequence[Event], judgements: Sequence[Judgement], report: Report, documents: Sequence[Document] = ()
) -> list[Event]:
    """Return the events as the judgements want them, each keeping its id; later judgements see what earlier ones did.

    What a judgement adds is quoted from one of the `documents`. Each is reported as an info issue; one that fits
    nothing, or more events than one, is a warning, and what fits nothing changes nothing. Raises SeedError for a value
    that is no date, type, modality, actor or place.
    """
    by_id = {event.id: event for event in events}
    for judgement in judgements:
        if judgement.decision == "add":
            new = added_event(judgement, documents)
            report(_issue(judgement, [new.id] if new and new.id not in by_id else [], new is not None))
            if new is not None:
                by_id.setdefault(new.id, new)
            continue
        targets = meant(judgement, by_id)
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
        if len(changed) == 1:
            return Issue("info", "judge", document, None, message, "")
        remedy = "if only one of them was meant, give its id, or a quote that holds the words of its act"
        return Issue("warning", "judge", document, None, f"{message}: the quote fits {len(changed)} events", remedy)
    if judgement.decision == "add":
        return _issue_of_added(judgement, found)
    missing = f"its value {judgement.value!r}" if found else repr(judgement.event or judgement.quote)
    message = f"{judgement.where}: the judgement {decision!r} fits no event of this build ({missing} was not found)"
    remedy = "check the event id or the quote; ids change when an event's date, type or parties change"
    return Issue("warning", "judge", document, None, message, remedy)


def _issue_of_added(judgement: Judgement, found: bool) -> Issue:
    document, told = judgement.document or None, f"{judgement.where}: the event of {judgement.quote!r}"
    if found:
        return Issue("info", "judge", document, None, f"{told} was found without the judgement", "the row may go")
    remedy = "give the words as they stand in the article, and its address or id as mentions.csv shows it"
    return Issue("warning", "judge", document, None, f"{told} is not added: no article here holds these words", remedy)


def meant(judgement: Judgement, by_id: Mapping[str, Event]) -> list[Event]:
    """Return the event of the id; or those whose sentence holds the quote, best those whose trigger stands in it."""
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
    if judgement.decision == "right":
        return [*others, replace(event, confidence=1.0, grade=GRADES[0])]
    if judgement.decision == "same":
        return _join(judgement, event, others)
    if judgement.decision == "not-same":
        return _without(judgement, event, others)
    changed = _change(judgement, event)  # who corrects one thing has looked at all of it
    return [*others, replace(changed, label=headline(changed), confidence=1.0, grade=GRADES[0])]


def _change(judgement: Judgement, event: Event) -> Event:
    value = judgement.value
    if judgement.decision == "date":
        return dated(event, judgement)
    if judgement.decision == "type":
        return typed(event, value, judgement)
    if judgement.decision == "modality":
        return replace(event, modality=one_of(value, MODALITIES, judgement))
    if judgement.decision == "place":
        return replace(event, place=place_of(value, judgement))
    actors = actors_of(value, judgement, event.begin or event.end)
    return replace(event, actors=actors) if judgement.decision == "actor" else replace(event, recipients=actors)


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


def _without(judgement: Judgement, event: Event, others: list[Event]) -> list[Event] | None:
    """The event without the evidence that holds the value's words: what that tells instead nobody has said, a row `add`
    may. An event of which no evidence is left goes.
    """
    rest = tuple(e for e in event.evidence if not _holds(e, judgement.value))
    if len(rest) == len(event.evidence):
        return None
    articles = {e.document_id for e in rest}
    claims = tuple(claim for claim in event.claims if claim.document_id in articles)
    return [*others, replace(event, evidence=rest, claims=claims)] if rest else others
