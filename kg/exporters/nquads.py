"""graph.nq: the graph with a named graph a document, so that one article can be replaced or taken away."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.files import write
from kg.graph import EventGraph


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write the graph as sorted N-Quads and return the files written."""
    return [write(path, graph.nquads())]
