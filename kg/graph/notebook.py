"""What Jupyter shows of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.notebook import table_html

if TYPE_CHECKING:
    from kg.graph import EventGraph


def graph_html(graph: EventGraph) -> str:
    """Return the counts of a graph and its first events that are shown."""
    events = graph.events(grade="shown")
    rows = ((e.edtf, e.label, e.event_type, e.modality, e.grade, e.id) for e in events)
    told = f"{len(graph):,} events, {len(graph.articles()):,} articles; {len(events):,} events are sure or likely"
    return f"<p>{told}</p>{table_html(('date', 'event', 'type', 'modality', 'grade', 'id'), rows, len(events))}"
