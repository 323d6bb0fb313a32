"""events.csv: one row an event, for a spreadsheet or pandas.

Several values in a cell are separated by "|". Only the first sentence of evidence stands here; all are in mentions.csv.
What each column says is told in `kg.graph.tables`, and in the codebook that a data package has.
"""

from __future__ import annotations

from pathlib import Path

from kg.exporters.files import graph_csv, write
from kg.graph import EventGraph


def export(graph: EventGraph, path: str | Path) -> list[Path]:
    """Write a row for each event and return the files written."""
    return [write(path, graph_csv(graph, "events"))]
