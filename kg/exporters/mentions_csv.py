"""mentions.csv: one row a sentence (or table row) that tells of an event, with its article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.exporters.files import Cell, table, write
from kg.graph import EventGraph

COLUMNS = (
    "event", "number", "kind", "document_id", "document", "title", "publisher", "published", "start", "end", "sentence",
    "trigger", "trigger_start", "trigger_end", "rule", "confidence", "reason", "extractor",
)  # fmt: skip


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write a row for each mention of each event and return the files written."""
    return [write(path, table(COLUMNS, _rows(graph)))]


def _rows(graph: EventGraph) -> Iterator[list[Cell]]:
    articles = graph.articles()
    for event in graph.events(grade="all"):
        for number, evidence in enumerate(event.evidence, 1):
            article = articles[evidence.document_id]
            yield [
                event.id,
                number,
                evidence.kind,
                evidence.document_id,
                evidence.document,
                article.title,
                article.publisher,
                article.published.isoformat() if article.published else None,
                evidence.start,
                evidence.end,
                evidence.sentence,
                evidence.trigger,
                evidence.trigger_start,
                evidence.trigger_end,
                evidence.rule,
                round(evidence.confidence, 2),
                evidence.reason,
                evidence.extractor,
            ]
