"""graph.trig: what graph.nq holds, for people to read."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.files import write
from kg.graph import EventGraph

NAME, SUFFIX, FILE = "trig", ".trig", "graph.trig"


def export(graph: EventGraph, path: str | Path) -> Path:
    """Write the graph as sorted TriG and return the path."""
    return write(path, graph.trig())
