"""dyads.csv: one row an event and ordered pair of parties, as studies of pairs of states count them."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.files import graph_csv, write
from kg.graph import EventGraph


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write a row for each pair of each event and return the files written."""
    return [write(path, graph_csv(graph, "dyads"))]
