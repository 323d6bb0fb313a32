"""graph.nt: the graph as N-Triples, one sorted statement a line, for tools that read lines."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.files import write
from kg.graph import EventGraph


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write the graph as N-Triples and return the files written."""
    return [write(path, graph.ntriples())]
