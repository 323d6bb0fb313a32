"""News about diplomacy in, a graph of dated events with the evidence for each out.

>>> import kg
>>> graph = kg.build([kg.Document(text="Japan and South Korea held talks in Tokyo on 3 March 2015.")])
>>> [event.edtf for event in graph.events(actor="KOR")]
['2015-03-03']

Names are loaded when they are first used, so that `import kg` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kg.version import __version__ as __version__

if TYPE_CHECKING:
    from kg.analysis import network
    from kg.analysis.summary import stats
    from kg.ask import date_event, find_actors, participants
    from kg.checks import check
    from kg.exporters import export
    from kg.exporters.explain import explain
    from kg.exporters.timeline import show as timeline
    from kg.extractors.document import extract
    from kg.folders import build_files
    from kg.graph import EventGraph
    from kg.graph.changes import diff
    from kg.model import Document, Event
    from kg.pipeline import build
    from kg.sources import read
    from kg.timex import tag_times

__all__ = [
    "Document", "Event", "EventGraph", "build", "build_files", "check", "date_event", "diff", "explain", "export",
    "extract", "find_actors", "network", "participants", "read", "stats", "tag_times", "timeline",
]  # fmt: skip

_HOME = {
    "Document": "kg.model",
    "Event": "kg.model",
    "EventGraph": "kg.graph",
    "build": "kg.pipeline",
    "build_files": "kg.folders",
    "check": "kg.checks",
    "date_event": "kg.ask",
    "diff": "kg.graph.changes",
    "explain": "kg.exporters.explain",
    "export": "kg.exporters",
    "extract": "kg.extractors.document",
    "find_actors": "kg.ask",
    "network": "kg.analysis",
    "participants": "kg.ask",
    "read": "kg.sources",
    "stats": "kg.analysis.summary",
    "tag_times": "kg.timex",
    "timeline": "kg.exporters.timeline",
}

_PARTS = ("analysis", "errors", "exporters", "gazetteer", "graph", "model", "sources")  # as in `kg.analysis.phases`


def __getattr__(name: str) -> Any:
    if name in _PARTS:
        return importlib.import_module(f"kg.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; it has {', '.join((*__all__, *_PARTS))}")
    found = getattr(importlib.import_module(_HOME[name]), "show" if name == "timeline" else name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*__all__, "__version__", "__doc__"})
