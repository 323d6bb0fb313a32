"""graph.jsonld: the graph as JSON-LD with its context inside, for programs that read JSON."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.files import write
from kg.graph import EventGraph


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write the graph as JSON-LD and return the files written."""
    return [write(path, graph.jsonld())]
