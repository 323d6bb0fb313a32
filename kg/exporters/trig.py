"""graph.trig: what graph.nq holds, for people to read."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.files import write
from kg.graph import EventGraph


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write the graph as sorted TriG and return the files written."""
    return [write(path, graph.trig())]
