"""mentions.csv: one row a sentence (or table row) that tells of an event, with its article."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.files import graph_csv, write
from kg.graph import EventGraph


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write a row for each mention of each event and return the files written."""
    return [write(path, graph_csv(graph, "mentions"))]
