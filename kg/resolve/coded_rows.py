"""Which coded rows tell of an event that an article tells, too: by the score that joins reports of articles.

A row of GDELT, POLECAT or a list of visits has no sentence, so its words say nothing; type, sides, day and place do.
Events are compared that have a party, a type and a month in common. A row joins the likeliest event, or none where two
are nearly as likely; its record becomes evidence of that event, which keeps what its articles say. Rows do not join one
another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Dating, Document, Event, EventMention
from kg.resolve.clusters import Cluster, link_reason
from kg.resolve.cross_documents import CLEARLY, LIKELY, MANY, probability
from kg.resolve.drafts import Draft, width
from kg.resolve.event_pairs import Report, contradicted
from kg.resolve.similarity import MONTH

SHARED = 2  # parties: what a journey of one says fits all of its stops
Block = tuple[str, str, int, int]  # party, type, year, month


def with_rows(events: Sequence[Event], rows: Sequence[Event]) -> list[Event]:
    """Return the events of articles, those that rows tell of with the rows as evidence, and the rows that join none."""
    if not rows:
        return list(events)
    by_block: dict[Block, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        for block in _blocks(event):
            by_block[block].append(number)
    reports: dict[int, Report] = {}
    found, alone = list(events), []
    for row in rows:
        told = [by_block[block] for block in _blocks(row) if block in by_block]
        near = sorted({number for numbers in told if len(numbers) <= MANY for number in numbers})
        if not near:
            alone.append(row)
            continue
        report = as_report(row)
        for number in near:
            reports.setdefault(number, as_report(events[number]))
        scored = sorted(((_likely(report, reports[number]), -number) for number in near), reverse=True)
        (best, place), second = scored[0], scored[1][0] if len(scored) > 1 else 0.0
        if best < LIKELY or second > best - CLEARLY:
            alone.append(row)
        else:
            found[-place] = _joined(found[-place], row, report, reports[-place])
    return [*found, *alone]


def _blocks(event: Event) -> Iterator[Block]:
    """The party, type and month of an event that is dated within a month or so."""
    if event.begin is None or event.end is None or width(event.begin, event.end) > MONTH:
        return
    months = sorted({(day.year, day.month) for day in (event.begin, event.end)})
    for party in sorted({actor.party for actor in (*event.actors, *event.recipients)}):
        yield from ((party, event.event_type, *month) for month in months)


def _likely(row: Report, other: Report) -> float:
    if len(row.cluster.parties & other.cluster.parties) < SHARED or contradicted(row, other):
        return 0.0
    return probability(row, other).probability


def _joined(event: Event, row: Event, one: Report, other: Report) -> Event:
    choice = probability(one, other)
    where = row.evidence[0].rule
    why = link_reason(f"same event as {where}: {', '.join(choice.reasons)}", choice.probability)
    return replace(event, reasons=(*event.reasons, why), evidence=(*event.evidence, *row.evidence))


def as_report(event: Event) -> Report:
    """Return the event as a report to be compared: its word and date as its first sentence tells them, or as a row."""
    evidence = event.evidence[0]
    record = evidence.kind == "record"
    inside = next((one for one in event.evidence if event.date_text and event.date_text in one.sentence), None)
    text = event.date_text if record else (inside or evidence).sentence
    document = Document(text=text, id=evidence.document_id, published=event.end)
    mention = EventMention(
        0, 0, 0, event.event_type, event.mode, event.modality, evidence.rule, "" if record else event.lemma,
        reciprocal=event.reciprocal, confidence=event.confidence, subtype=event.subtype,
    )  # fmt: skip
    dating = Dating(event.begin, event.end, event.edtf, event.certain, event.date_text)
    draft = Draft(
        document, mention, (0, len(text)), "paragraph", event.actors, event.recipients, event.attributed_to,
        event.place, dating,
    )  # fmt: skip
    return Report(Cluster((draft,)), record=record)
