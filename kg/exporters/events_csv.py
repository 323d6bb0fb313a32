"""events.csv: one row an event, for a spreadsheet or pandas.

Several values in a cell are separated by "|". Only the first sentence of evidence stands here; all are in mentions.csv.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.exporters.files import Cell, table, write
from kg.graph import EventGraph
from kg.model import Actor, Article, Event

COLUMNS = (
    "id", "begin", "end", "edtf", "certain", "date_text", "event_type", "mode", "subtype", "quad_class",
    "goldstein", "cameo", "modality", "label", "initiators", "recipients", "reciprocal", "actors", "acted_on",
    "attributed_to", "place", "place_country", "latitude", "longitude", "confidence", "grade", "mentions", "documents",
    "first_published", "background", "sentence", "trigger", "document",
)  # fmt: skip


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write a row for each event and return the files written."""
    articles = graph.articles()
    rows = (row(event, articles) for event in graph.events(grade="all"))
    return [write(path, table(COLUMNS, rows))]


def row(event: Event, articles: dict[str, Article]) -> list[Cell]:
    """Return the cells of an event in the order of COLUMNS; in a reciprocal act all are initiators and recipients."""
    place, first = event.place, event.evidence[0] if event.evidence else None
    documents = {evidence.document_id for evidence in event.evidence}
    published = sorted(found for document in documents if (found := articles[document].published) is not None)
    return [
        event.id,
        event.begin.isoformat() if event.begin else None,
        event.end.isoformat() if event.end else None,
        event.edtf,
        event.certain,
        event.date_text,
        event.event_type,
        event.mode,
        event.subtype,
        event.quad_class,
        event.goldstein,
        event.cameo,
        event.modality,
        event.label,
        _parties(event.actors + event.recipients if event.reciprocal else event.actors),
        _parties(event.actors + event.recipients if event.reciprocal else event.recipients),
        event.reciprocal,
        _labels(event.actors),
        _labels(event.recipients),
        _labels(event.attributed_to),
        place.label if place else None,
        place.country if place else None,
        place.latitude if place else None,
        place.longitude if place else None,
        round(event.confidence, 2),
        event.grade,
        len(event.evidence),
        len(documents),
        published[0].isoformat() if published else None,
        event.background,
        first.sentence if first else None,
        first.trigger if first else None,
        first.document if first else None,
    ]


def _parties(actors: Iterable[Actor]) -> str:
    return "|".join(sorted({actor.party for actor in actors}))


def _labels(actors: Iterable[Actor]) -> str:
    return "|".join(f"{actor.label} ({actor.office})" if actor.office else actor.label for actor in actors)
