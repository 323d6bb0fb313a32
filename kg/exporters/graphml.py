"""network.graphml: parties and events between them, for yEd, Cytoscape, igraph and Gephi."""

from __future__ import annotations

from pathlib import Path

from kg.analysis import network
from kg.exporters.files import write
from kg.graph import EventGraph
from kg.graph.select import SHOWN


def export(graph: EventGraph, path: str | Path, by: str | None = None, grade: str = SHOWN) -> list[Path]:
    """Write the network of `kg.network`, one edge an event, or one a period with `by`; return the files written."""
    import networkx

    lines = networkx.generate_graphml(network(graph, by, grade=grade))
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""])
    return [write(path, text.encode("utf-8", "replace"))]
