"""graph.ttl: the whole graph, sorted, the same bytes for the same events."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.files import write
from kg.graph import EventGraph


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write the graph as Turtle and return the files written."""
    return [write(path, graph.turtle())]
